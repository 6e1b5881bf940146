"""Figures computed again by plain arithmetic from what their evidence hands out, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from math import exp, log, log2, prod
from statistics import median
from typing import Any

Told = Mapping[str, Any]


def x_of(told: Told) -> float:
    """The value of an indicator from the JSON of its evidence page."""
    return _X[told["indicator"]](told)


def score_of(told: Told, x: float) -> float:
    """Its score: straight lines between the knots, flat outside."""
    if told["scale"] == "log2":
        return min(100.0, max(0.0, 50 + 25 * log2(x))) if x else 0.0
    score = _between(told["knots"], x)
    if told["indicator"] == "reply_equity":
        score *= min(1.0, max(_smoothed(told, True), _smoothed(told, False)) / 0.6)
    return score


def measure_of(told: Told) -> float:
    """A dimension or the composite from the JSON of its evidence page."""
    if told["measure"] == "composite":
        return prod(max(part["score"], 1.0) ** (1 / 3) for part in told["parts"])
    if told["result"]["status"] == "tertutup":
        return 0.0
    known = [part for part in told["parts"] if part["score"] is not None]
    held = sum(part["weight"] for part in known)
    mean = sum(part["weight"] * part["score"] for part in known) / held
    return mean * told["openness_factor"]


def _between(knots: Sequence[Sequence[float]], x: float) -> float:
    ordered = sorted(knots)
    if x <= ordered[0][0]:
        return ordered[0][1]
    for (a, low), (b, high) in pairwise(ordered):
        if x <= b:
            return low + (high - low) * (x - a) / (b - a)
    return ordered[-1][1]


# --- waiting -------------------------------------------------------------------------------------

Wait = tuple[float, bool]


def _hours(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 3600


def _waits(told: Told) -> list[Wait]:
    """(hours, answered) of the threads that were observed."""
    found = []
    for one in told["threads"]:
        until, replied = one["observed_until"], one["response_at"]
        if until is None or until < one["opened_at"] or one["is_negative"]:
            continue
        if replied is not None and datetime.fromisoformat(replied) <= datetime.fromisoformat(until):
            found.append((_hours(one["opened_at"], replied), True))
        else:
            found.append((_hours(one["opened_at"], until), False))
    return found


def _curve(waits: Iterable[Wait]) -> list[tuple[float, float]]:
    """(time, share that still waits from then on), one reply time at a time."""
    listed, alive, found = list(waits), 1.0, []
    for at in sorted({hours for hours, answered in listed if answered}):
        at_risk = sum(hours >= at for hours, _ in listed)
        alive *= 1 - sum(hours == at and answered for hours, answered in listed) / at_risk
        found.append((at, alive))
    return found


def _answered_by(horizon: float) -> Callable[[Told], float]:
    def found(told: Told) -> float:
        return 1 - min([1.0, *(alive for at, alive in _curve(_waits(told)) if at <= horizon)])

    return found


def _mean_wait(told: Told) -> float:
    area, since, alive = 0.0, 0.0, 1.0
    for at, left in _curve(_waits(told)):
        if at > 72:
            break
        area, since, alive = area + alive * (at - since), at, left
    return area + alive * (72 - since)


def _lag(told: Told) -> float:
    waits = [
        (one["hours"], one["published_at"] is not None) for one in told["items"] if not one["is_emergency"]
    ]
    reached = [at for at, alive in _curve(waits) if alive <= 0.5 + 1e-12]
    return min([168.0, *reached[:1]])


# --- shares --------------------------------------------------------------------------------------


def _smoothed(told: Told, is_critical: bool) -> float:
    group = [one["is_met"] for one in told["threads"] if one["is_critical"] is is_critical]
    return (sum(group) + 0.5) / (len(group) + 1)


def _quotient(told: Told) -> float:
    return told["result"]["numerator"] / told["result"]["denominator"]


def _weighted(posts: Sequence[Told]) -> list[float]:
    """Main accounts' posts together weigh half, the others' half, where there are both."""
    sizes = {is_main: sum((one["role"] == "utama") is is_main for one in posts) for is_main in (True, False)}
    held = sum(size > 0 for size in sizes.values())
    return [1 / sizes[one["role"] == "utama"] / held for one in posts]


def _labelled(told: Told) -> float:
    posts = [one for one in told["posts"] if one["part"] in ("hit", "miss")]
    cases = list(zip(_weighted(posts), posts, strict=True))
    share = sum(w for w, one in cases if one["part"] == "hit")
    assert abs(share - _of_accounts(told)) < 1e-9  # the accounts' parts say the same
    if "audit" not in told["detail"]:
        return share
    hits, misses, rejections, alarms = told["detail"]["audit"]
    se, sp = hits / (hits + misses), rejections / (rejections + alarms)
    sure = [(w, one["part"] == "hit") for w, one in cases if one["source"] == "person"]
    rest, sure_hits = 1 - sum(w for w, _ in sure), sum(w for w, hit in sure if hit)
    if rest < 1e-9:
        return share
    return sure_hits + rest * min(1.0, max(0.0, ((share - sure_hits) / rest + sp - 1) / (se + sp - 1)))


def _complete(told: Told) -> float:
    posts = [one for one in told["posts"] if one["part"] == "hit"]
    mean = sum(w * one["points"] / 6 for w, one in zip(_weighted(posts), posts, strict=True))
    assert abs(mean - _of_accounts(told)) < 1e-9
    return mean


def _topics(told: Told) -> float:
    posts = [one for one in told["posts"] if one["part"] == "hit"]
    shares: dict[str, float] = {}
    for weight, one in zip(_weighted(posts), posts, strict=True):
        shares[one["label"]] = shares.get(one["label"], 0.0) + weight
    return exp(-sum(p * log(p) for p in shares.values()))


def _accessible(told: Told) -> float:
    if "accounts" in told:
        return _of_accounts(told)
    seen = [one["is_accessible"] for one in told["posts"] if one["is_accessible"] is not None]
    return sum(seen) / len(seen)


def _edges(told: Told) -> float:
    return sum(one["to_citizens"] for one in told["messages"]) / sum(one["known"] for one in told["messages"])


def _safety(told: Told) -> float:
    return 1000 * len(told["posts"]) / told["result"]["denominator"]


def _answers(told: Told) -> float:
    return sum(one["points"] / 4 for one in told["posts"]) / len(told["posts"])


# --- accounts and peers --------------------------------------------------------------------------


def _of_accounts(told: Told) -> float:
    """Σ weight · numerator/denominator of the accounts that enter; one account alone is its own quotient."""
    if "accounts" not in told:
        return _quotient(told)
    return sum(
        one["weight"] * one["numerator"] / one["denominator"] for one in told["accounts"] if one["weight"]
    )


def _points(told: Told) -> float:
    return 100 * _of_accounts(told)


def _participation(told: Told) -> float:
    reached = told["detail"]["population"] * sum(told["reach_millions"].values()) / told["residents_millions"]
    return len(told["authors"]) / (reached / 1000) / told["peer_median"]


def _engagement(told: Told) -> float:
    if "accounts" in told:
        mean = sum(one["weight"] * one["score"] for one in told["accounts"] if one["weight"])
        return float(2 ** ((mean - 50) / 25))
    rates = [one["reactions"] / one["followers"] for one in told["posts"] if one["part"] == "counted"]
    return median(rates) / told["peer_median"]


_X: Mapping[str, Callable[[Told], float]] = {
    "response_rate": _answered_by(72),
    "response_speed": _mean_wait,
    "after_hours_response": _answered_by(24),
    "deadline_compliance": lambda told: sum(one["is_met"] for one in told["threads"]) / len(told["threads"]),
    "reply_equity": lambda told: min(1.0, _smoothed(told, True) / _smoothed(told, False)),
    "citizen_interaction_share": _edges,
    "answer_quality": _answers,
    "privacy_safety": _safety,
    "participation_rate": _participation,
    "original_information_share": _of_accounts,
    "update_regularity": _of_accounts,
    "topic_diversity": _topics,
    "service_content_share": _labelled,
    "persona_content_share": _labelled,
    "evidence_share": _labelled,
    "plain_language": _labelled,
    "service_info_completeness": _complete,
    "information_lag": _lag,
    "account_authenticity": _points,
    "profile_completeness": _of_accounts,
    "service_navigation": _of_accounts,
    "findability": lambda told: sum(one["gain"] for one in told["searches"]) / len(told["searches"]),
    "cross_channel_integration": lambda told: (
        len(told["detail"]["links"]) / (len(told["detail"]["links"]) + len(told["detail"]["missing_links"]))
    ),
    "channel_coverage": _quotient,
    "content_accessibility": _accessible,
    "audience_engagement": _engagement,
}
