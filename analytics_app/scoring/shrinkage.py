"""Small accounts beside large ones: shares drawn towards the peers' mean (beta-binomial; method 12, rule 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics_app.indicators.definition import MethodError
from analytics_app.indicators.intervals import LEVEL
from analytics_app.indicators.special import beta_quantile
from analytics_app.records import IndicatorResult, Interval

MIN_MEMBERS = 5
KAPPA_RANGE = (2.0, 200.0)
#: Indicators that are shares and therefore shrunk in comparisons; the others stay as they are.
PROPORTIONS = frozenset(
    {
        "response_rate", "after_hours_response", "deadline_compliance", "closed_loop_rate",
        "citizen_interaction_share", "service_content_share", "persona_content_share",
        "original_information_share", "evidence_share", "plain_language", "content_accessibility",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeerPrior:
    """What the peer group says of a share: its mean, and how many cases that is worth (κ).

    ``pooled`` is Σk/Σn; ``rho`` the correlation within members.
    """

    mean: float
    kappa: float
    rho: float
    pooled: float

    def shrunk(self, k: float, n: float) -> float:
        """(k + κm)/(n + κ)."""
        return (k + self.kappa * self.mean) / (n + self.kappa)

    def parameters(self, k: float, n: float) -> tuple[float, float]:
        """The Beta distribution of a member's share: (κm + k, κ(1 − m) + n − k)."""
        return self.kappa * self.mean + k, self.kappa * (1 - self.mean) + n - k

    def interval(self, k: float, n: float) -> Interval:
        """The 95 % credible interval of a member's share."""
        a, b = self.parameters(k, n)
        tail = (1 - LEVEL) / 2
        return Interval(beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b), LEVEL)


def effective_counts(result: IndicatorResult, variance: float | None = None) -> tuple[float, float] | None:
    """Hits and cases that a scored share is worth: (x·n_eff, n_eff); None for any other indicator or status.

    n_eff is that of the Kaplan–Meier curve or of the weighted pool where there is one; with ``variance`` (of a
    corrected share, from the clustered bootstrap) it is x(1 − x)/Var; otherwise the number of cases.
    """
    if result.x is None or result.indicator not in PROPORTIONS:
        return None
    n = float(result.detail.get("n_eff") or result.n)
    if variance is not None and variance > 0:
        n = result.x * (1 - result.x) / variance
    return result.x * n, n


def peer_prior(k: Sequence[float], n: Sequence[float]) -> PeerPrior | None:
    """The prior of a peer group from its members' hits and cases; None = no shrinkage, raw values are shown.

    That is where fewer than five members have cases, or all hit or none does. k and n may be effective numbers.
    """
    if len(k) != len(n) or any(hits < 0 or hits > cases + 1e-9 for hits, cases in zip(k, n, strict=False)):
        raise MethodError("hits and cases of a peer group must come in pairs with 0 ≤ k ≤ n")
    pairs = [(hits, cases) for hits, cases in zip(k, n, strict=True) if cases > 0]
    members, total = len(pairs), sum(cases for _, cases in pairs)
    if members < MIN_MEMBERS:
        return None
    m = sum(hits for hits, _ in pairs) / total
    if m <= 0 or m >= 1:
        return None
    spread = sum(cases * (hits / cases - m) ** 2 for hits, cases in pairs)
    size = total - sum(cases * cases for _, cases in pairs) / total - (members - 1)
    rho = (spread - m * (1 - m) * (members - 1)) / (m * (1 - m) * size) if size > 0 else 0.0
    low, high = KAPPA_RANGE
    kappa = high if rho <= 0 else min(high, max(low, 1 / rho - 1))
    within = 1 / (1 + kappa)
    weights = [cases / (1 + within * (cases - 1)) for _, cases in pairs]
    mean = sum(w * hits / cases for w, (hits, cases) in zip(weights, pairs, strict=True)) / sum(weights)
    return PeerPrior(mean, kappa, rho, m)
