"""The taxonomy's keywords, and adding one: checked, tried on the messages that are held, then taken in as a version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts_app.access import page_for
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app import tasks
from analytics_app.models import TaxonomyKeyword
from analytics_app.selectors.taxonomy import current_additions, find_keyword, list_keywords
from analytics_app.services.taxonomy import (
    PREVIEW_MOST,
    KeywordRefused,
    Preview,
    add_keyword,
    preview_keyword,
    remove_keyword,
)
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.taxonomy.additions import (
    KEYWORD_CLASSES,
    LONGEST_KEYWORD,
    MOST_WORDS,
    Addition,
    KeywordProblem,
    clean_keyword,
)
from analytics_app.text.taxonomy.further import further_of
from analytics_app.views.label_words import class_name, task_words

PROBLEMS: Mapping[KeywordProblem, Any] = {
    KeywordProblem.UNKNOWN_CLASS: gettext_lazy("Pilih salah satu kelasnya."),
    KeywordProblem.EMPTY: gettext_lazy("Tulis kata kuncinya."),
    KeywordProblem.TOO_LONG: gettext_lazy("Terlalu panjang: paling banyak 6 kata dan 60 huruf."),
    KeywordProblem.NOT_WORDS: gettext_lazy(
        "Hanya huruf dan spasi: angka, tanda baca, dan tagar tidak dicocokkan."
    ),
    KeywordProblem.AMBIGUOUS: gettext_lazy(
        "Kata ini terlalu pendek, terlalu umum, atau bermakna ganda. Pakai frasa yang lebih jelas."
    ),
    KeywordProblem.ALREADY_THERE: gettext_lazy("Kelas ini sudah mempunyai kata kunci itu."),
    KeywordProblem.IN_ANOTHER_CLASS: gettext_lazy("Kata kunci itu sudah dipakai kelas lain: %(name)s."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.ADMINISTER)
def taxonomy(request: HttpRequest) -> HttpResponse:
    """Every class with its keywords; POST tries a keyword (``aksi=periksa``) or adds it (``aksi=tambah``)."""
    assert isinstance(request.user, User)  # the door let nobody else in
    context: dict[str, Any] = {}
    if request.method == "POST":
        addition = _asked(request)
        context = {"asked": addition, "chosen": f"{addition.task}:{addition.class_id}"}
        try:
            if request.POST.get("aksi") == "tambah":
                add_keyword(addition, by=request.user, at=timezone.now())
                tasks.compute_figures.delay()
                messages.success(request, _added_words(addition))
                return redirect("taxonomy")
            context["preview"] = _preview(addition, preview_keyword(addition))
        except KeywordRefused as refusal:
            context["problem"] = _problem_words(addition, refusal)
    context |= _lists()
    return render(request, "pages/taxonomy.html", context, status=400 if "problem" in context else 200)


@require_POST
@page_for(Permission.ADMINISTER)
def keyword_remove(request: HttpRequest, keyword: int) -> HttpResponse:
    """Takes an added keyword out of use."""
    assert isinstance(request.user, User)
    row = find_keyword(keyword)
    if row is None:
        raise Http404
    if remove_keyword(row, by=request.user, at=timezone.now()):
        tasks.compute_figures.delay()
        words = _("“%(keyword)s” tidak dipakai lagi. Pesan yang teksnya masih ada dilabeli ulang.")
        messages.success(request, words % {"keyword": row.keyword})
    return redirect("taxonomy")


def _asked(request: HttpRequest) -> Addition:
    task, _colon, class_id = request.POST.get("kelas", "").partition(":")
    return Addition(task, class_id, clean_keyword(request.POST.get("kata", "").replace("\x00", " ")))


def _added_words(addition: Addition) -> str:
    words = _(
        "“%(keyword)s” ditambahkan ke %(name)s. Pesan yang teksnya masih ada dilabeli ulang dengan taksonomi versi "
        "baru; angka lama menyimpan versinya."
    )
    return words % {"keyword": addition.keyword, "name": class_name(addition.task, addition.class_id)}


def _problem_words(addition: Addition, refusal: KeywordRefused) -> str:
    words = str(PROBLEMS[refusal.why.problem])
    if refusal.why.problem is KeywordProblem.IN_ANOTHER_CLASS:
        return words % {"name": class_name(addition.task, refusal.why.class_id)}
    return words


def _preview(addition: Addition, found: Preview) -> dict[str, Any]:
    return {
        "changed": found.changed,
        "read": found.read,
        "is_whole": found.is_whole,
        "most": PREVIEW_MOST,
        "rows": [
            {
                "old": _name(addition.task, old),
                "new": _name(addition.task, new),
                "n": n,
            }
            for (old, new), n in sorted(found.changes.items(), key=lambda item: -item[1])
        ],
        "class_name": class_name(addition.task, addition.class_id),
    }


def _name(task: str, value: str | None) -> str:
    return _("tanpa label") if value is None else class_name(task, value)


def _lists() -> dict[str, Any]:
    rows, additions = list_keywords(), current_additions()
    added: dict[tuple[str, str], list[TaxonomyKeyword]] = defaultdict(list)
    for row in rows:
        if row.removed_change is None:
            added[row.task, row.class_id].append(row)
    return {
        "version": additions.version(RULES_VERSION),
        "longest": LONGEST_KEYWORD,
        "most_words": MOST_WORDS,
        "tasks": [
            {
                "id": task,
                "words": task_words(task),
                "classes": [
                    {
                        "id": one.id,
                        "name": class_name(task, one.id),
                        "keywords": one.keywords,
                        "further": further_of(task, one.id),
                        "added": added[task, one.id],
                    }
                    for one in classes
                ],
            }
            for task, classes in KEYWORD_CLASSES.items()
        ],
        "history": _history(rows),
    }


def _history(rows: list[TaxonomyKeyword]) -> list[dict[str, Any]]:
    """Every change, newest first."""
    changes = [
        {"change": row.added_change, "at": row.added_at, "by": row.added_by, "row": row, "is_added": True}
        for row in rows
    ]
    changes += [
        {
            "change": row.removed_change,
            "at": row.removed_at,
            "by": row.removed_by,
            "row": row,
            "is_added": False,
        }
        for row in rows
        if row.removed_change is not None
    ]
    for one in changes:
        one["class_name"] = class_name(one["row"].task, one["row"].class_id)
        one["task"] = task_words(one["row"].task)
    return sorted(changes, key=lambda one: -one["change"])
