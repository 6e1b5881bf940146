"""Scores against plain counting over the list of messages that was imported."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts_app.choices import AccountRole, AccountStatus, Zone
from accounts_app.models import Region
from analytics_app.indicators.definition import Dimension
from analytics_app.indicators.registry import INDICATORS, WITHOUT_INPUT
from analytics_app.models import DailyRollup, IndicatorValue, Score
from analytics_app.periods import period
from analytics_app.scoring.samples import unweighted
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.selectors.region_score import basis_of, origins_of, samples_of, score_of_region
from analytics_app.selectors.window import load_region_window
from analytics_app.services.intake import ImportSettings
from analytics_app.worktime import due_at, national_calendar
from tests.analytics_app.services.histories import import_file
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 6, 30)
WIB = ZoneInfo("Asia/Jakarta")
ACCOUNTS = {
    "contoh_utama": (AccountRole.MAIN, AccountStatus.ATTESTED),
    "contoh_dinas": (AccountRole.AGENCY, AccountStatus.ATTESTED),
    "contoh_bupati": (AccountRole.HEAD, AccountStatus.ATTESTED),
    "contoh_draf": (AccountRole.AGENCY, AccountStatus.DRAFT),
}
COUNTING = ("contoh_utama", "contoh_dinas")


@dataclass(frozen=True)
class Case:
    """One question: to whom, when, and who answered after how many hours."""

    to: str
    asked_at: datetime
    answers: tuple[tuple[str, float], ...]
    is_complaint: bool

    @property
    def words(self) -> str:
        return "aduan lampu jalan padam" if self.is_complaint else "mau tanya jadwal perekaman KTP?"


def cases() -> list[Case]:
    """Every citizen asks once, so that each question is a thread; some are answered by another account."""
    start = datetime(2026, 3, 1, 3, tzinfo=UTC)
    found = []
    for i in range(240):
        to = tuple(ACCOUNTS)[i % 4]
        answers: list[tuple[str, float]] = []
        if i % 3:
            answers.append((to, 2.0 + (i * 7) % 120))
        if i % 5 == 0:
            answers.append((tuple(ACCOUNTS)[(i + 1) % 4], 1.0 + i % 30))
        found.append(Case(to, start + timedelta(hours=13 * i), tuple(answers), is_complaint=i // 4 % 2 == 1))
    return found


def write(folder: Path) -> Path:
    path = folder / "dunia.csv"
    rows, number = [], 1000
    for i, case in enumerate(cases()):
        question, number = number, number + 1
        rows.append((question, case.asked_at, f"warga{i}", f"@{case.to} {case.words}", ""))
        for k, (handle, hours) in enumerate(case.answers):
            text = f"@warga{i} Besok pukul {i % 24} jawaban {i} {'ab'[k]} {chr(97 + i % 26) * 9}"
            rows.append((number, case.asked_at + timedelta(hours=hours), handle, text, question))
            number += 1
    for handle in ACCOUNTS:  # captured from January to July
        for at in (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 31, tzinfo=UTC)):
            rows.append((number, at, handle, f"Pengumuman {number}", ""))
            number += 1
    lines = [f"{id},{at.isoformat()},{who},{text},{parent}" for id, at, who, text, parent in rows]
    path.write_text("\n".join(["id,created_at,username,text,in_reply_to_id", *lines]) + "\n")
    return path


# --- first, while the world of the others is not there -------------------------------------------


def test_dimensions_of_a_region_without_anything_are_unknown(db: None) -> None:
    RegionFactory(code="35.78")
    out = io.StringIO()
    call_command("score", region="35.78", as_of=AS_OF, format="json", dimensions=True, stdout=out)
    whole = json.loads(out.getvalue())
    assert {one["score"] for one in whole["dimensions"]} == {None}
    assert len(whole["indicators"]) == len(INDICATORS)


def test_another_order_and_another_pseudonym_key_give_the_same_digits(tmp_path: Path, settings: Any) -> None:
    with transaction.atomic():
        here = stored_scores(tmp_path, is_reversed=False)
        transaction.set_rollback(True)
    assert not Score.objects.exists()
    settings.PSEUDONYM_KEYS = {2: b"\x77" * 32}
    settings.PSEUDONYM_KEY_VERSION = 2
    there = stored_scores(tmp_path, is_reversed=True)
    assert any(row[4] is not None for row in here)
    assert there == here


@pytest.mark.parametrize("zone", [Zone.WIB, Zone.WITA, Zone.WIT])
def test_days_are_counted_from_local_midnight(zone: str, tmp_path: Path) -> None:
    OfficialAccountFactory(region=RegionFactory(code="94.01", zone=zone), handle="contoh_timur")
    instants = [
        datetime(2026, 3, 2, 14, tzinfo=UTC) + timedelta(minutes=m)
        for h in range(4)
        for m in (60 * h - 1, 60 * h, 60 * h + 1)
    ]
    path = tmp_path / "malam.csv"
    lines = [f"{i},{at.isoformat()},contoh_timur,Pengumuman {i}" for i, at in enumerate(instants, 1)]
    path.write_text("\n".join(["id,created_at,username,text", *lines]) + "\n")
    import_file(path, ImportSettings(platform="x"))
    expected = Counter(at.astimezone(ZoneInfo(zone)).date() for at in instants)
    assert len(expected) == 2
    assert dict(DailyRollup.objects.filter(metric="original").values_list("local_day", "value")) == expected


# --- in one world --------------------------------------------------------------------------------


@pytest.fixture
def region(kept_region: Region) -> Region:
    return deepcopy(kept_region)


@pytest.fixture(scope="module")
def kept_region(db_of_file: None, tmp_path_factory: pytest.TempPathFactory) -> Region:
    return import_region(tmp_path_factory.mktemp("dunia"))


def import_region(folder: Path) -> Region:
    region = RegionFactory(code="33.27")
    for handle, (role, status) in ACCOUNTS.items():
        OfficialAccountFactory(region=region, handle=handle, role=role, status=status)
    import_file(write(folder), ImportSettings(platform="x"))
    return region


def waits(accounts: tuple[str, ...], answering: tuple[str, ...]) -> Iterator[tuple[float, bool]]:
    """(hours, answered) of the questions in the window; what came after it has not come."""
    start = datetime(2026, 4, 2, tzinfo=WIB)
    end = datetime(2026, 7, 1, tzinfo=WIB)
    for case in cases():
        if case.to in accounts and start <= case.asked_at < end:
            at = [hours for handle, hours in case.answers if handle in answering]
            left = (end - case.asked_at).total_seconds() / 3600
            yield (min(at), True) if at and min(at) <= left else (left, False)


def answered_within(found: list[tuple[float, bool]], horizon: float) -> float:
    """Kaplan–Meier, one death at a time."""
    alive = 1.0
    for at in sorted({hours for hours, answered in found if answered and hours <= horizon}):
        at_risk = sum(hours >= at for hours, _ in found)
        alive *= 1 - sum(hours == at and answered for hours, answered in found) / at_risk
    return 1 - alive


def by_indicator(region: Region, handle: str | None) -> dict[str, Any]:
    (subject,) = [
        c for c in compute_region(region, AS_OF)
        if (c.account.handle if c.account else None) == handle and c.pool == "social"
    ]  # fmt: skip
    return {result.indicator: result for result in subject.results}


@pytest.mark.parametrize("handle", [*ACCOUNTS, None])
def test_response_rate_is_the_plain_kaplan_meier_figure(region: Region, handle: str | None) -> None:
    found = list(waits((handle,), (handle,)) if handle else waits(COUNTING, COUNTING))
    result = by_indicator(region, handle)["response_rate"]
    assert result.n == len(found) > 30
    assert result.x == pytest.approx(answered_within(found, 72), abs=1e-12)
    assert result.numerator == sum(answered and hours <= 72 for hours, answered in found)
    assert (result.status, result.provisional, result.reason) == ("scored", True, "intent_by_keywords")


def test_complaint_channels_are_never_pooled_with_social_media(region: Region, tmp_path: Path) -> None:
    before = by_indicator(region, None)
    path = tmp_path / "aduan.csv"
    lines = [
        f"{i},2026-05-{1 + i % 28:02d} 08:00:00,2026-05-{1 + i % 28:02d} 08:{10 + i % 40}:00,Air mati,Dinas A"
        for i in range(60)
    ]
    path.write_text("\n".join(["id,created_at,answered_at,text,agency", *lines]) + "\n")
    import_file(path, ImportSettings(platform="channel", region=region, zone="WIB"))
    after = by_indicator(region, None)
    assert {k: (v.x, v.n, v.status) for k, v in before.items()} == {
        k: (v.x, v.n, v.status) for k, v in after.items()
    }
    (channel,) = [c for c in compute_region(region, AS_OF) if c.account is None and c.pool == "channel"]
    assert channel.results[0].n == 60


def test_an_answer_after_the_date_does_not_exist_yet(region: Region) -> None:
    (early,) = [c for c in compute_region(region, date(2026, 4, 30)) if c.account is None]
    detail = early.results[0].detail["counts"]
    end = datetime(2026, 5, 1, tzinfo=WIB)
    start = datetime(2026, 1, 31, tzinfo=WIB)
    asked = [c for c in cases() if c.to in COUNTING and start <= c.asked_at < end]
    answered = [
        c for c in asked
        if any(h in COUNTING and c.asked_at + timedelta(hours=t) <= end for h, t in c.answers)
    ]  # fmt: skip
    assert (detail["threads"], detail["answered"]) == (len(asked), len(answered))


def test_days_before_watching_began_are_no_coverage(region: Region, tmp_path: Path) -> None:
    other = RegionFactory(code="35.78")
    OfficialAccountFactory(region=other, handle="contoh_baru", monitored_from=date(2026, 6, 1))
    path = tmp_path / "awal.csv"
    path.write_text(
        "id,created_at,username,text,in_reply_to_id\n"
        "1,2026-03-01T00:00:00Z,contoh_baru,Halo,\n2,2026-05-25T00:00:00Z,contoh_baru,Halo lagi,1\n"
    )
    import_file(path, ImportSettings(platform="x"))
    (subject, *_) = [c for c in compute_region(other, AS_OF) if c.account is not None]
    assert subject.coverage == 0


def test_the_command_gives_one_json_list_with_every_key(region: Region) -> None:
    out = io.StringIO()
    call_command("score", region="33.27", as_of=AS_OF, format="json", stdout=out)
    rows = json.loads(out.getvalue())
    keys = {
        "indicator", "status", "provisional", "x", "numerator", "denominator", "n", "interval", "level", "score",
    }  # fmt: skip
    assert all(keys <= set(row) for row in rows)
    assert [row["indicator"] for row in rows] == [one.id for one in INDICATORS]
    without_input = {row["indicator"]: row["reason"] for row in rows if row["indicator"] in WITHOUT_INPUT}
    assert without_input == WITHOUT_INPUT
    for row in rows:
        assert (row["x"] is None) == (row["status"] != "scored")
        assert (row["score"] is None) == (row["status"] != "scored")
        assert (row["interval"] is None) == (row["level"] is None)


@pytest.mark.parametrize("fmt", ["json", "text"])
@pytest.mark.parametrize("code", ["33.27", "31", "35.78"])
def test_the_command_speaks_of_every_region(region: Region, code: str, fmt: str) -> None:
    RegionFactory(code=code)
    out = io.StringIO()
    call_command("score", region=code, as_of=date(2020, 1, 1), format=fmt, stdout=out)
    if fmt == "json":
        assert all(row["x"] is row["score"] is None for row in json.loads(out.getvalue()))


def test_a_period_before_monitoring_began_has_its_own_reason(region: Region) -> None:
    region.official_accounts.update(monitored_from=AS_OF)
    of_region, *_ = compute_region(region, date(2026, 3, 1))
    early = {r.indicator: r for r in of_region.results}
    assert early["response_rate"].reason == "not_monitored_yet"
    assert {r.status.value for r in early.values()} == {"not_observable"}


def test_deadlines_equity_and_topics_are_computed_from_what_is_stored(region: Region) -> None:
    (social, *_) = compute_region(region, AS_OF)
    found = {result.indicator: result for result in social.results}
    assert found["deadline_compliance"].detail["proxy"] is True
    assert found["deadline_compliance"].reason == "intent_by_keywords"
    assert found["reply_equity"].status.value == "scored"
    assert found["topic_diversity"].status.value == "insufficient"
    # Every question to a counting account whose five (complaints: fourteen) working days ended in the window.
    zone, window = WIB, period(AS_OF - timedelta(days=89), AS_OF, WIB)
    calendar = national_calendar((2025, 2026, 2027))
    due = {
        case.asked_at: due_at(case.asked_at, 14 if case.is_complaint else 5, zone, calendar)
        for case in cases()
        if case.to in COUNTING
    }
    matured = [case for case in cases() if case.asked_at in due and due[case.asked_at] in window]
    met = sum(
        any(
            handle in COUNTING and case.asked_at + timedelta(hours=hours) <= due[case.asked_at]
            for handle, hours in case.answers
        )
        for case in matured
    )
    assert (found["deadline_compliance"].numerator, found["deadline_compliance"].n) == (met, len(matured))


def test_only_what_has_an_input_is_stored(region: Region) -> None:
    stored = set(IndicatorValue.objects.values_list("indicator", flat=True))
    assert "deadline_compliance" in stored
    assert not stored & set(WITHOUT_INPUT)


def test_samples_of_the_bootstrap_have_the_figures_of_the_indicators(region: Region) -> None:
    """Two roads to every figure: the indicator's own, and the vectors that are resampled."""
    found = score_of_region(region, AS_OF)
    window = load_region_window(region, AS_OF)
    basis = basis_of(window, None)
    samples = samples_of(window, basis, origins_of(window, [basis]))
    scored = {one.indicator: one.x for one in found.results if one.x is not None}
    assert {"response_rate", "deadline_compliance", "reply_equity", "after_hours_response"} <= set(scored)
    looked_at = {
        one.id for one in INDICATORS if one.dimension is Dimension.USABILITY
    }  # a census, nothing is drawn
    for name in scored.keys() - looked_at:
        assert unweighted(samples[name]) == pytest.approx(scored[name]), name


