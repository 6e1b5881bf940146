"""Stored comparisons of peers: which there are, one of them, and a region's tier."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts_app.models import Region
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models import PeerComparison, SensitivityRun


@dataclass(frozen=True, slots=True)
class GroupAt:
    """A compared group at one quarter's end."""

    as_of: date
    group: str
    level: str


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """One stored comparison with its members' regions and the newest sensitivity analysis that was not cancelled."""

    comparison: PeerComparison
    regions: Mapping[str, Region]
    run: SensitivityRun | None

    @property
    def why_no_order(self) -> str:
        """Why the order is withheld; empty: it may be shown."""
        if self.comparison.why_not:
            return self.comparison.why_not
        is_withheld = self.run is not None and self.run.is_withheld
        return "order_depends_on_choices" if is_withheld else ""

    @property
    def ranked(self) -> list[str]:
        """Codes in the order of ``comparison.pairs``."""
        return [row["code"] for row in self.comparison.rows if row["is_compared"]]

    def probability(self, one: str, other: str) -> float | None:
        """P(``one`` is better than ``other``); None where one of them was not compared."""
        places = {code: place for place, code in enumerate(self.ranked)}
        if one not in places or other not in places or one == other:
            return None
        return float(self.comparison.pairs[places[one]][places[other]])


def list_groups() -> list[GroupAt]:
    """All compared groups, newest quarter first, then by level as the country is built. One query."""
    rows = PeerComparison.objects.filter(method_version=METHOD_VERSION).values_list(
        "as_of", "group", "level", named=True
    )
    levels = ("provinsi", "kabupaten", "kota")
    found = [GroupAt(row.as_of, row.group, row.level) for row in rows]
    return sorted(found, key=lambda one: (-one.as_of.toordinal(), levels.index(one.level), one.group))


def groups_with(codes: Collection[str]) -> set[tuple[date, str]]:
    """(quarter's end, group) of the comparisons that hold one of the regions. One query."""
    holds = Q(pk=None)
    for code in codes:
        holds |= Q(rows__contains=[{"code": code}])
    rows = PeerComparison.objects.filter(holds, method_version=METHOD_VERSION)
    return set(rows.values_list("as_of", "group"))


def compared_group(group: str, as_of: date) -> ComparedGroup | None:
    """One comparison. Three queries."""
    row = PeerComparison.objects.filter(method_version=METHOD_VERSION, group=group, as_of=as_of).first()
    if row is None:
        return None
    codes = [one["code"] for one in row.rows]
    regions = {region.code: region for region in Region.objects.filter(code__in=codes)}
    run = row.sensitivity_runs.exclude(state=SensitivityRun.State.CANCELLED).first()
    return ComparedGroup(row, regions, run)


def run_for(public_id: str) -> SensitivityRun | None:
    """An analysis by its public id."""
    return SensitivityRun.objects.filter(public_id=public_id).select_related("comparison").first()


def tier_of(code: str, as_of: date) -> str | None:
    """The tier of a region among its peers at a quarter's end: all that the public sees. Two queries.

    None: no comparison, too few peers for tiers, or an order that hangs on choices of the method.
    """
    row = (
        PeerComparison.objects.filter(method_version=METHOD_VERSION, as_of=as_of, tiers__has_key=code)
        .values("pk", "tiers")
        .first()
    )
    if row is None or SensitivityRun.objects.filter(comparison=row["pk"], is_withheld=True).exists():
        return None
    return str(row["tiers"][code])
