"""Figures are never replaced: what differs is added, what held before is superseded and stays."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts_app.choices import Role
from accounts_app.models import OfficialAccount
from analytics_app.indicators.result import WhyNot, withheld
from analytics_app.models import CoverageSpan, IndicatorValue, Message, Score
from analytics_app.records import IndicatorResult
from analytics_app.selectors.region_indicators import Computed
from analytics_app.selectors.values import list_history, list_series, list_series_of_versions
from analytics_app.services import figure_rows, score
from analytics_app.services.figure_rows import Written, supersede
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.score import mark_for_new_method, score_at, score_region, score_stale
from analytics_app.text.classify import Task
from tests.analytics_app.pages_world import FIRST_DAY, NOW, QUARTER_END, build, thread
from tests.factories import ImportBatchFactory, MembershipFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db
Cause = IndicatorValue.Cause


@pytest.fixture
def account(kept_account: OfficialAccount) -> OfficialAccount:
    return deepcopy(kept_account)


@pytest.fixture(scope="module")
def kept_account(db_of_file: None) -> OfficialAccount:
    account = OfficialAccountFactory()
    build(account)
    return account


def rate(account: OfficialAccount, **fields: object) -> IndicatorValue:
    return IndicatorValue.objects.get(
        region=account.region, indicator="response_rate", as_of=QUARTER_END, **fields
    )


def test_scoring_twice_writes_nothing_the_second_time(account: OfficialAccount) -> None:
    before = _everything()
    assert Score.objects.exists()
    assert score_region(account.region, FIRST_DAY, NOW + timedelta(hours=1)) == Written()
    assert _everything() == before


def test_new_data_supersede_the_figures_that_they_change_and_no_others(account: OfficialAccount) -> None:
    before = rate(account)
    held = set(IndicatorValue.objects.values_list("pk", flat=True))
    scores = set(Score.objects.values_list("pk", flat=True))
    thread(account, 44, None)
    ImportBatchFactory(region=account.region)  # what brought it
    later = NOW + timedelta(hours=1)
    written = score_region(account.region, FIRST_DAY, later)
    after = rate(account)
    assert (after.n, after.replaces_id, after.cause) == (before.n + 1, before.pk, Cause.DATA)
    before = IndicatorValue.history.get(pk=before.pk)
    assert before.superseded_at == later
    assert [one.n for one in list_history(account.region, "response_rate", QUARTER_END)] == [
        before.n,
        after.n,
    ]
    untouched = held & set(IndicatorValue.objects.values_list("pk", flat=True))
    assert (
        IndicatorValue.objects.get(region=account.region, indicator="update_regularity", as_of=QUARTER_END).pk
        in untouched
    )
    changed = scores - set(Score.objects.values_list("pk", flat=True))
    assert written.superseded == len(held - untouched) + len(changed) == written.replaced
    assert {one.measure for one in Score.history.filter(pk__in=changed)} <= {"S", "composite"}


def test_the_same_data_and_rules_with_another_figure_are_an_erratum(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = score.compute_window
    wrong = rate(account)

    def corrected(window, book):
        return [Computed(one.account, one.pool, 0.5, one.results) for one in true(window, book)]

    monkeypatch.setattr(score, "compute_window", corrected)
    score_region(account.region, FIRST_DAY, NOW)
    assert (rate(account).cause, rate(account).coverage) == (Cause.ERRATUM, 0.5)
    assert IndicatorValue.history.get(pk=wrong.pk).coverage == wrong.coverage


def rescored(
    account: OfficialAccount,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[IndicatorResult], IndicatorResult],
) -> IndicatorValue:
    """The region's value after a program that computes otherwise, from the same data."""
    true = score.compute_window

    def changed(window, book):
        return [replace(one, results=tuple(map(change, one.results))) for one in true(window, book)]

    with monkeypatch.context() as patch:
        patch.setattr(score, "compute_window", changed)
        score_region(account.region, FIRST_DAY, NOW)
    return rate(account)


