"""What came of a task: agreement, confusion, and the machine held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app.access import page_for
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.choices import LabelTask, Status
from analytics_app.selectors.coding import codebook_of, find_task_led_by
from analytics_app.selectors.coding_results import results_of
from analytics_app.selectors.machine_labels import has_machine_labels
from analytics_app.views.coding.wording import LABELS, names_of, result_sentence


@require_safe
@page_for(Permission.LEAD_CODING)
def result(request: HttpRequest, public_id: str) -> HttpResponse:
    """Counts and figures of one task; no text of any message."""
    assert isinstance(request.user, User)  # page_for lets nobody else through
    task = find_task_led_by(request.user, public_id)
    results, names = results_of(task), names_of(codebook_of(task))
    context = {
        "task": task,
        "label": LABELS[task.label],
        "regions": list(task.regions.order_by("code")),
        "results": results,
        "sentence": result_sentence(results),
        "is_unreliable": results.status is Status.UNRELIABLE,
        "classes": [{"name": names[each.id], "figures": each} for each in results.classes],
        "has_machine": has_machine_labels(LabelTask(task.label)),
        "pairs": [
            {"figures": pair, "table": confusion_table(pair.confusion, names, pair.one, pair.other)}
            for pair in results.pairs
            if pair.confusion
        ],
        "machine_table": confusion_table(results.confusion, names, _("Orang"), _("Mesin")),
    }
    return render(request, "coding/result.html", context)


def confusion_table(
    confusion: Mapping[Any, int], names: Mapping[str, str], rows: str, columns: str
) -> dict[str, Any] | None:
    """How often rows' and columns' classes met; only classes that occur. None without any."""
    if not confusion:
        return None
    across = _ordered({column for _row, column in confusion}, names)
    down = _ordered({row for row, _column in confusion}, names)
    return {
        "rows_are": rows,
        "columns_are": columns,
        "columns": [_name(column, names) for column in across],
        "rows": [
            {
                "name": _name(row, names),
                "cells": [
                    {
                        "n": confusion.get((row, column), 0),
                        "is_same": row == column,
                        "column": _name(column, names),
                    }
                    for column in across
                ],
            }
            for row in down
        ],
    }


def _ordered(found: set[str | None], names: Mapping[str, str]) -> Sequence[str | None]:
    """In the order of the codebook, unknown classes and abstention last."""
    places = {id: place for place, id in enumerate(names)}
    return sorted(found, key=lambda id: (id is None, places.get(id or "", len(places)), id or ""))


def _name(id: str | None, names: Mapping[str, str]) -> str:
    return _("(tanpa label)") if id is None else names.get(id, id)
