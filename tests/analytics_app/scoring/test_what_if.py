"""What answering would change, by scoring again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from analytics_app.choices import Status
from analytics_app.indicators.definition import MethodError
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.scoring.what_if import answered_at, by_effect, service_interaction, waiting, what_if

START = datetime(2026, 5, 4, 3, tzinfo=UTC)
NOW = START + timedelta(hours=60)


def thread(number: int, opened: float, replied: float | None = None) -> ThreadOutcome:
    opened_at = START + timedelta(hours=opened)
    return ThreadOutcome(
        number,
        1,
        f"a{number}",
        opened_at,
        None if replied is None else opened_at + timedelta(hours=replied),
        NOW if replied is None else NOW + timedelta(hours=200),
        intent="tanya_informasi",
    )


def others() -> list[IndicatorResult]:
    names = (
        "answer_quality",
        "closed_loop_rate",
        "citizen_interaction_share",
        "privacy_safety",
        "participation_rate",
    )
    return [IndicatorResult(name, Status.SCORED, 0.5, 1, 2, 50, None, 50.0) for name in names]


ANSWERED = [thread(n, 0.0, 3.0) for n in range(20)]
WAITING = [thread(100 + n, float(n * 5)) for n in range(10)]
RESCORE = service_interaction(others(), {"pengaduan_layanan"})


def test_answering_everybody_is_what_scoring_the_answered_threads_gives() -> None:
    outcomes = [*ANSWERED, *WAITING]
    ids = {one.thread_id for one in WAITING}
    change = what_if(outcomes, ids, NOW, RESCORE)
    by_hand = [
        *ANSWERED,
        *(replace(one, response_at=NOW, end_at=NOW) for one in WAITING),
    ]
    assert change.before == RESCORE(outcomes)
    assert change.after == RESCORE(by_hand)
    assert change.gain > 0
    assert waiting(by_hand) == []


def test_answering_nobody_changes_nothing() -> None:
    assert what_if([*ANSWERED, *WAITING], set(), NOW, RESCORE).gain == 0


def test_threads_come_in_the_order_of_what_answering_them_gains() -> None:
    effects = by_effect([*ANSWERED, *WAITING], NOW, RESCORE)
    gains = [one.change.gain for one in effects]
    assert len(effects) == len(WAITING)
    assert gains == sorted(gains, reverse=True)
    for one in effects:
        assert one.change == what_if([*ANSWERED, *WAITING], {one.thread_id}, NOW, RESCORE)


def test_an_answer_after_72_hours_gains_nothing_in_the_response_figures() -> None:
    old = replace(WAITING[0], end_at=START + timedelta(hours=100))
    late = START + timedelta(hours=100)
    without_equity = what_if([*ANSWERED, old], {old.thread_id}, late, RESCORE)
    assert without_equity.gain == pytest.approx(0)


def test_a_thread_that_is_not_waiting_cannot_be_answered() -> None:
    with pytest.raises(MethodError, match="not waiting"):
        answered_at(ANSWERED, {ANSWERED[0].thread_id}, NOW)
    with pytest.raises(MethodError, match="before it opens"):
        answered_at(WAITING, {WAITING[5].thread_id}, START)
