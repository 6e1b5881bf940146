"""How far a new installation has come: what the page of an empty product ticks off."""

from __future__ import annotations

from dataclasses import dataclass

from accounts_app.models import OfficialAccount, Region
from analytics_app.models import ImportBatch, IndicatorValue


@dataclass(frozen=True, slots=True)
class FirstSteps:
    has_regions: bool
    has_accounts: bool
    has_imports: bool
    has_values: bool


def first_steps() -> FirstSteps:
    """Four queries, each stops at the first row."""
    return FirstSteps(
        has_regions=Region.objects.exists(),
        has_accounts=OfficialAccount.objects.exists(),
        has_imports=ImportBatch.objects.filter(state=ImportBatch.State.DONE).exists(),
        has_values=IndicatorValue.objects.exists(),
    )
