"""Comparisons come once, follow what is stored, and only ever come; analyses end the same whatever happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts_app.models import Region
from analytics_app import tasks
from analytics_app.models import IndicatorValue, PeerComparison, SensitivityRun
from analytics_app.selectors.comparison import compared_group, groups_with, tier_of
from analytics_app.services import sensitivity_runs
from analytics_app.services.compare import compare_changed
from analytics_app.services.sensitivity_runs import NothingToAnalyse, analyse, ask, request_cancel
from tests.analytics_app.pages_world import restate
from tests.analytics_app.peers_world import CORE, NOW, QUARTER_END, build_group, store
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
State = SensitivityRun.State


@pytest.fixture
def cities() -> list[Region]:
    return build_group(9)


def compared() -> PeerComparison:
    compare_changed(NOW)
    return PeerComparison.objects.get()


def test_a_second_run_writes_nothing_and_asks_little(
    cities: list[Region], django_assert_num_queries: Any
) -> None:
    row = compared()
    assert (row.group, row.as_of, row.why_not, len(row.rows)) == ("kota-1-1", QUARTER_END, "", 9)
    with django_assert_num_queries(6):  # two of them the lock
        assert compare_changed(NOW) == 0
    assert list(PeerComparison.history.values_list("pk", flat=True)) == [row.pk]


def test_only_the_group_that_changed_is_compared_again_and_the_old_rows_stay(cities: list[Region]) -> None:
    others = [
        RegionFactory(code=f"52.0{n}", level="kabupaten", name=f"Kabupaten Contoh {n}", population=2_000_000)
        for n in range(1, 7)
    ]
    for region in others:
        store(region, CORE)
    assert compare_changed(NOW) == 2
    restate(IndicatorValue.objects.filter(region=cities[0], indicator="response_rate"), x=0.9, score=100.0)
    before = PeerComparison.objects.get(group="kota-1-1")
    assert compare_changed(NOW) == 1
    assert PeerComparison.history.get(pk=before.pk).superseded_at == NOW
    now = PeerComparison.objects.get(group="kota-1-1")
    crude = {row["code"]: row["shares"]["response_rate"]["crude"] for row in now.rows}
    assert (crude["61.71"], crude["61.72"]) == (0.9, 0.12)


def test_a_comparison_of_a_group_that_is_no_more_holds_no_longer(cities: list[Region]) -> None:
    row = compared()
    Region.objects.filter(pk__in=[city.pk for city in cities]).update(population=None)
    assert compare_changed(NOW) == 0
    assert PeerComparison.history.get(pk=row.pk).superseded_at == NOW
    assert not PeerComparison.objects.exists()


def test_the_database_lets_nobody_change_a_comparison(cities: list[Region]) -> None:
    row = compared()
    for fields in ({"tiers": {}}, {"rows": []}, {"superseded_at": NOW, "why_not": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PeerComparison.history.filter(pk=row.pk).update(**fields)
    with pytest.raises(DatabaseError), transaction.atomic():
        PeerComparison.history.all().delete()


def test_the_public_gets_a_tier_unless_the_order_is_withheld(cities: list[Region]) -> None:
    row = compared()
    assert [tier_of(code, QUARTER_END) for code in ("61.71", "61.75", "61.79", "99.99")] == [
        "bawah", "tengah", "atas", None,
    ]  # fmt: skip
    assert groups_with({"61.71", "99.99"}) == {(QUARTER_END, "kota-1-1")}
    assert groups_with({"99.99"}) == set()
    SensitivityRun.objects.create(comparison=row, state=State.DONE, is_withheld=True, asked_at=NOW)
    assert tier_of("61.71", QUARTER_END) is None
    found = compared_group("kota-1-1", QUARTER_END)
    assert found is not None
    assert found.why_no_order == "order_depends_on_choices"


# --- sensitivity -----------------------------------------------------------------------------------


def test_an_analysis_is_asked_for_once_and_computed_once(cities: list[Region]) -> None:
    run = ask(compared(), None, NOW)
    assert ask(compared(), None, NOW).pk == run.pk
    analyse(run, lambda: NOW)
    run.refresh_from_db()
    assert (run.state, run.is_withheld, run.step_done) == (State.DONE, False, run.step_total)
    assert {"random_weights", "knots_wider", "without_response_rate"} & {one["name"] for one in run.scenarios}
    told = run.scenarios
    analyse(run, timezone.now)
    run.refresh_from_db()
    assert (run.scenarios, run.finished_at) == (told, NOW)


def test_an_analysis_whose_worker_was_killed_ends_like_an_undisturbed_one(
    cities: list[Region], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(run: SensitivityRun) -> Any:
        def tell(done: int, total: int) -> None:
            SensitivityRun.objects.filter(pk=run.pk).update(step_done=done, step_total=total)
            if done == 100:
                raise Killed

        return tell

    run = ask(compared(), None, NOW)
    with monkeypatch.context() as patch:
        patch.setattr(sensitivity_runs, "_reporter", die)
        with pytest.raises(Killed):
            analyse(run, lambda: NOW)
    run.refresh_from_db()
    assert (run.state, run.step_done, run.scenarios) == (State.RUNNING, 100, [])
    tasks.resume_unfinished()
    run.refresh_from_db()
    assert run.state == State.DONE
    told = run.scenarios
    run.state = State.QUEUED
    run.save()
    analyse(run, lambda: NOW)
    run.refresh_from_db()
    assert run.scenarios == told


def test_a_cancelled_analysis_stops_and_may_be_asked_for_again(cities: list[Region]) -> None:
    waiting = ask(compared(), None, NOW)
    request_cancel(waiting)
    analyse(waiting, lambda: NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.scenarios) == (State.CANCELLED, [])
    running = ask(compared(), None, NOW)
    assert running.pk != waiting.pk
    SensitivityRun.objects.filter(pk=running.pk).update(state=State.RUNNING)
    request_cancel(running)
    running.refresh_from_db()
    assert running.state == State.RUNNING  # the worker stops at its next step
    analyse(running, lambda: NOW)
    running.refresh_from_db()
    assert (running.state, running.scenarios) == (State.CANCELLED, [])
    assert running.step_done < running.step_total


def test_what_has_no_order_cannot_be_analysed(db: None) -> None:
    build_group(4)
    with pytest.raises(NothingToAnalyse):
        ask(compared(), None, NOW)
