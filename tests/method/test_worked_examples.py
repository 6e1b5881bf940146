"""The method's worked examples that the built indicators concern, to 1e-6 or as printed (examples.json)."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics_app.choices import Status
from analytics_app.indicators.interaction import CITIZEN_INTERACTION_SHARE, citizen_interaction_share
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.originality import ORIGINAL_INFORMATION_SHARE, original_information_share
from analytics_app.indicators.regularity import update_regularity
from analytics_app.indicators.response import RESPONSE_RATE, RESPONSE_SPEED, response_rate, response_speed
from analytics_app.indicators.survival import kaplan_meier
from analytics_app.periods import zone_of
from analytics_app.records import Interval, ThreadOutcome
from analytics_app.scoring.normalise import score_interval
from analytics_app.scoring.suppression import suppress
from analytics_app.worktime import WorkCalendar, due_at

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text())
START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
CLOSE = {"abs": 1e-6}


def outcomes(hours: list[float], answered: list[int]) -> list[ThreadOutcome]:
    """Threads that waited so long until a reply, or until observation ended."""
    return [
        ThreadOutcome(
            thread_id=number,
            account_id=1,
            author_key=str(number),
            opened_at=START,
            response_at=START + timedelta(hours=waited) if replied else None,
            end_at=START + timedelta(hours=max(200, waited) if replied else waited),
        )
        for number, (waited, replied) in enumerate(zip(hours, answered, strict=True))
    ]


def limits(interval: Interval | None) -> list[float]:
    assert interval is not None
    return [interval.low, interval.high]


def test_w01_original_share_of_pemalang() -> None:
    expected = EXAMPLES["W01_pemalang_original_share"]
    result = original_information_share(
        expected["inputs"]["tweets"],
        expected["inputs"]["retweets"],
        carries_reposts=True,
        platform_has_reposts=True,
    )
    assert result.n == expected["total"]
    assert result.x == pytest.approx(expected["share"], **CLOSE)
    assert limits(result.interval) == pytest.approx(expected["wilson95"], **CLOSE)
    assert result.score == pytest.approx(expected["score"], **CLOSE)
    scores = score_interval(ORIGINAL_INFORMATION_SHARE, result.interval)
    assert limits(scores) == pytest.approx(expected["score_ci"], **CLOSE)


def test_w02_unknown_addressees_give_bounds_and_no_score() -> None:
    expected = EXAMPLES["W02_pemalang_mentions"]
    known = sum(expected["inputs"]["counts"].values())
    result = citizen_interaction_share(0, known, expected["inputs"]["total"] - known)
    assert (result.status, result.x, result.score) == (Status.INSUFFICIENT, None, None)
    low, high = result.detail["bounds"]
    assert (low, high) == (0, pytest.approx(expected["citizen_share_upper_bound"], **CLOSE))
    assert CITIZEN_INTERACTION_SHARE.score(high) == pytest.approx(expected["score_upper_bound"], **CLOSE)


def test_w06_kaplan_meier_of_ten_threads() -> None:
    expected = EXAMPLES["W06_km_response"]
    threads = outcomes(**expected["inputs"])
    rate, speed = response_rate(threads), response_speed(threads)
    assert rate.x == pytest.approx(expected["F72"], **CLOSE)
    assert limits(rate.interval) == pytest.approx(expected["F72_ci95"], **CLOSE)
    assert rate.score == pytest.approx(expected["response_rate_score"], **CLOSE)
    assert speed.x == pytest.approx(expected["rmst72"], **CLOSE)
    assert speed.score == pytest.approx(expected["response_speed_score"], **CLOSE)
    assert rate.detail["f24"] == pytest.approx(expected["F24"], **CLOSE)
    assert rate.detail["median_hours"] == expected["median_h"]
    assert rate.numerator is not None
    assert rate.numerator / rate.n == pytest.approx(expected["naive_answered_by_72"], **CLOSE)


def test_w06_table_of_the_curve() -> None:
    expected = EXAMPLES["W06_km_response"]
    hours, answered = expected["inputs"]["hours"], expected["inputs"]["answered"]
    curve = kaplan_meier(hours, [bool(flag) for flag in answered])
    rows = zip(curve.times, curve.at_risk, curve.events, curve.survival, strict=True)
    table = [{"t": t, "at_risk": n, "d": d, "S": pytest.approx(s, **CLOSE)} for t, n, d, s in rows]
    assert table == expected["table"]


def test_w07_median_not_reached() -> None:
    expected = EXAMPLES["W07_km_median_not_reached"]
    curve = kaplan_meier(expected["inputs"]["hours"], [bool(flag) for flag in expected["inputs"]["answered"]])
    assert curve.answered_by(72) == pytest.approx(expected["F72"], **CLOSE)
    assert curve.median() is expected["median"]
    assert curve.rmst(72) == pytest.approx(expected["rmst72"], **CLOSE)
    assert RESPONSE_SPEED.score(curve.rmst(72)) == pytest.approx(expected["response_speed_score"], **CLOSE)


@pytest.mark.parametrize(
    ("name", "k", "n"), [("k2n2", 2, 2), ("k0n8", 0, 8), ("k7n20", 7, 20), ("k45n50", 45, 50)]
)
def test_w08_wilson(name: str, k: int, n: int) -> None:
    assert limits(wilson(k, n)) == pytest.approx(EXAMPLES["W08_wilson"][name], **CLOSE)


def test_w15_deadlines_in_working_days() -> None:
    expected = EXAMPLES["W15_sp4n_deadlines"]
    zone = zone_of("WIB")
    calendar = WorkCalendar("example", frozenset(date.fromisoformat(day) for day in expected["holidays"]))
    for case, due in expected["due"].items():
        received, days = case.rsplit("+", 1)
        received_at = datetime.fromisoformat(received).replace(tzinfo=zone)
        found = due_at(received_at, int(days), zone, calendar).astimezone(zone)
        assert found.strftime("%Y-%m-%dT%H:%M") == due, case


def test_w24_anchor_points() -> None:
    expected = EXAMPLES["W24_anchor_points"]
    window = {date(2026, 1, 1) + timedelta(days=number) for number in range(90)}
    some = set(sorted(window)[:65])
    assert update_regularity(some, window, seed=1).score == pytest.approx(
        expected["update_65_of_90"], **CLOSE
    )
    assert update_regularity(window, window, seed=1).score == expected["update_90_of_90"]
    for hours in (1, 12, 48):
        assert RESPONSE_SPEED.score(hours) == pytest.approx(expected[f"speed_{hours}h"], **CLOSE)


@pytest.mark.parametrize("case", ["a", "b", "c"])
def test_w28_suppression(case: str) -> None:
    expected = EXAMPLES["W28_suppression"][case]
    found = suppress(expected["cells"])
    assert list(found.cells) == expected["out"]
    assert found.total == sum(expected["cells"])


def test_w30_share_of_citizens_among_those_addressed() -> None:
    expected = EXAMPLES["W30_relations"]
    addressed = [target for author, target in expected["edges"] if author == "kominfo"]
    to_citizens = sum(target.startswith("warga") for target in addressed)
    result = citizen_interaction_share(to_citizens * 10, len(addressed) * 10, 0)
    assert result.x == expected["kominfo_citizen_share"]


def test_w31_region_pools_threads_and_does_not_average_rates() -> None:
    expected = EXAMPLES["W31_pooling"]
    threads = []
    for k, n in expected["accounts"]:
        threads += outcomes([1.0] * k + [200.0] * (n - k), [1] * k + [0] * (n - k))
    result = response_rate(threads)
    assert result.x == pytest.approx(expected["pooled"], **CLOSE)
    assert result.score == pytest.approx(expected["score_pooled"], **CLOSE)
    assert RESPONSE_RATE.score(expected["mean_of_rates"]) == pytest.approx(expected["score_mean"], **CLOSE)


def test_w32_score_under_the_first_version_is_kept() -> None:
    expected = EXAMPLES["W32_rescoring"]
    share = 1331 / 3235
    assert ORIGINAL_INFORMATION_SHARE.score(share) == pytest.approx(expected["v1_0_0"], **CLOSE)


@pytest.mark.parametrize("n", [10, 20, 30, 50, 100])
def test_w36_interval_at_the_minimum_samples(n: int) -> None:
    low, high, half = EXAMPLES["W36_min_sample"][str(n)]
    bounds = wilson(n / 2, n)
    found = [bounds.low, bounds.high, (bounds.high - bounds.low) / 2]
    assert found == pytest.approx([low, high, half], abs=5e-4)


def test_w38_hidden_comments_stay_unanswered() -> None:
    expected = EXAMPLES["W38_hidden_comment"]
    kept = kaplan_meier([1, 2, 50, 80, 60, 80], [True, True, False, False, True, False])
    censored = kaplan_meier([1, 2, 50, 50, 60, 80], [True, True, False, False, True, False])
    assert kept.answered_by(72) == pytest.approx(expected["F72_correct"], **CLOSE)
    assert kept.median() == expected["median_correct"]
    assert censored.answered_by(72) == pytest.approx(expected["F72_if_hidden_were_censored"], **CLOSE)


def test_w39_effective_n_of_a_kaplan_meier_figure() -> None:
    expected = EXAMPLES["W39_km_effective_n"]
    inputs = EXAMPLES["W06_km_response"]["inputs"]
    curve = kaplan_meier(inputs["hours"], [bool(flag) for flag in inputs["answered"]])
    assert curve.answered_by(72) == expected["F"]
    assert curve.variance_at(72) == pytest.approx(expected["var"], **CLOSE)
    assert curve.n_effective(72) == pytest.approx(expected["n_eff"], **CLOSE)
    assert curve.n_effective(72) * curve.answered_by(72) == pytest.approx(expected["k_eff"], **CLOSE)
