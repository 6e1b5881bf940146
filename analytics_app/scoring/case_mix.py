"""Accounts that are asked harder questions: response shares standardised to the peers' mix (section 12, rule 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics_app.indicators.definition import MethodError

PRIOR_CASES = 10.0


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
