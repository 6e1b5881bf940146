"""Labels of a message with their origin, and the way for a person to say what is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts_app import access
from accounts_app.models import OfficialAccount, User
from accounts_app.permissions import Permission
from analytics_app import tasks
from analytics_app.choices import TextGone
from analytics_app.models import Message
from analytics_app.periods import zone_of
from analytics_app.selectors.message_labels import (
    Correction,
    LabelState,
    accounts_of,
    find_message,
    label_states,
    tasks_of,
)
from analytics_app.services.label_corrections import UnknownClass, correct_label
from analytics_app.text.classify import Task
from analytics_app.text.coding.label_classes import NONE_KEY, label_classes
from analytics_app.views.label_words import (
    SOURCES,
    class_name,
    confidence_words,
    definition_of,
    name_of,
    origin_words,
    task_words,
)
from analytics_app.views.subject import breadcrumb
from analytics_app.views.wording import account_words, text_words

#: What the form sends for "no class fits".
NOTHING = "-"
OPEN = "label"


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff_page
def label(request: HttpRequest, message: int, task: str) -> HttpResponse:
    """One label of one message: where it came from, what people said of it, and which class it should have."""
    found, account = _message_for(request, message)
    chosen = _task(found, task)
    problem = ""
    if request.method == "POST":
        try:
            return _correct(request, found, chosen)
        except UnknownClass:
            problem = _("Pilih salah satu kelasnya.")
    states = label_states({found.pk: found.account_id is not None})[found.pk]
    state = next(one for one in states if one.task is chosen)
    back = _way_back(request, found)
    context = {
        "message": found,
        "account": account,
        "text": text_words(found.text, TextGone(found.text_gone) if found.text_gone else None),
        "created_at": localtime(found.created_at, zone_of(account.region.zone)),
        "zone": account.region.get_zone_display(),
        "item": label_row(found.pk, state, back, is_open=True),
        "others": [label_row(found.pk, one, back) for one in states if one.task is not chosen],
        "problem": problem,
        "back": back,
        "breadcrumb": breadcrumb(
            request.user,
            account.region,
            (account_words(account), reverse("account", args=[account.public_id])),
            (task_words(chosen), ""),
        ),
    }
    return render(request, "labels/label.html", context, status=400 if problem else 200)


def may_correct(user: access.Visitor, account: OfficialAccount) -> bool:
    """Whether the user may read what the account received and say what its labels should be."""
    return access.may(user, Permission.CORRECT_LABELS, account) and access.may(
        user, Permission.READ_CONVERSATIONS, account
    )


def correction_url(request: HttpRequest, message: int, task: Task) -> str:
    """The page that corrects a label and then leads back here."""
    back = urlencode({"kembali": request.get_full_path()})
    return f"{reverse('label', args=[message, task.value])}?{back}"


def label_rows(
    message: int, states: Sequence[LabelState], back: str, *, is_open: str = "", may_correct: bool = True
) -> dict[str, Any]:
    """The labels of one message for a page: those that are there, and the tasks without one.

    ``is_open``: the task whose form stands open in place.
    """
    rows = [
        label_row(message, state, back, is_open=state.task.value == is_open, may_correct=may_correct)
        for state in states
    ]
    return {
        "id": str(message),  # a number would be written with thousands separators, in addresses too
        "found": [row for row in rows if row["value"] or row["history"] or row["form"]],
        "missing": [row for row in rows if not (row["value"] or row["history"] or row["form"])],
    }


def label_row(
    message: int, state: LabelState, back: str, *, is_open: bool = False, may_correct: bool = True
) -> dict[str, Any]:
    """One task's label in words, with the address of its form and, where it is open, the form's classes."""
    label = state.label
    return {
        "message": str(message),
        "task": state.task.value,
        "words": task_words(state.task),
        "value": class_name(state.task, label.value)
        if label
        else class_name(state.task, None)
        if state.is_person_none
        else "",
        "origin": origin_words(label) if label else str(SOURCES["person"]) if state.is_person_none else "",
        "confidence": confidence_words(label) if label else "",
        "url": f"{reverse('label', args=[message, state.task.value])}" if may_correct else "",
        "history": [_history_row(one) for one in state.corrections],
        "back": back,
        "form": _choices(state) if is_open and may_correct else [],
    }


def opened(request: HttpRequest) -> tuple[int, str]:
    """Which label's form the address opens in place: message id and task; (0, "") for none."""
    id, _dash, task = request.GET.get(OPEN, "").partition("-")
    return (int(id), task) if id.isascii() and id.isdigit() and len(id) < 19 else (0, "")


def _choices(state: LabelState) -> list[dict[str, Any]]:
    current = state.label.value if state.label else None
    offered = [
        {
            "value": each.id,
            "key": each.key,
            "name": name_of(each),
            "definition": definition_of(each),
            "example": each.example,
            "is_current": each.id == current,
        }
        for each in label_classes(state.task)
    ]
    none = {
        "value": NOTHING,
        "key": NONE_KEY,
        "name": class_name(state.task, None),
        "definition": _("Tidak satu pun kelas di atas sesuai dengan pesan ini."),
        "is_current": state.is_person_none,
    }
    return [*offered, none]


def _history_row(one: Correction) -> dict[str, Any]:
    return {
        "at": one.at,
        "by": one.by or _("orang yang tidak tercatat"),
        "old": class_name(one.task, one.old_value) if one.old_value else _("tanpa label"),
        "old_source": str(SOURCES.get(one.old_source, "")) if one.old_source else "",
        "new": class_name(one.task, one.value),
    }


# --- the act -------------------------------------------------------------------------------------


def _correct(request: HttpRequest, message: Message, task: Task) -> HttpResponse:
    assert isinstance(request.user, User)  # the door let nobody else in
    said = request.POST.get("kelas", "")
    value = None if said == NOTHING else said
    if correct_label(message, task, value, by=request.user, at=timezone.now()):
        tasks.compute_figures.delay()
        words = _(
            "Label disimpan: %(task)s – %(value)s. Percakapan dan angka yang memakainya segera menyusul."
        )
    else:
        words = _("Label sudah demikian menurut orang: %(task)s – %(value)s. Tidak ada yang berubah.")
    messages.success(request, words % {"task": task_words(task), "value": class_name(task, value)})
    return redirect(f"{_way_back(request, message) or request.path}#label-{message.pk}")


def _message_for(request: HttpRequest, id: int) -> tuple[Message, OfficialAccount]:
    """The message and the account by which the user may correct it; 404 for unknown and forbidden alike."""
    found = find_message(id)
    if found is None:
        raise Http404
    for account in accounts_of(found):
        if may_correct(request.user, account):
            return found, account
    raise Http404


def _task(message: Message, name: str) -> Task:
    if name not in {task.value for task in tasks_of(message.account_id is not None)}:
        raise Http404
    return Task(name)


def _way_back(request: HttpRequest, message: Message) -> str:
    """The page of this site that the reader came from, else the message's thread; empty for neither."""
    wanted = request.POST.get("kembali", "") or request.GET.get("kembali", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    thread = message.thread
    return reverse("thread", args=[thread.public_id]) if thread is not None else ""
