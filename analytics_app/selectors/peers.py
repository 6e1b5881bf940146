"""What comparing needs of regions: their stored figures at a quarter's end, and the threads' mix of cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import connection

from accounts_app.models import Region
from analytics_app.choices import ScoreStatus, Status
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models import IndicatorValue, Score
from analytics_app.records import Interval
from analytics_app.scoring.case_mix import count_strata
from analytics_app.scoring.peer_table import STANDARDISED, Facts, Figure, Strata
from analytics_app.selectors.region_indicators import CRITICAL, pooled, region_outcomes, serving_accounts
from analytics_app.selectors.values import SOCIAL
from analytics_app.selectors.window import load_waits

#: Of all stored figures of a region's social media at each date, as one digest. Floats in their shortest exact form.
_DIGESTS = f"""
SELECT told.as_of, r.code, md5(string_agg(told.words, '|' ORDER BY told.words))
FROM (
    SELECT as_of, region_id, concat_ws(':', indicator, status, x, n, low, high, score, provisional,
                                       detail -> 'n_eff') AS words
    FROM {IndicatorValue._meta.db_table}
    WHERE region_id IS NOT NULL AND superseded_at IS NULL AND pool = %(pool)s
          AND method_version = %(method)s AND as_of = ANY(%(dates)s)
    UNION ALL
    SELECT as_of, region_id, concat_ws(':', 'composite', status, score, openness_factor)
    FROM {Score._meta.db_table}
    WHERE region_id IS NOT NULL AND superseded_at IS NULL AND measure IN ('composite', 'S')
          AND method_version = %(method)s AND as_of = ANY(%(dates)s)
) told JOIN {Region._meta.db_table} r ON r.id = told.region_id
GROUP BY 1, 2
"""


def digests_at(dates: Collection[date]) -> dict[date, dict[str, str]]:
    """Date → region code → digest of what is stored of it: equal digests, equal comparisons. One query."""
    found: dict[date, dict[str, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"pool": SOCIAL, "method": METHOD_VERSION, "dates": list(dates)}
        cursor.execute(_DIGESTS, told)
        for as_of, code, digest in cursor.fetchall():
            found[as_of][code] = digest
    return dict(found)


def digest_of(members: Collection[str], digests: Mapping[str, str]) -> str:
    """Of a whole group."""
    return sha256("\n".join(f"{code} {digests[code]}" for code in sorted(members)).encode()).hexdigest()


def facts_of(members: Collection[Region], as_of: date) -> list[Facts]:
    """What is stored of the members. Two queries, and four a region for the mix of its cases."""
    figures: dict[int, dict[str, Figure]] = defaultdict(dict)
    provisional: set[int] = set()
    of_members = {"region__in": members, "as_of": as_of, "method_version": METHOD_VERSION}
    for row in IndicatorValue.objects.filter(pool=SOCIAL, status=Status.SCORED, **of_members):
        figure = _figure(row)
        if figure is not None and row.region_id is not None:
            figures[row.region_id][row.indicator] = figure
            provisional |= {row.region_id} if row.provisional else set()
    scores = {
        (row.region_id, row.measure): row
        for row in Score.objects.filter(measure__in=(Score.Measure.COMPOSITE, "S"), **of_members)
    }
    return [
        Facts(
            code=region.code,
            figures=figures[region.pk],
            strata=_strata(region, as_of) if STANDARDISED in figures[region.pk] else {},
            openness_factor=_factor(scores.get((region.pk, "S"))),
            has_composite=_is_scored(scores.get((region.pk, Score.Measure.COMPOSITE.value))),
            is_provisional=region.pk in provisional,
        )
        for region in members
    ]


def _figure(row: IndicatorValue) -> Figure | None:
    if row.x is None or row.score is None:
        return None
    has_interval = row.low is not None and row.high is not None and row.level is not None
    interval = Interval(row.low or 0.0, row.high or 0.0, row.level or 0.0) if has_interval else None
    return Figure(row.x, row.score, row.n, row.detail.get("n_eff"), interval)


def _is_scored(row: Score | None) -> bool:
    return row is not None and row.status == ScoreStatus.SCORED


def _factor(row: Score | None) -> float:
    return row.openness_factor if row is not None else 1.0


def _strata(region: Region, as_of: date) -> Strata:
    window = load_waits(region, as_of)
    serving = serving_accounts([w for w in window.accounts if not w.is_channel])
    kept, _ = pooled(window, serving)
    return count_strata(region_outcomes(kept), CRITICAL)
