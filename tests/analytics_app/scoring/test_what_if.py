"""What answering would change, by scoring again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from analytics_app.choices import Status
from analytics_app.indicators.definition import MethodError
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.scoring.prospects import NoGain, Prospects, steps_to
from analytics_app.scoring.what_if import Scorer, answered_at, observed_until, waiting

START = datetime(2026, 5, 4, 3, tzinfo=UTC)
NOW = START + timedelta(hours=60)
CRITICAL = {"pengaduan_layanan"}


def thread(number: int, opened: float, replied: float | None = None, **fields: object) -> ThreadOutcome:
    opened_at = START + timedelta(hours=opened)
    made = ThreadOutcome(
        number,
        1,
        f"a{number}",
        opened_at,
        None if replied is None else opened_at + timedelta(hours=replied),
        NOW if replied is None else NOW + timedelta(hours=200),
        intent="tanya_informasi",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


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
SCORER = Scorer(others(), CRITICAL)


def world(seed: int, *, few: bool = False) -> tuple[list[ThreadOutcome], datetime]:
    """Threads of ten weeks, seen until different moments, and an instant at or after the last of them."""
    random = Random(seed)
    at = START + timedelta(hours=1700)
    made = []
    for number in range(6 if few else 240):
        opened = random.uniform(0, 1690) if random.random() < 0.5 else random.uniform(1600, 1699)
        wait = random.choice([2.0, 8.0, 24.0, 72.0, random.expovariate(1 / 40)])
        end = at - timedelta(hours=random.choice([0, 0, 5, 30]))
        made.append(
            thread(
                number,
                opened,
                wait if random.random() < 0.5 and opened + wait < 1665 else None,
                end_at=None if random.random() < 0.05 else end,
                is_after_hours=random.random() < 0.4,
                is_negative=random.random() < 0.03,
                intent=random.choice(["pengaduan_layanan", "tanya_informasi", None]),
            )
        )
    return made, at


def slowly(outcomes: list[ThreadOutcome], ids: set[int], at: datetime, scorer: Scorer = SCORER) -> object:
    """The second road: every thread looked at again by the indicators themselves."""
    return scorer(answered_at(observed_until(outcomes, at), ids, at))


def test_answering_everybody_is_what_scoring_the_answered_threads_gives() -> None:
    ids = [one.thread_id for one in WAITING]
    prospects = Prospects([*ANSWERED, *WAITING], NOW, SCORER)
    by_hand = [*ANSWERED, *(replace(one, response_at=NOW, end_at=NOW) for one in WAITING)]
    assert prospects.before.dimension == pytest.approx(SCORER([*ANSWERED, *WAITING]).dimension.score)
    assert prospects.after(ids).dimension == pytest.approx(SCORER(by_hand).dimension.score)
    assert prospects.after(ids).dimension > prospects.before.dimension
    assert waiting(by_hand) == []
    assert prospects.after([]).scores == prospects.before.scores


@pytest.mark.parametrize("seed", range(6))
def test_the_quick_figures_are_those_of_the_indicators_themselves(seed: int) -> None:
    outcomes, at = world(seed, few=seed == 5)
    scorer = SCORER if seed % 2 else Scorer([], CRITICAL)
    prospects = Prospects(outcomes, at, scorer)
    effects = prospects.effects()
    assert prospects.by_dimension == (slowly(outcomes, set(), at, scorer).dimension.score is not None)  # type: ignore[attr-defined]
    order = [one.thread_id for one in effects]
    for ids in (order[:1], order[: len(order) // 2], order):
        slow, quick = slowly(outcomes, set(ids), at, scorer), prospects.after(ids)
        assert quick.scores == pytest.approx(slow.scores)  # type: ignore[attr-defined]
        assert (quick.dimension or 0) == pytest.approx(slow.dimension.score or 0)  # type: ignore[attr-defined]
    for one in effects:
        alone = prospects.after([one.thread_id]).worth
        assert one.gain == pytest.approx((alone or 0) - (prospects.before.worth or 0), abs=1e-9)


def test_threads_come_in_the_order_of_what_answering_them_gains() -> None:
    outcomes, at = world(7)
    effects = Prospects(outcomes, at, SCORER).effects()
    gains = [round(one.gain, 9) for one in effects]
    assert len(effects) == len([one for one in waiting(outcomes) if one.opened_at <= at])
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0
    zeros = [one.opened_at for one in effects if one.why_none is NoGain.TOO_LATE]
    assert zeros == sorted(zeros)


def test_an_answer_after_72_hours_gains_nothing_and_says_why() -> None:
    late = START + timedelta(hours=100)
    prospects = Prospects([*ANSWERED, replace(WAITING[0], end_at=late)], late, SCORER)
    (effect,) = prospects.effects()
    assert (effect.gain, effect.why_none, effect.waited_hours) == (0.0, NoGain.TOO_LATE, 100.0)
    assert prospects.after([effect.thread_id]).dimension == pytest.approx(prospects.before.dimension)


def test_without_coverage_there_is_nothing_to_gain_and_the_reason_is_said() -> None:
    prospects = Prospects([*ANSWERED, *WAITING], NOW, Scorer(others(), CRITICAL, has_coverage=False))
    assert not prospects.by_dimension
    assert {one.why_none for one in prospects.effects()} == {NoGain.NOT_SCORED}


def test_waiting_longer_unseen_is_held_against_both_sides() -> None:
    seen_shortly = [replace(one, end_at=one.opened_at + timedelta(hours=1)) for one in WAITING]
    prospects = Prospects([*ANSWERED, *seen_shortly], NOW, SCORER)
    assert prospects.before.scores == pytest.approx(
        Prospects([*ANSWERED, *WAITING], NOW, SCORER).before.scores
    )


def test_a_thread_that_is_not_waiting_cannot_be_answered() -> None:
    with pytest.raises(MethodError, match="not waiting"):
        answered_at(ANSWERED, {ANSWERED[0].thread_id}, NOW)
    with pytest.raises(MethodError, match="before it opens"):
        answered_at(WAITING, {WAITING[5].thread_id}, START)


def test_the_cumulative_table_ends_with_all_and_stays_short() -> None:
    assert steps_to(0) == []
    assert steps_to(3) == [1, 2, 3]
    assert steps_to(22) == [1, 2, 3, 4, 5, 7, 10, 15, 20, 22]
    assert len(steps_to(5000)) < 25
