"""Accounts whose true scores are known: threads that cluster by author, by root post and by week of the operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log

import numpy as np
import numpy.typing as npt

from analytics_app.indicators.definition import Dimension
from analytics_app.indicators.registry import BY_ID
from analytics_app.scoring.aggregate import Scores, composite
from analytics_app.scoring.bootstrap import Subject
from analytics_app.scoring.samples import (
    Answered,
    Diversity,
    Equity,
    Mean,
    Origin,
    Sample,
    Waited,
    Waits,
    unweighted,
)

Floats = npt.NDArray[np.float64]
WEEKS = 13
MEDIAN_HOURS, SPREAD = 9.0, 1.2
CRITICAL, AFTER_HOURS = -0.4, -0.3
TOPIC_SHARES = (0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05)
DUE_HOURS = 168.0
#: Usability is a census: it is known and varies between nobody's draws.
USABILITY = {
    "account_authenticity": 80.0,
    "findability": 60.0,
    "profile_completeness": 70.0,
    "service_navigation": 40.0,
}


@dataclass(frozen=True)
class Process:
    """Standard deviations (logit) of what threads of one author, root post or week have in common."""

    author: float = 0.8
    root: float = 0.0
    week: float = 0.0


PROCESSES = {
    "authors": Process(),
    "authors and root posts": Process(root=1.2),
    "authors, root posts and weeks": Process(root=1.2, week=0.7),
}


@dataclass(frozen=True)
class Account:
    """What an account does on average, and how much is seen of it."""

    willingness: float  # logit of answering at all
    threads: int
    posts: int
    service: float
    persona: float
    original: float
    new_day: float
    to_citizens: float


def some_account(rng: np.random.Generator, threads: int, posts: int) -> Account:
    """An account drawn from a plausible population."""
    return Account(
        willingness=float(rng.uniform(-1.5, 1.8)),
        threads=threads,
        posts=posts,
        service=float(rng.uniform(0.1, 0.5)),
        persona=float(rng.uniform(0.15, 0.45)),
        original=float(rng.uniform(0.3, 0.7)),
        new_day=float(rng.uniform(0.4, 0.9)),
        to_citizens=float(rng.uniform(0.3, 0.75)),
    )


# --- the truth -----------------------------------------------------------------------------------


def true_scores(account: Account, process: Process) -> dict[str, float]:
    """The score of every indicator at the account's true figures."""
    figures = true_figures(account, process)
    equity = BY_ID["reply_equity"].score(figures["reply_equity"])
    level = min(1.0, max(_rate(account, process, 1, 72.0), _rate(account, process, 0, 72.0)) / 0.6)
    scores = {name: BY_ID[name].score(x) for name, x in figures.items()}
    return scores | {"reply_equity": equity * level} | USABILITY


def true_figures(account: Account, process: Process) -> dict[str, float]:
    """What each indicator would be with endlessly many authors, posts and weeks."""
    critical, others = (_rate(account, process, group, 72.0) for group in (1, 0))
    entropy = -sum(p * log(p) for p in TOPIC_SHARES)
    return {
        "response_rate": _rate(account, process, None, 72.0),
        "response_speed": 72.0 - _answering(account, process, None, None) * _saved(72.0),
        "after_hours_response": _answering(account, process, None, 1) * _by(24.0),
        "deadline_compliance": _rate(account, process, None, DUE_HOURS),
        "reply_equity": min(1.0, critical / others),
        "citizen_interaction_share": account.to_citizens,
        "service_content_share": account.service,
        "persona_content_share": account.persona,
        "original_information_share": account.original,
        "update_regularity": account.new_day,
        "topic_diversity": exp(entropy),
    }


def _rate(account: Account, process: Process, critical: int | None, hours: float) -> float:
    return _answering(account, process, critical, None) * _by(hours)


def _answering(account: Account, process: Process, critical: int | None, night: int | None) -> float:
    """Probability of ever being answered, over authors, posts and weeks; groups are of equal size."""
    spread = float(np.sqrt(process.author**2 + process.root**2 + process.week**2))
    criticals = (0, 1) if critical is None else (critical,)
    nights = (0, 1) if night is None else (night,)
    cells = [(account.willingness + CRITICAL * c + AFTER_HOURS * n) for c in criticals for n in nights]
    return sum(_mean_logistic(cell, spread) for cell in cells) / len(cells)


@cache
def _mean_logistic(center: float, spread: float) -> float:
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    return float((weights / (1 + np.exp(-(center + spread * nodes)))).sum() / weights.sum())


def _by(hours: float) -> float:
    """Share of the answers that come within so many hours."""
    from statistics import NormalDist

    return NormalDist().cdf((log(hours) - log(MEDIAN_HOURS)) / SPREAD)


