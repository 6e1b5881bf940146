"""A dimension or the composite opened: what went in with which weight, what misses and why, and every version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import Region
from analytics_app.choices import ScoreStatus
from analytics_app.formats import count, decimal, interval_in_unit, percent
from analytics_app.indicators.intervals import DRAWS
from analytics_app.indicators.registry import BY_ID
from analytics_app.labels import NO_VALUE, WHY_NOT
from analytics_app.records import Interval
from analytics_app.scoring.aggregate import FULL_OPENNESS, MIN_WEIGHT
from analytics_app.selectors.scores import (
    COMPOSITE,
    ScoreValue,
    list_history,
    list_scores,
    list_series_of_versions,
)
from analytics_app.selectors.values import Subject, list_dates
from analytics_app.views.evidence import evidence_subject
from analytics_app.views.periods import chosen_date, date_choices
from analytics_app.views.score_words import MEANINGS, NAMES, SLUGS, band_words, score_card, score_url
from analytics_app.views.subject import breadcrumb, evidence_url
from analytics_app.views.wording import VALUE_CAUSES, account_words, day_words, say


@require_safe
@access.staff_page
def score_evidence(request: HttpRequest, key: str, slug: str) -> HttpResponseBase:
    """The evidence of one dimension or composite; ``?unduh=json`` what is needed to compute it by hand."""
    measure = SLUGS.get(slug)
    if measure is None:
        raise Http404
    subject, region = evidence_subject(request, key)
    as_of = chosen_date(request, dates := list_dates(subject))
    value = list_scores(subject, as_of).get(measure) if as_of else None
    if as_of is None or value is None:
        raise Http404
    if request.GET.get("unduh") == "json":
        told = {"list": "recomputation", "indicator": slug, "as_of": as_of}
        record_event(AuditAction.EXPORTED, subject=subject, new=told)
        return JsonResponse(recomputation(subject, value), json_dumps_params={"indent": 1})
    trail = (
        ()
        if isinstance(subject, Region)
        else ((account_words(subject), reverse("account", args=[subject.public_id])),)
    )
    context = {
        "subject_name": subject.name if isinstance(subject, Region) else str(subject),
        "name": NAMES[measure],
        "meaning": MEANINGS[measure],
        "breadcrumb": breadcrumb(request.user, region, *trail, (str(NAMES[measure]), "")),
        "dates": date_choices(dates, as_of),
        "data_until": as_of,
        "method_version": value.method_version,
        "card": score_card(measure, value, as_of, None),
        "value": value,
        "is_composite": measure == COMPOSITE,
        "parts": _dimension_parts(subject, value) if measure == COMPOSITE else _parts(subject, value),
        "openness": _openness(value),
        "needed": percent(MIN_WEIGHT),
        "draws": count(DRAWS),
        "arithmetic": None if value.arithmetic is None else decimal(value.arithmetic, 1),
        "ninety_five": _limits(value),
        "series": _series(list_series_of_versions(subject, measure)),
        "history": [_history_row(one) for one in list_history(subject, measure, as_of)],
    }
    return render(request, "pages/score_evidence.html", context)


def _parts(subject: Subject, value: ScoreValue) -> list[dict[str, Any]]:
    """The dimension's indicators: what each contributes, or why it does not."""
    return [
        {
            "name": say(BY_ID[part["indicator"]].name),
            "formula": say(BY_ID[part["indicator"]].formula),
            "url": evidence_url(subject, part["indicator"], value.as_of),
            "weight": decimal(part["declared_weight"], 0),
            "is_halved": part["weight"] != part["declared_weight"],
            "share": percent(part["share"], 1) if part["share"] else "–",
            "score": None if part["score"] is None else decimal(part["score"], 1),
            "contribution": decimal(part["share"] * part["score"], 1) if part["share"] else "–",
            "is_provisional": part["provisional"] and part["score"] is not None,
            "why": _why(part),
        }
        for part in value.parts
        if part["indicator"] in BY_ID
    ]


def _why(part: Mapping[str, Any]) -> str:
    if part["score"] is not None:
        return ""
    told = WHY_NOT.get(part["reason"], ("", ""))[0]
    return str(told or NO_VALUE.get(part["status"], NO_VALUE["insufficient"])[0])


