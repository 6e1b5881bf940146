"""Dimensions and composites as they are stored, against plain arithmetic over the parts that stand beside them."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from dataclasses import replace
from math import prod

import pytest
from django.core.management import CommandError, call_command

from accounts_app.models import OfficialAccount
from analytics_app.choices import ObservationKind
from analytics_app.indicators.registry import BY_ID
from analytics_app.indicators.result import Sample, scored
from analytics_app.models import IndicatorValue, Score
from analytics_app.records import IndicatorResult
from analytics_app.services import score
from analytics_app.services.observation_intake import take_observations
from analytics_app.services.score import mark_for_new_method, score_region, score_stale
from analytics_app.sources.observations import ObservationProblem, read_observations, read_record
from tests.analytics_app.pages_world import FIRST_DAY, NOW, QUARTER_END, build, thread
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(kept_account: OfficialAccount) -> OfficialAccount:
    return deepcopy(kept_account)


@pytest.fixture(scope="module")
def kept_account(db_of_file: None) -> OfficialAccount:
    account = OfficialAccountFactory()
    build(account)
    return account


@pytest.fixture
def complete(account: OfficialAccount, monkeypatch: pytest.MonkeyPatch) -> OfficialAccount:
    """The same world, as if every indicator that has no value had one: a census of its own, one of them provisional."""
    true = score.compute_window

    def filled(window, book):
        return [
            replace(one, results=tuple(_filled(result) for result in one.results))
            for one in true(window, book)
        ]

    monkeypatch.setattr(score, "compute_window", filled)
    score_region(account.region, FIRST_DAY, NOW)
    return account


def _filled(result: IndicatorResult) -> IndicatorResult:
    if result.status in ("scored", "not_applicable"):
        return result
    definition = BY_ID[result.indicator]
    x = {"hours": 20.0, "points": 70.0, "topics": 4.0, "ratio": 1.3}.get(definition.unit, 0.7)
    doubt = "topic_by_keywords" if definition.id == "topic_diversity" else None
    return scored(definition, Sample(n=40), x, None, doubt)


def by_hand(row: Score) -> tuple[float | None, float | None]:
    """(score, scored share of the weight) from the stored parts alone."""
    if row.measure == "composite":
        scores = [part["score"] for part in row.parts]
        known = None if None in scores else prod(max(one, 1.0) ** (1 / 3) for one in scores)
        return known, row.coverage
    scored = [part for part in row.parts if part["status"] == "scored"]
    applicable = [part for part in row.parts if part["status"] != "not_applicable"]
    held = sum(part["weight"] for part in scored)
    coverage = held / sum(part["declared_weight"] for part in applicable)
    if row.status != "scored":
        return None, coverage
    mean = sum(part["weight"] * part["score"] for part in scored) / held
    return mean * row.openness_factor, coverage


def test_every_stored_score_is_recomputed_from_its_parts(complete: OfficialAccount) -> None:
    account = complete
    rows = list(Score.objects.all())
    assert Score.history.filter(status="missing_dimension").exists()  # before the others had values
    assert {row.measure for row in rows} == {"U", "I", "S", "composite"}
    assert {row.account_id for row in rows} == {None, account.pk}
    assert all(row.score is not None for row in rows)
    doubts = {(row.measure, row.reason) for row in rows if row.provisional}
    assert doubts == {
        ("I", "topic_by_keywords"), ("S", "intent_by_keywords"), ("composite", "topic_by_keywords"),
    }  # fmt: skip
    for row in rows:
        found, coverage = by_hand(row)
        assert row.score == pytest.approx(found, abs=1e-5)
        assert row.coverage == pytest.approx(coverage, abs=1e-5)
        assert row.low95 <= row.low90 <= row.score <= row.high90 <= row.high95
    whole = Score.objects.get(region=account.region, as_of=QUARTER_END, measure="composite")
    assert whole.arithmetic == pytest.approx(sum(part["score"] for part in whole.parts) / 3, abs=1e-5)
    assert whole.n == 18  # the threads: the smallest sample that carries a dimension


def test_parts_are_the_indicators_that_are_stored_beside_them(account: OfficialAccount) -> None:
    values = {
        (row.account_id, row.as_of, row.indicator): row
        for row in IndicatorValue.objects.filter(pool="social")
    }
    for row in Score.objects.exclude(measure="composite"):
        assert {part["indicator"] for part in row.parts} == {
            one.id for one in BY_ID.values() if one.dimension == row.measure
        }
        for part in row.parts:
            value = values.get((row.account_id, row.as_of, part["indicator"]))
            if value is not None:
                assert (part["status"], part["score"]) == (value.status, value.score)
    of_account = Score.objects.filter(account=account, measure="U").first()
    assert {p["status"] for p in of_account.parts if p["indicator"] == "channel_coverage"} == {
        "not_applicable"
    }


def test_the_command_says_what_is_stored(account: OfficialAccount) -> None:
    out = io.StringIO()
    call_command(
        "score", region=account.region.code, as_of=QUARTER_END, format="json", dimensions=True, stdout=out,
        stderr=io.StringIO(),
    )  # fmt: skip
    told = json.loads(out.getvalue())
    for one in [*told["dimensions"], {"dimension": "composite", **told["composite"]}]:
        row = Score.objects.get(region=account.region, as_of=QUARTER_END, measure=one["dimension"])
        assert (one["status"], one["score"], one["n"]) == (row.status, row.score, row.n)
        assert (one["interval90"] or [None, None]) == [row.low90, row.high90]


def test_scores_that_came_with_an_upgrade_are_computed_for_all_dates(account: OfficialAccount) -> None:
    rows = Score.objects.filter(region=account.region)
    before = sorted(rows.values_list("as_of", "measure", "score", "low90"))
    rows.update(superseded_at=NOW)  # as if they had not been known when the region was scored
    assert mark_for_new_method() == 1
    assert score_stale(NOW) == 1
    assert sorted(rows.values_list("as_of", "measure", "score", "low90")) == before
    assert mark_for_new_method() == 0


def test_a_method_version_that_nobody_knows_is_refused_and_nothing_is_written(
    account: OfficialAccount,
) -> None:
    count = Score.history.count()
    with pytest.raises(CommandError, match=r"9\.9\.9 tidak dikenal"):
        call_command("score", region=account.region.code, as_of=QUARTER_END, method_version="9.9.9")
    assert Score.history.count() == count


def look(account: OfficialAccount, told: str) -> None:
    rows = read_observations(
        b"platform,handle,checked_at,posts_checked,posts_open,is_blocked\n"
        + f"{account.platform},{account.handle},{told}\n".encode(),
        ObservationKind.COMMENTS,
        is_json=False,
    )
    report = take_observations(rows, ObservationKind.COMMENTS, NOW)
    assert (report.added, report.problems) == (1, ())
    assert score_stale(NOW) == 1


def service(account: OfficialAccount, measure: str = "S") -> Score:
    return Score.objects.get(region=account.region, as_of=QUARTER_END, measure=measure)


def test_closed_comments_lower_service_interaction_and_blocking_makes_it_zero(
    complete: OfficialAccount,
) -> None:
    open_to_all = service(complete)
    assert (open_to_all.openness, open_to_all.openness_factor) == (None, 1)
    look(complete, "2026-06-10T09:00,20,9,")
    half = service(complete)
    assert (half.openness, half.openness_factor) == (0.45, 0.5)
    assert half.score == pytest.approx(open_to_all.score / 2, abs=1e-5)
    assert half.replaces_id == open_to_all.pk
    look(complete, "2026-06-12T09:00,0,0,ya")
    closed = service(complete)
    assert (closed.status, closed.score, closed.low95, closed.high95) == ("tertutup", 0, 0, 0)
    assert not closed.provisional
    whole = service(complete, "composite")
    assert whole.status == "scored"
    assert whole.score == pytest.approx(by_hand(whole)[0], abs=1e-5)


def test_more_open_posts_than_were_looked_at_are_refused(account: OfficialAccount) -> None:
    row = {
        "platform": "x",
        "handle": "a",
        "checked_at": "2026-06-10",
        "posts_checked": "3",
        "posts_open": "4",
    }
    problem = read_record(1, row, ObservationKind.COMMENTS)
    assert isinstance(problem, ObservationProblem)
    assert (problem.column, problem.reason) == ("posts_open", "more_than_checked")


def test_more_that_can_be_measured_is_no_erratum(complete: OfficialAccount) -> None:
    """The world before had the same data and rules, and fewer indicators with an input."""
    causes = set(Score.objects.filter(measure__in=["U", "composite"]).values_list("cause", flat=True))
    assert causes == {"rules"}


def test_killed_between_values_and_scores_nothing_is_half_written(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    def count() -> tuple[int, int]:
        return IndicatorValue.history.count(), Score.history.count()

    before = count()
    thread(account, 44, None)
    score.mark_accounts({account.region.pk: FIRST_DAY})
    with monkeypatch.context() as patch:
        patch.setattr(score, "write_scores", killed)
        with pytest.raises(KeyboardInterrupt):
            score_stale(NOW)
    assert count() == before
    assert score_stale(NOW) == 1  # the mark is still there
    after = count()
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert score_stale(NOW) == 0
    assert count() == after
