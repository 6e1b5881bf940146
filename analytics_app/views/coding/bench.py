"""Coding itself: one message at a time; each answer leads to the next message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts_app.access import page_for
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.labels import PLATFORMS
from analytics_app.models import CodingItem, CodingTask
from analytics_app.selectors.coding import (
    Shown,
    codebook_of,
    find_item,
    find_task,
    has_only_own,
    next_disagreement,
    next_message,
    progress_of,
)
from analytics_app.services.coding import (
    NOTE_LENGTH,
    CodingRefused,
    code_message,
    settle,
    skip_message,
    undo_last,
)
from analytics_app.views.coding.wording import LABELS, QUESTIONS, REFUSALS, class_words, names_of


@require_safe
@page_for(Permission.CODE)
def code(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next message for this coder; ``?lewat=1``: of those put off."""
    task, user = find_task(public_id), _user(request)
    is_skipped = request.GET.get("lewat") == "1"
    shown = next_message(task, user, skipped=is_skipped)
    progress = progress_of(task, user)
    context = _context(task, shown) | {
        "progress": progress,
        "number": progress.coded + 1,
        "is_skipped": is_skipped,
        "has_only_own": shown is None and not progress.total and has_only_own(task, user),
    }
    return render(request, "coding/code.html", context)


@require_POST
@page_for(Permission.CODE)
def answer(request: HttpRequest, public_id: str, item_id: str) -> HttpResponse:
    """Takes a class, or puts the message off, and goes to the next one."""
    task, user = find_task(public_id), _user(request)
    item, note = find_item(task, item_id), _note(request)

    def act() -> None:
        if request.POST.get("aksi") == "lewati":
            skip_message(user, item, note)
        else:
            code_message(user, item, request.POST.get("kelas", ""), note)

    return _refused(request, task, act) or redirect(_next(request, task))


@require_POST
@page_for(Permission.CODE)
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes back the last act and shows its message again."""
    task = find_task(public_id)
    undone = undo_last(_user(request), task)
    if undone is None:
        messages.info(request, _("Tidak ada yang dapat diurungkan."))
        return redirect(_bench(task))
    name = names_of(codebook_of(task)).get(undone.code_class)
    words = _("Diurungkan: %(class)s.") % {"class": name} if name else _("Diurungkan: dilewati.")
    messages.info(request, words)
    return redirect(_bench(task))


@require_safe
@page_for(Permission.CODE)
def disagreement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next message on which two others differ."""
    task = find_task(public_id)
    found = next_disagreement(task, _user(request))
    names = names_of(codebook_of(task))
    said = [{"class": names.get(each, each), "note": note} for each, note in found.codes] if found else []
    context = _context(task, found.shown if found else None) | {"found": found, "said": said}
    return render(request, "coding/settle.html", context)


@require_POST
@page_for(Permission.CODE)
def decide(request: HttpRequest, public_id: str, item_id: str) -> HttpResponse:
    """Settles a disagreement and goes to the next one."""
    task, user = find_task(public_id), _user(request)
    item: CodingItem = find_item(task, item_id)
    note = _note(request)

    def act() -> None:
        settle(user, item, request.POST.get("kelas", ""), note)

    return _refused(request, task, act) or redirect(reverse("coding-settle", args=[public_id]) + "#pesan")


def _refused(request: HttpRequest, task: CodingTask, act: Callable[[], None]) -> HttpResponse | None:
    """Does it; the page that says why where it is refused."""
    try:
        act()
    except CodingRefused as refused:
        context = {"task": task, "reason": REFUSALS[refused.reason]}
        return render(request, "coding/refused.html", context, status=403)
    return None


def _context(task: CodingTask, shown: Shown | None) -> dict[str, Any]:
    return {
        "task": task,
        "shown": shown,
        "platform": PLATFORMS[shown.platform] if shown else "",
        "label": LABELS[task.label],
        "question": QUESTIONS[task.label],
        "classes": [class_words(each) for each in codebook_of(task).classes],
        "note_length": NOTE_LENGTH,
    }


def _next(request: HttpRequest, task: CodingTask) -> str:
    return _bench(task, "?lewat=1" if request.POST.get("lewat") == "1" else "")


def _bench(task: CodingTask, query: str = "") -> str:
    return f"{reverse('coding-code', args=[task.public_id])}{query}#pesan"


def _note(request: HttpRequest) -> str:
    return request.POST.get("catatan", "").replace("\0", "").strip()  # a database keeps no NUL


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # page_for lets nobody else through
    return request.user