def _dimension_parts(subject: Subject, value: ScoreValue) -> list[dict[str, Any]]:
    """The composite's dimensions, each with its own evidence."""
    return [
        {
            "name": NAMES[part["dimension"]],
            "formula": MEANINGS[part["dimension"]],
            "url": score_url(subject, part["dimension"], value.as_of),
            "weight": percent(part["weight"], 1),
            "share": percent(part["weight"], 1) if value.score is not None else "–",
            "score": None if part["score"] is None else decimal(part["score"], 1),
            "contribution": "–",
            "why": "" if part["score"] is not None else _("belum dapat dinilai"),
        }
        for part in value.parts
    ]


def _openness(value: ScoreValue) -> str:
    """What the mean was multiplied by, in words; empty where it is no matter of this measure."""
    if value.measure != "S":
        return ""
    if value.status is ScoreStatus.CLOSED:
        return _("Tertutup: nilainya 0, apa pun indikatornya.")
    if value.openness is None:
        return _("Belum ada yang mencatat apakah komentar dibuka; tidak ada faktor yang dikenakan.")
    told = {
        "share": percent(value.openness),
        "full": percent(FULL_OPENNESS),
        "factor": decimal(value.openness_factor, 2),
    }
    if value.openness_factor == 1:
        return _("Komentar dibuka pada %(share)s unggahan; baru di bawah %(full)s nilainya dikurangi.") % told
    return (
        _("Komentar dibuka pada %(share)s unggahan; karena di bawah %(full)s, nilainya dikalikan %(factor)s.")
        % told
    )


def _limits(value: ScoreValue) -> str:
    limits = value.ninety_five
    return interval_in_unit(limits.low, limits.high, "score") if limits else ""


def _series(versions: Mapping[str, list[ScoreValue]]) -> list[dict[str, Any]]:
    """One table a method version, never one line through two."""
    return [
        {
            "version": version,
            "rows": [
                {
                    "day": day_words(one.as_of),
                    "score": "–" if one.score is None else decimal(one.score, 1),
                    "interval": interval_in_unit(one.ninety.low, one.ninety.high, "score")
                    if one.ninety
                    else "–",
                    "band": band_words(one),
                    "n": "–" if one.n is None else count(one.n),
                }
                for one in found
            ],
        }
        for version, found in versions.items()
    ]


def _history_row(one: ScoreValue) -> dict[str, Any]:
    return {
        "computed_at": one.computed_at,
        "score": None if one.score is None else decimal(one.score, 1),
        "n": one.n,
        "method": one.method_version,
        "cause": VALUE_CAUSES[one.cause],
        "superseded_at": one.superseded_at,
    }


# --- the same as a file --------------------------------------------------------------------------


def recomputation(subject: Subject, value: ScoreValue) -> dict[str, Any]:
    """Everything a pocket calculator needs for the score, and what a program needs for its intervals."""
    is_region = isinstance(subject, Region)
    name = (
        f"region:{subject.code}"
        if isinstance(subject, Region)
        else f"{subject.platform}:{subject.handle.lower()}"
    )
    return {
        "subject": name,
        "measure": value.measure,
        "as_of": value.as_of.isoformat(),
        "versions": {**value.versions, "computed_at": value.computed_at.isoformat()},
        "rule": _RULES["composite" if value.measure == COMPOSITE else "dimension"],
        "coverage_rule": f"sum of weight of scored parts / sum of declared_weight of parts that are not "
        f"not_applicable, at least {MIN_WEIGHT}",
        "parts": [dict(part) for part in value.parts],
        "openness": value.openness,
        "openness_factor": value.openness_factor,
        "result": {
            "status": value.status.value,
            "reason": value.reason or None,
            "provisional": value.provisional,
            "score": value.score,
            "arithmetic": value.arithmetic,
            "coverage": value.coverage,
            "n": value.n,
            "is_number_public": value.is_number_public,
        },
        "intervals": {
            "90": _ends(value.ninety),
            "95": _ends(value.ninety_five),
            "seed": value.seed,
            "draws": DRAWS,
            "rule": _RULES["interval"],
            "command": f"score --region {subject.code} --as-of {value.as_of.isoformat()} --dimensions --dry-run"
            if is_region and isinstance(subject, Region)
            else None,
        },
    }


def _ends(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None


_RULES = {
    "dimension": "sum(weight * score) / sum(weight) over parts with status scored, times openness_factor (S only); "
    "weight is declared_weight, halved where a stand-in is measured; status tertutup is 0",
    "composite": "product of max(score, 1) ** (1/3) over the three dimensions; arithmetic is their plain mean",
    "interval": "three bootstraps with citizen authors, root posts and ISO weeks as clusters, weights Exp(1), the "
    "widest counts; method sections 6 and 12",
}
