"""Compares peers at the ends of quarters, again where what is stored of a member has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts_app.models import Region
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models import IndicatorValue, PeerComparison
from analytics_app.periods import quarter_of
from analytics_app.scoring.peer_groups import PeerGroup
from analytics_app.scoring.peer_table import Table, peer_table
from analytics_app.scoring.ranks import group_seed
from analytics_app.selectors.peer_figures import grouping_of
from analytics_app.selectors.peers import digest_of, digests_at, facts_of
from analytics_app.selectors.values import SOCIAL
from analytics_app.services.figure_rows import as_stored
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.versions import code_version

QUARTERS = 8


def compare_changed(now: datetime) -> int:
    """Compares each peer group whose members' figures changed; returns how many comparisons came.

    Two queries where nothing changed. Comparisons of groups that are no more hold no longer.
    """
    with hold(LockSpace.COMPARE):
        dates = _quarter_ends(now)
        if not dates:
            return 0
        digests = digests_at(dates)
        held = {
            (row.as_of, row.group): row
            for row in PeerComparison.objects.filter(method_version=METHOD_VERSION).defer("rows", "pairs")
        }
        regions = {region.code: region for region in Region.objects.all()}
        wanted: set[tuple[date, str]] = set()
        came = 0
        for as_of in dates:
            for group in grouping_of(digests.get(as_of, {}), regions).groups:
                wanted.add((as_of, group.name))
                came += _compare(group, as_of, digests[as_of], regions, held.get((as_of, group.name)), now)
        for key, row in held.items():
            if key not in wanted:
                _supersede(row, now)
        return came


def _quarter_ends(now: datetime) -> list[date]:
    """The last completed quarters at whose end a region has figures."""
    rows = IndicatorValue.objects.filter(
        region__isnull=False, pool=SOCIAL, method_version=METHOD_VERSION, indicator="response_rate"
    )
    today = timezone.localdate(now)
    dates = rows.filter(as_of__lt=today).order_by("-as_of").values_list("as_of", flat=True).distinct()
    return [day for day in dates if quarter_of(day).last_day == day][:QUARTERS]


def _compare(
    group: PeerGroup,
    as_of: date,
    digests: Mapping[str, str],
    regions: Mapping[str, Region],
    held: PeerComparison | None,
    now: datetime,
) -> int:
    """1 where the group was compared anew, 0 where the same figures stand already."""
    inputs = digest_of(group.members, digests)
    if held is not None and held.inputs == inputs:
        return 0
    seed = group_seed(group.name, as_of)
    table = peer_table(facts_of([regions[code] for code in group.members], as_of), seed)
    level = regions[group.members[0]].level
    with transaction.atomic():
        if held is not None:
            _supersede(held, now)
        PeerComparison.objects.create(
            group=group.name,
            level=level,
            as_of=as_of,
            inputs=inputs,
            seed=seed,
            method_version=METHOD_VERSION,
            code_version=code_version(),
            computed_at=now,
            **_as_fields(table),
        )
    return 1


def _as_fields(table: Table) -> dict[str, object]:
    return {
        "why_not": table.why_not,
        "core": list(table.core),
        "rows": as_stored(list(table.rows)),
        "pairs": as_stored(list(table.pairs)),
        "tiers": table.tiers,
    }


def _supersede(row: PeerComparison, now: datetime) -> None:
    PeerComparison.objects.filter(pk=row.pk).update(superseded_at=now)
