"""The composite's intervals: the same digits again, the widest of three, and what is published of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analytics_app.indicators.definition import Dimension
from analytics_app.indicators.misclassification import Audit
from analytics_app.indicators.registry import BY_ID, INDICATORS
from analytics_app.records import Interval
from analytics_app.scoring import bootstrap
from analytics_app.scoring.aggregate import Conduct, Scores, composite
from analytics_app.scoring.bootstrap import (
    Clustering,
    Subject,
    Uncertain,
    replicates,
    score_array,
    stretch_of,
    uncertainty,
)
from analytics_app.scoring.measured import read as read_measured
from analytics_app.scoring.samples import Mean, Medians, Origin, Rates
from tests.method.processes import PROCESSES, observe, some_account

S, U = Dimension.SERVICE_INTERACTION, Dimension.USABILITY
DRAWS = 300


def subject(threads: int = 120, posts: int = 100, seed: int = 5) -> Subject:
    rng = np.random.default_rng(3)
    return observe(some_account(rng, threads, posts), PROCESSES["authors, root posts and weeks"], rng, seed)


def digits(found: Uncertain | None) -> list[float]:
    assert found is not None
    return [round(x, 6) for one in (found.ninety, found.ninety_five) for x in (one.low, one.high)]


def test_the_same_seed_gives_the_same_digits_and_another_seed_others() -> None:
    one, again = uncertainty(subject(), DRAWS), uncertainty(subject(), DRAWS)
    other = uncertainty(subject(seed=6), DRAWS)
    assert digits(one.composite) == digits(again.composite) != digits(other.composite)


def test_neither_pseudonyms_nor_the_order_of_threads_nor_memory_move_a_digit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = subject()
    expected = digits(uncertainty(plain, DRAWS).composite)

    def renamed(origin: Origin) -> Origin:
        return origin if origin.author is None else replace(origin, author=f"key2-{hash(origin.author)}")

    def changed(sample: object) -> object:
        found = sample
        if hasattr(sample, "waits"):
            waits = sample.waits
            return replace(sample, waits=replace(waits, origins=[renamed(o) for o in waits.origins]))  # type: ignore[type-var]
        return replace(found, origins=[renamed(o) for o in found.origins])  # type: ignore[type-var,attr-defined]

    new_key = replace(plain, samples={name: changed(sample) for name, sample in plain.samples.items()})  # type: ignore[misc]
    assert digits(uncertainty(new_key, DRAWS).composite) == expected
    backwards = replace(plain, samples=dict(reversed(plain.samples.items())))
    assert digits(uncertainty(backwards, DRAWS).composite) == expected
    monkeypatch.setattr(bootstrap, "_CELLS", 5000)
    assert digits(uncertainty(plain, DRAWS).composite) == expected


def test_the_widest_of_the_three_bootstraps_counts_and_holds_the_score() -> None:
    plain = subject()
    found = uncertainty(plain, DRAWS).dimensions[S]
    widths = []
    for clustering in Clustering:
        run = replicates(plain, clustering, DRAWS)
        low, middle, high = np.percentile(run.dimensions[S], [5, 50, 95])
        stretch = stretch_of(run.clusters[S])
        widths.append(
            min(100, middle + (high - middle) * stretch) - max(0, middle - (middle - low) * stretch)
        )
    assert found.ninety.high - found.ninety.low >= max(widths) - 1e-9
    assert found.ninety.low <= found.score <= found.ninety.high
    assert found.ninety_five.low <= found.ninety.low


def test_stretch_is_that_of_the_method() -> None:
    for clusters in (2, 13, 80):
        t = stats.t.ppf(0.95, clusters - 1)
        assert stretch_of(clusters) == pytest.approx(t / 1.645 * np.sqrt(clusters / (clusters - 1)))


def test_a_census_has_no_width() -> None:
    found = uncertainty(subject(), DRAWS).dimensions[U]
    assert found.ninety.low == pytest.approx(found.score) == pytest.approx(found.ninety.high)
    assert (found.n, found.is_number_public) == (None, True)


def test_a_light_sample_beside_a_census_gives_width_and_no_number_of_cases() -> None:
    """Ten posts in two weeks, at a weight of 5 of 100, neither withhold the number nor stretch the interval."""
    plain = subject()
    posts = [Origin((2026, 20 + n % 2)) for n in range(10)]
    engaged = Medians(posts, [Rates([0.001 * (1 + n) for n in range(10)], peers=0.004)])
    points = {**plain.points, "audience_engagement": 50.0}
    samples = {**plain.samples, "audience_engagement": engaged}
    with_posts = uncertainty(
        replace(plain, composite=composite(Scores(points)), points=points, samples=samples), DRAWS
    )
    found = with_posts.dimensions[U]
    assert (found.n, found.is_number_public) == (None, True)
    assert 0 < found.ninety.high - found.ninety.low < 5
    assert with_posts.composite is not None
    assert with_posts.composite.n == uncertainty(plain, DRAWS).composite.n  # type: ignore[union-attr]


def test_below_thirty_cases_only_the_band_is_public() -> None:
    few, enough = uncertainty(subject(threads=25), DRAWS), uncertainty(subject(threads=300), DRAWS)
    assert few.composite is not None
    assert enough.composite is not None
    assert not few.composite.is_number_public
    assert enough.composite.is_number_public
    wide = Uncertain(50.0, Interval(30, 70, 0.9), Interval(29, 70, 0.95), 200)
    assert not wide.is_number_public
    assert wide.band == "Kurang – Baik"


def test_labels_known_less_well_widen_the_interval() -> None:
    def width(audit: Audit) -> float:
        plain = subject()
        name = "service_content_share"
        posts = plain.samples[name]
        assert isinstance(posts, Mean)
        sure = replace(plain, samples={**plain.samples, name: replace(posts, audit=audit)})
        found = uncertainty(sure, DRAWS).dimensions[Dimension.INFORMATION].ninety
        return found.high - found.low

    assert width(Audit(17, 3, 18, 2)) > width(Audit(1700, 300, 1800, 200))


def test_closed_accounts_are_known_to_be_zero() -> None:
    plain = subject()
    closed = replace(plain, composite=composite(Scores(plain.points), Conduct(is_blocked=True)))
    found = uncertainty(closed, DRAWS).dimensions[S]
    assert (found.score, found.ninety.low, found.ninety.high) == (0.0, 0.0, 0.0)


def test_without_a_composite_the_dimensions_keep_their_intervals() -> None:
    plain = subject()
    names = {one.id for one in INDICATORS if one.dimension is not U}
    partly = replace(
        plain, composite=composite(Scores({n: s for n, s in plain.points.items() if n in names}))
    )
    found = uncertainty(partly, DRAWS)
    assert found.composite is None
    assert set(found.dimensions) == {S, Dimension.INFORMATION}


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_scores_in_vectors_are_the_scores(name: str) -> None:
    values = np.array([0.0, 0.01, 0.3, 0.8, 1.0, 3.0, 24.0, 90.0, 500.0])
    expected = [BY_ID[name].score(x) for x in values.tolist()]
    assert score_array(BY_ID[name], values).tolist() == pytest.approx(expected)


def test_what_was_measured_of_the_intervals_is_whole() -> None:
    found = read_measured()
    processes = {cell.process for cell in found.cells}
    assert processes == {cell.process for cell in found.ranks}
    assert len(processes) == 3
    assert all(0.5 < cell.held <= 1 and cell.half_width > 0 for cell in found.cells)
    assert {(cell.process, cell.threads, cell.measure) for cell in found.cells} == {
        (process, size, measure)
        for process in processes
        for size in {cell.threads for cell in found.cells}
        for measure in ("S", "composite")
    }
    assert found.command.startswith("python -m bench.coverage ")
