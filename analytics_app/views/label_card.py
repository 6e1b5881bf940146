"""Model cards: what labels messages, how good that was measured to be, where it fails, and how it drifts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app.access import may, page_for
from accounts_app.permissions import Permission
from analytics_app.choices import LabelTask
from analytics_app.figures.mix import MOST_LAYERS, MonthMix, share_line, stacked_shares
from analytics_app.formats import count, decimal, percent
from analytics_app.labels import PLATFORMS
from analytics_app.selectors.coding import codebook_of
from analytics_app.selectors.coding_results import MIN_CODED_TWICE
from analytics_app.selectors.label_card import (
    CardAudit,
    Drift,
    GroupFigures,
    audit_card,
    count_corrections,
    label_drift,
)
from analytics_app.selectors.machine_labels import TASKS_OF_LABELS
from analytics_app.services.text_models import ModelState, find_model
from analytics_app.text.classify import OFFICIAL_TASKS, LabelSource, Task
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.views.coding.results import confusion_table
from analytics_app.views.coding.wording import names_of
from analytics_app.views.label_words import SOURCES, TASKS, class_name, task_words

#: Tasks that somebody can be asked to code, by the label that coders know them as.
CODED: Mapping[Task, LabelTask] = {task: label for label, task in TASKS_OF_LABELS.items()}
#: Sentiment has no rules: keywords do not tell what somebody feels.
WITHOUT_RULES = (Task.SENTIMENT,)
DRIFT_DAYS = 731
readers = page_for(Permission.READ_FIGURES, Permission.LEAD_CODING)


@require_safe
@readers
def card_list(request: HttpRequest) -> HttpResponse:
    """Every task in one line: what does the work, and on what it was measured."""
    corrected = count_corrections()
    rows = [_summary(task, corrected.get(task.value, 0)) for task in TASKS]
    measured = sum(bool(row["n"]) for row in rows)
    context = {
        "rows": rows,
        "measured": measured,
        "total": len(rows),
        "administers": may(request.user, Permission.ADMINISTER),
    }
    return render(request, "labels/card_list.html", context)


@require_safe
@readers
def card(request: HttpRequest, task: str) -> HttpResponse:
    """The card of one task."""
    if task not in set(Task):
        raise Http404
    chosen = Task(task)
    state = find_model(chosen)
    audit = audit_card(CODED[chosen]) if chosen in CODED else None
    is_official = chosen in OFFICIAL_TASKS and chosen is not Task.SERVICE
    drift = label_drift(
        chosen, is_official=is_official, since=timezone.localdate() - timedelta(days=DRIFT_DAYS)
    )
    context = {
        "task": chosen.value,
        "words": task_words(chosen),
        "is_official": is_official,
        "rules_version": None if chosen in WITHOUT_RULES else RULES_VERSION,
        "model": _model(state),
        "problem": state.problem,
        "audit": _audit(audit) if audit else None,
        "needed": MIN_CODED_TWICE,
        "can_be_coded": chosen in CODED,
        "corrected": count_corrections().get(chosen.value, 0),
        "is_sample": drift.is_sample,
        "mix": _mix_chart(chosen, drift),
        "abstentions": _abstention_chart(drift),
        "versions": _versions(drift),
        "breadcrumb": [
            {"words": _("Kartu model"), "url": reverse("label-card-list")},
            {"words": task_words(chosen), "url": ""},
        ],
    }
    return render(request, "labels/card.html", context)


def _summary(task: Task, corrected: int) -> dict[str, Any]:
    model = find_model(task).model
    audit = audit_card(CODED[task]) if task in CODED else None
    measured = model.about.get("measured", {}) if model else {}
    return {
        "url": reverse("label-card", args=[task.value]),
        "words": task_words(task),
        "worker": model.version if model else _("aturan %(version)s") % {"version": RULES_VERSION},
        "has_work": bool(model) or task not in WITHOUT_RULES,
        "n": audit.n if audit else 0,
        "macro_f1": audit.macro_f1 if audit else None,
        "alpha": audit.alpha.value if audit else None,
        "own_n": measured.get("n"),
        "own_f1": measured.get("macro_f1"),
        "corrected": corrected,
    }


# --- the artefact --------------------------------------------------------------------------------


_FOLDS = re.compile(r"(\d+)-fold cross-validation, copies of a text on one side")


def _method_words(said: str) -> str:
    """How the model was measured; its file says it in English, and a way that is not known stays as it is."""
    known = _FOLDS.fullmatch(said)
    if known is None:
        return said
    words = _("validasi silang %(folds)s bagian; salinan sebuah teks selalu di bagian yang sama")
    return words % {"folds": known[1]}


def _model(state: ModelState) -> dict[str, Any] | None:
    """What the model's own file says of it; only what is there."""
    if state.model is None:
        return None
    about, task = state.model.about, state.task
    measured = about.get("measured", {})
    return {
        "version": state.model.version,
        "is_shipped": state.is_shipped,
        "threshold": state.model.threshold,
        "sources": [
            {"name": one.get("name", ""), "origin": one.get("origin", ""), "licence": one.get("licence", "")}
            for one in about.get("sources", ())
        ],
        "data_rows": about.get("data", {}).get("rows"),
        "data_hash": str(about.get("data", {}).get("sha256", ""))[:12],
        "trained_at": about.get("trained_at"),
        "measured": measured,
        "method": _method_words(measured.get("method", "")),
        "classes": [{**one, "words": class_name(task, one["name"])} for one in measured.get("classes", ())],
        "worst": _weakest(measured.get("classes", ()), task),
        "sets": [
            {
                "name": name,
                "n": one.get("n"),
                "macro_f1": one.get("macro_f1"),
                "accuracy": one.get("accuracy"),
            }
            for name, one in sorted(
                about.get("by_set", {}).items(), key=lambda item: item[1].get("macro_f1") or 0
            )
        ],
    }


