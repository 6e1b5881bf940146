"""Accounts that are asked harder questions: response shares standardised to the peers' mix (section 12, rule 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from analytics_app.indicators.definition import MethodError
from analytics_app.indicators.equity import count_group
from analytics_app.records import ThreadOutcome

PRIOR_CASES = 10.0
StratumKey = tuple[bool, bool]  # critical, after hours
STRATA: tuple[StratumKey, ...] = tuple(product((True, False), (True, False)))


@dataclass(frozen=True, slots=True)
class Stratum:
    """One of the four strata (critical or not × in or after office hours) of one account.

    ``peer_rate``: the peer group's share of hits in it; ``peer_share``: its part of the group's cases.
    """

    hits: float
    n: float
    peer_rate: float
    peer_share: float

    @property
    def rate(self) -> float:
        """(k + 10 r)/(n + 10): a stratum without cases has the peers' rate."""
        return (self.hits + PRIOR_CASES * self.peer_rate) / (self.n + PRIOR_CASES)


def count_strata(
    outcomes: Sequence[ThreadOutcome], critical_intents: Collection[str]
) -> dict[StratumKey, tuple[int, int]]:
    """(critical, after hours) → (replied within 72 hours, matured); threads without a known intent are not critical."""
    return {
        key: count_group(
            [one for one in outcomes if ((one.intent in critical_intents), one.is_after_hours) == key]
        )
        for key in STRATA
    }


def strata_of(
    own: Mapping[StratumKey, tuple[int, int]], peers: Sequence[Mapping[StratumKey, tuple[int, int]]]
) -> list[Stratum] | None:
    """An account's strata beside those of its whole peer group (itself among them); None: the group has no cases.

    A stratum that nobody has a case in weighs nothing.
    """
    pooled = {key: (sum(one[key][0] for one in peers), sum(one[key][1] for one in peers)) for key in STRATA}
    total = sum(n for _, n in pooled.values())
    if not total:
        return None
    return [Stratum(*own[key], k / n, n / total) for key, (k, n) in pooled.items() if n]


def standardised(strata: Sequence[Stratum]) -> float:
    """The share the account would have with the peers' mix of cases."""
    total = sum(one.peer_share for one in strata)
    if abs(total - 1) > 1e-9:
        raise MethodError(f"the peers' shares of the strata must add up to 1, not {total:g}")
    return sum(one.peer_share * one.rate for one in strata)


def crude(strata: Sequence[Stratum]) -> float | None:
    """The plain share; None without cases."""
    n = sum(one.n for one in strata)
    return sum(one.hits for one in strata) / n if n else None