def test_the_same_numbers_with_more_beside_them_are_no_erratum(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    more = rescored(account, monkeypatch, lambda one: replace(one, detail={**one.detail, "more": 1}))
    assert (more.cause, more.detail["more"]) == (Cause.DETAIL, 1)
    other_words = rescored(account, monkeypatch, lambda one: replace(one, provisional=False, reason=None))
    assert (other_words.cause, other_words.provisional) == (Cause.DETAIL, False)
    assert set(Score.objects.values_list("cause", flat=True)) == {Cause.FIRST, Cause.DETAIL}
    ImportBatchFactory(region=account.region)  # brings nothing that moves this number
    assert rescored(account, monkeypatch, lambda one: one).cause == Cause.DATA  # but it is provisional again
    client.force_login(MembershipFactory(region=account.region, role=Role.STAFF).user)
    page = client.get(
        reverse("evidence", args=[account.region.code, "response_rate"]) + f"?s.d.={QUARTER_END}"
    )
    assert "angka tetap" in page.content.decode()
    assert "ralat" not in page.content.decode()


def test_a_value_where_none_was_stated_before_is_no_erratum_and_another_number_is(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blank(one: IndicatorResult) -> IndicatorResult:
        return withheld(one, WhyNot.NO_INTENTS)

    assert (
        rescored(account, monkeypatch, blank).cause == Cause.ERRATUM
    )  # a number that was stated is taken back
    assert rescored(account, monkeypatch, lambda one: one).cause == Cause.RULES
    assert rescored(account, monkeypatch, lambda one: replace(one, n=one.n + 1)).cause == Cause.ERRATUM


def test_what_people_said_of_labels_is_data(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = Message.objects.filter(account=account, kind="original").first()
    correct_label(message, Task.FUNCTION, "layanan", by=None, at=NOW)
    assert rescored(account, monkeypatch, lambda one: replace(one, n=one.n + 1)).cause == Cause.DATA


def test_other_rules_are_named_as_the_cause(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_rows, "TAXONOMY_VERSION", "9")
    assert score_region(account.region, FIRST_DAY, NOW) == Written()  # the same figures: nothing to say
    thread(account, 44, None)
    score_region(account.region, FIRST_DAY, NOW)
    assert (rate(account).cause, rate(account).taxonomy_version) == (Cause.RULES, "9")


def test_a_new_method_stands_beside_the_old_one(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {row.pk for row in IndicatorValue.objects.all()}
    assert mark_for_new_method() == 0
    for module in (score, figure_rows):
        monkeypatch.setattr(module, "METHOD_VERSION", "2.0.0")
    assert mark_for_new_method() == 1
    assert score_stale(NOW + timedelta(days=1)) == 1
    assert old <= {row.pk for row in IndicatorValue.objects.all()}
    series = list_series_of_versions(account.region, "response_rate")
    assert list(series) == ["1.1.0", "2.0.0"]
    one, two = series.values()
    assert [(v.as_of, v.x) for v in one] == [(v.as_of, v.x) for v in two]
    assert list_series(account.region, "response_rate") == two
    assert mark_for_new_method() == 0


def test_an_indicator_that_came_with_an_upgrade_is_computed_for_all_dates(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = IndicatorValue.objects.filter(indicator="update_regularity")
    dates = set(added.values_list("as_of", flat=True))
    supersede(added, NOW)  # as if it had not been known when the region was scored
    assert dates
    assert not added.exists()

    assert mark_for_new_method() == 1
    assert score_stale(NOW + timedelta(days=1)) == 1

    assert set(added.values_list("as_of", flat=True)) == dates
    assert mark_for_new_method() == 0


def test_figures_of_a_date_that_is_gone_hold_no_more(account: OfficialAccount) -> None:
    count = IndicatorValue.history.count()
    CoverageSpan.objects.all().delete()
    score_region(account.region, FIRST_DAY, NOW)
    assert not IndicatorValue.objects.exists()
    assert IndicatorValue.history.count() == count


def _everything() -> list[dict[str, object]]:
    return [row for model in (IndicatorValue, Score) for row in model.history.order_by("pk").values()]


def test_superseding_is_once_and_for_all(account: OfficialAccount) -> None:
    row = rate(account)
    assert supersede(IndicatorValue.objects.filter(pk=row.pk), NOW) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        IndicatorValue.history.filter(pk=row.pk).update(superseded_at=None)


def test_the_command_writes_what_differs_and_says_so(account: OfficialAccount) -> None:
    supersede(IndicatorValue.objects.filter(pk=rate(account).pk), NOW)
    told = [StringIO(), StringIO()]
    shown = [StringIO(), StringIO()]
    for out, err in zip(shown, told, strict=True):
        call_command(
            "score", region=account.region.code, as_of=QUARTER_END, format="json", stdout=out, stderr=err
        )
    assert told[0].getvalue().startswith("1 angka ditulis, 0 di antaranya")
    assert told[1].getvalue().startswith("Tidak ada yang berubah")
    assert shown[0].getvalue() == shown[1].getvalue()


def test_a_date_on_which_no_figures_stand_is_computed_and_not_written(account: OfficialAccount) -> None:
    count = IndicatorValue.history.count()
    computed, written = score_at(account.region, QUARTER_END - timedelta(days=10), NOW)
    assert computed
    assert written is None
    assert IndicatorValue.history.count() == count


def test_a_figure_says_what_it_rests_on(account: OfficialAccount) -> None:
    row = rate(account)
    assert row.deadline_rules_version == "lapor-practice-2018"
    assert len(row.data_version) == 16
    assert len(row.code_version) in (0, 40)


def test_the_evidence_page_tells_every_figure_once_stated(account: OfficialAccount, client: Client) -> None:
    client.force_login(MembershipFactory(region=account.region, role=Role.STAFF).user)
    url = reverse("evidence", args=[account.region.code, "response_rate"]) + f"?s.d.={QUARTER_END}"
    before = rate(account)
    assert "Riwayat angka ini" not in client.get(url).content.decode()
    thread(account, 44, None)
    ImportBatchFactory(region=account.region)
    score_region(account.region, FIRST_DAY, NOW + timedelta(hours=1))
    page = client.get(url).content.decode()
    assert "Riwayat angka ini" in page
    assert "data berubah" in page
    assert f'data-label="n">{before.n}</td>' in page