@cache
def _saved(horizon: float) -> float:
    """Hours that an answered thread waits less than the horizon, on average: ∫ P(T ≤ t) dt."""
    hours = np.linspace(1e-6, horizon, 20_001)
    return float(np.trapezoid([_by(hour) for hour in hours.tolist()], hours))


# --- what is seen --------------------------------------------------------------------------------


def observe(account: Account, process: Process, rng: np.random.Generator, seed: int) -> Subject:
    """One quarter of the account: its samples, and the scores that they give."""
    samples = _thread_samples(account, process, rng) | _post_samples(account, rng)
    points = {name: point_score(name, sample) for name, sample in samples.items()} | USABILITY
    return Subject(composite(Scores(points)), points, samples, seed)


def point_score(name: str, sample: Sample) -> float:
    """The score of a sample as it is."""
    score = BY_ID[name].score(unweighted(sample))
    return score * float(sample.level(np.ones((1, sample.size)))[0]) if isinstance(sample, Equity) else score


def _thread_samples(account: Account, process: Process, rng: np.random.Generator) -> dict[str, Sample]:
    n = account.threads
    authors, roots = max(5, int(0.7 * n)), account.posts
    popularity = 1 / np.arange(1, roots + 1) ** 0.7  # a few posts draw many comments
    author, root = rng.integers(0, authors, n), rng.choice(roots, n, p=popularity / popularity.sum())
    week = rng.integers(0, WEEKS, roots)[root]
    critical, night = rng.integers(0, 2, n), rng.integers(0, 2, n)
    logit = (
        account.willingness
        + CRITICAL * critical
        + AFTER_HOURS * night
        + process.author * rng.standard_normal(authors)[author]
        + process.root * rng.standard_normal(roots)[root]
        + process.week * rng.standard_normal(WEEKS)[week]
    )
    is_answered = rng.random(n) < 1 / (1 + np.exp(-logit))
    hours = np.exp(log(MEDIAN_HOURS) + SPREAD * rng.standard_normal(n))
    end = rng.uniform(24.0, 2000.0, n)
    seen = is_answered & (hours <= end)
    origins = [
        Origin((2026, w + 1), f"a{a}", f"{a:05d}", f"r{r}")
        for a, r, w in zip(author, root, week, strict=True)
    ]
    waits = Waits(origins, np.where(seen, hours, end).tolist(), seen.tolist())
    after = _of(waits, night == 1)
    matured = seen | (end >= 72)
    due = end >= DUE_HOURS
    return {
        "response_rate": Answered(waits, 72.0),
        "response_speed": Waited(waits, 72.0),
        "after_hours_response": Answered(after, 24.0),
        "deadline_compliance": Mean(
            _pick(origins, due), (seen & (hours <= DUE_HOURS))[due].tolist(), pseudo=2
        ),
        "reply_equity": Equity(
            _pick(origins, matured),
            (critical == 1)[matured].tolist(),
            (seen & (hours <= 72))[matured].tolist(),
        ),
        "citizen_interaction_share": Mean(origins, (rng.random(n) < account.to_citizens).tolist()),
    }


def _of(waits: Waits, kept: npt.NDArray[np.bool_]) -> Waits:
    return Waits(
        _pick(waits.origins, kept),
        np.asarray(waits.hours)[kept].tolist(),
        np.asarray(waits.answered)[kept].tolist(),
    )


def _pick(origins: object, kept: npt.NDArray[np.bool_]) -> list[Origin]:
    return [origin for origin, is_kept in zip(origins, kept, strict=True) if is_kept]  # type: ignore[call-overload]


def _post_samples(account: Account, rng: np.random.Generator) -> dict[str, Sample]:
    n = account.posts
    origins = [Origin((2026, int(week) + 1)) for week in rng.integers(0, WEEKS, n)]
    days = [Origin((2026, day // 7 + 1)) for day in range(7 * WEEKS)]
    kind = rng.random(n)
    topics = rng.choice(len(TOPIC_SHARES), size=n, p=TOPIC_SHARES)
    return {
        "service_content_share": Mean(origins, (kind < account.service).tolist()),
        "persona_content_share": Mean(origins, (kind > 1 - account.persona).tolist()),
        "original_information_share": Mean(origins, (rng.random(n) < account.original).tolist()),
        "update_regularity": Mean(days, (rng.random(len(days)) < account.new_day).tolist()),
        "topic_diversity": Diversity(origins, [f"t{topic:02d}" for topic in topics]),
    }


def truth(account: Account, process: Process) -> Mapping[str, float]:
    """The true S and composite."""
    found = composite(Scores(true_scores(account, process)))
    service = next(one for one in found.dimensions if one.dimension is Dimension.SERVICE_INTERACTION)
    assert service.score is not None
    assert found.score is not None
    return {"S": service.score, "composite": found.score}