def test_service_interaction_is_scored_with_an_interval_and_the_rest_says_why_not(region: Region) -> None:
    out, again = io.StringIO(), io.StringIO()
    for stream in (out, again):
        call_command("score", region="33.27", as_of=AS_OF, format="json", dimensions=True, stdout=stream)
    assert out.getvalue() == again.getvalue()
    whole = json.loads(out.getvalue())
    by_name = {one["dimension"]: one for one in whole["dimensions"]}
    service = by_name["S"]
    assert service["coverage"] == pytest.approx(
        (0.20 + 0.15 + 0.05 + 0.15 / 2 + 0.10 + 0.05) / 0.95
    )  # the stand-in halved; without five peers participation does not apply
    assert service["interval90"][0] <= service["score"] <= service["interval90"][1]
    by_hand = sum(
        service["weights"][one["indicator"]] * one["score"]
        for one in whole["indicators"]
        if one["indicator"] in service["weights"]
    )
    assert service["score"] == pytest.approx(by_hand, abs=1e-5)
    assert by_name["U"]["status"] == "low_coverage"
    assert (whole["composite"]["score"], whole["composite"]["interval90"]) == (None, None)
    text = io.StringIO()
    call_command("score", region="33.27", as_of=AS_OF, format="text", dimensions=True, stdout=text)
    assert text.getvalue().splitlines()[-1].split() == ["gabungan", "belum", "ada"]


def stored_scores(folder: Path, *, is_reversed: bool) -> list[tuple[Any, ...]]:
    """What a machine that got the world in this order stores, without its own keys."""
    region = RegionFactory(code="33.27")
    names = list(ACCOUNTS.items())
    for handle, (role, status) in reversed(names) if is_reversed else names:
        OfficialAccountFactory(region=region, handle=handle, role=role, status=status)
    path = write(folder)
    if is_reversed:
        head, *rows = path.read_text().splitlines()
        path.write_text("\n".join([head, *reversed(rows)]) + "\n")
    import_file(path, ImportSettings(platform="x"))
    rows = Score.objects.order_by("as_of", "measure", "account__handle")
    return list(
        rows.values_list(
            "as_of", "measure", "account__handle", "status", "score", "low90", "high90", "low95", "high95", "n",
            "seed", "parts",
        )
    )  # fmt: skip
