"""What the wizard's pages share: who may enter, which step this is, what to do when the file is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts_app.access import page_for
from accounts_app.permissions import Permission
from analytics_app.models import ImportBatch
from analytics_app.selectors.imports import batch_for
from analytics_app.services.drafts import DraftGone, discard, started_as
from analytics_app.views.source_words import catalogue_words, question_words, refusal_words

DraftView = Callable[[HttpRequest, ImportBatch], HttpResponse]
#: A page for everybody who may import somewhere; into what, the batch's region decides.
import_page = page_for(Permission.IMPORT)

STEPS = ("file", "format", "columns", "preview", "trial")


def draft_page(view: DraftView) -> Callable[..., HttpResponse]:
    """A step of a draft. What was imported leads to its own page; a draft without its file says so and goes."""

    @wraps(view)
    def guarded(request: HttpRequest, public_id: str) -> HttpResponse:
        batch = batch_for(request.user, started_as(public_id) or public_id)
        if batch.state != ImportBatch.State.DRAFT:
            return redirect("import-batch", batch.public_id)
        try:
            return view(request, batch)
        except DraftGone:
            discard(batch)
            return render(request, "imports/gone.html", {"batch": batch}, status=410)

    return import_page(guarded)


def stepper(current: str) -> list[dict[str, str]]:
    """The five steps, those before ``current`` done."""
    words = (_("Berkas"), _("Format"), _("Kolom"), _("Pratinjau"), _("Uji coba"))
    at = STEPS.index(current)
    states = ["done"] * at + ["current"] + ["todo"] * (len(STEPS) - at - 1)
    return [{"words": word, "state": state} for word, state in zip(words, states, strict=True)]


def step_context(draft: ImportBatch, current: str) -> dict[str, Any]:
    """What every step's page shows."""
    seen = dict(draft.inspection)
    if refusal := seen.get("refusal"):
        seen["refusal"] = refusal_words(refusal)
    for name in ("evidence", "platform_evidence"):
        seen[name] = catalogue_words(seen.get(name, ""))
    return {"draft": draft, "steps": stepper(current), "inspection": seen}


def first_open_step(draft: ImportBatch) -> str | None:
    """The url name of the step that still needs an answer before rows can be read; None when all are given."""
    if "refusal" in draft.inspection:
        return "import-format"
    codes = set(draft.inspection.get("open", ()))
    if codes - {"mapping", "reference_time"}:
        return "import-format"
    return "import-columns" if codes else None


def open_words(draft: ImportBatch, codes: Collection[str]) -> list[str]:
    """The questions with one of the codes that nobody has answered, in words."""
    still_open = set(draft.inspection.get("open", ())) & set(codes)
    asked = (item for item in draft.inspection.get("questions", ()) if item["code"] in still_open)
    return list(dict.fromkeys(question_words(question) for question in asked))