def _weakest(classes: Sequence[Mapping[str, Any]], task: str) -> str:
    """The class with the lowest F1 in words; empty for fewer than two."""
    if len(classes) < 2:
        return ""
    worst = min(classes, key=lambda one: one.get("f1") or 0)
    return _("%(name)s (F1 %(f1)s)") % {
        "name": class_name(task, worst["name"]),
        "f1": decimal(worst.get("f1"), 2),
    }


# --- the audit by people -------------------------------------------------------------------------


def _audit(audit: CardAudit) -> dict[str, Any]:
    names = names_of(codebook_of(audit.task))
    return {
        "figures": audit,
        "versions": [
            {"words": _version_words(name), "n": n} for name, n in Counter(audit.by_version).most_common()
        ],
        "classes": [{"words": names.get(one.name, one.name), "figures": one} for one in audit.classes],
        "confusion": confusion_table(audit.confusion, names, _("Orang"), _("Mesin")),
        "worst": [
            {
                "code": names.get(code, code),
                "said": names.get(said, said) if said else _("tanpa label"),
                "n": n,
            }
            for code, said, n in audit.worst
        ],
        "platforms": _groups(
            audit.platforms, {str(key): str(words) for key, words in PLATFORMS.items()}, names
        ),
        "languages": _groups(
            audit.languages,
            {**{id: class_name("language", id) for id in LANGUAGES}, "": _("tidak diketahui")},
            names,
        ),
    }


LANGUAGES = ("id", "jv", "su", "min", "bew", "en")


def _groups(
    groups: Sequence[GroupFigures], names: Mapping[str, str], classes: Mapping[str, str]
) -> list[dict[str, Any]]:
    return [
        {
            "words": names.get(one.name, one.name),
            "figures": one,
            "classes": [
                {"words": classes.get(each.name, each.name), "figures": each} for each in one.classes
            ],
        }
        for one in groups
    ]


# --- drift ---------------------------------------------------------------------------------------

REST = "-rest"


def _mix_chart(task: Task, drift: Drift) -> dict[str, Any] | None:
    """The largest classes and the rest, as shares of the labelled messages of each month."""
    total: Counter[str] = Counter()
    for month in drift.months:
        total.update(month.by_class)
    if not total:
        return None
    shown = [
        id for id, _n in total.most_common(MOST_LAYERS if len(total) <= MOST_LAYERS else MOST_LAYERS - 1)
    ]
    layers = [(id, class_name(task, id)) for id in shown]
    if len(total) > len(shown):
        layers.append((REST, _("kelas lain")))
    rows = [
        MonthMix(
            month.start,
            month.n - month.unlabelled if month.is_known else None,
            {**{id: month.by_class.get(id, 0) for id in shown}, REST: _rest(month.by_class, shown)},
        )
        for month in drift.months
    ]
    table = [
        (
            date_format(row.start, "F Y"),
            *(percent(row.counts[id] / row.n) if row.n else "–" for id, _name in layers),
            count(row.n),
        )
        for row in rows
    ]
    return {
        "figure": stacked_shares(rows, layers, _),
        "rows": table,
        "columns": [_("Bulan"), *(name for _id, name in layers), _("Pesan berlabel")],
    }


def _rest(by_class: Mapping[str, int], shown: Sequence[str]) -> int:
    return sum(n for id, n in by_class.items() if id not in shown)


def _abstention_chart(drift: Drift) -> dict[str, Any] | None:
    if not any(month.is_known for month in drift.months):
        return None
    rows: list[tuple[date, float | None, int]] = [
        (month.start, month.unlabelled / month.n if month.is_known else None, month.n)
        for month in drift.months
    ]
    table = [(date_format(start, "F Y"), percent(share), count(n)) for start, share, n in rows]
    return {
        "figure": share_line(rows, _("tanpa label")),
        "rows": table,
        "columns": [_("Bulan"), _("Tanpa label"), _("Pesan")],
    }


def _versions(drift: Drift) -> list[dict[str, Any]]:
    """Which source and version gave the labels, over all months of the sample."""
    total: Counter[str] = Counter()
    for month in drift.months:
        total.update(month.by_version)
    labelled = total.total()
    return [{"words": _version_words(name), "share": n / labelled, "n": n} for name, n in total.most_common()]


def _version_words(name: str) -> str:
    source, _blank, version = name.partition(" ")
    words = str(SOURCES.get(source, source))
    return words if source == LabelSource.PERSON else f"{words} {version}"
