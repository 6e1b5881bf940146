"""The list of coding tasks, the codebook, and making a task."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts_app.access import may, page_for
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.choices import LabelTask
from analytics_app.selectors.coding import count_coded_twice, list_tasks, list_tasks_led_by
from analytics_app.services.coding_tasks import SampleImpossible, make_task
from analytics_app.text.coding.codebook import CODEBOOKS
from analytics_app.views.coding.forms import TaskForm
from analytics_app.views.coding.wording import LABELS, QUESTIONS, WRITTEN, class_words, impossible_words

TASKS_A_PAGE = 25


@require_safe
@page_for(Permission.CODE, Permission.LEAD_CODING)
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks to code, for coders all; results for those who lead them."""
    user = _user(request)
    is_coder, leads = may(user, Permission.CODE), may(user, Permission.LEAD_CODING)
    led = list_tasks_led_by(user)
    page = Paginator(list_tasks() if is_coder else led, TASKS_A_PAGE).get_page(request.GET.get("page"))
    tasks = list(page.object_list)
    twice = count_coded_twice(tasks)
    results = (
        set(led.filter(pk__in=[task.pk for task in tasks]).values_list("pk", flat=True)) if leads else set()
    )
    rows = [
        {
            "task": task,
            "label": LABELS[task.label],
            "coded_twice": twice.get(task.pk, 0),
            "has_results": task.pk in results,
        }
        for task in tasks
    ]
    codebooks = [{"id": task.value, "name": words} for task, words in LABELS.items()]
    context = {
        "page_obj": page,
        "rows": rows,
        "codebooks": codebooks,
        "is_coder": is_coder,
        "leads": leads,
        "sees_cards": leads or may(user, Permission.READ_FIGURES),
    }
    return render(request, "coding/list.html", context)


@require_safe
@page_for(Permission.CODE, Permission.LEAD_CODING)
def codebook(request: HttpRequest, label: str) -> HttpResponse:
    """Every class of one label: what it means, an example, its key."""
    if label not in set(LabelTask):
        raise Http404
    book = CODEBOOKS[LabelTask(label)]
    context = {
        "name": LABELS[label],
        "question": QUESTIONS[label],
        "written": WRITTEN[book.written],
        "classes": [class_words(each) for each in book.classes],
    }
    return render(request, "coding/codebook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.LEAD_CODING)
def task_new(request: HttpRequest) -> HttpResponse:
    """Asks for the design and draws the sample."""
    user = _user(request)
    form = TaskForm(user, request.POST) if request.method == "POST" else TaskForm(user)
    if request.method == "POST" and form.is_valid():
        try:
            task = make_task(form.asked(), by=user, public_id=form.cleaned_data["task_id"])
        except SampleImpossible as error:
            form.add_error(None, impossible_words(error, form.cleaned_data["size"]))
        else:
            messages.success(request, _("Tugas “%(task)s” dibuat.") % {"task": task})
            return redirect("coding-result", task.public_id)
    return render(request, "coding/new.html", {"form": form}, status=400 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # page_for lets nobody else through
    return request.user
