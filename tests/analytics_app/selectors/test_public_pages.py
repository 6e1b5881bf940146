"""What the public may see of real regions and of example data."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analytics_app.choices import Status
from analytics_app.models import IndicatorValue, Publication
from analytics_app.records import Interval
from analytics_app.selectors.public_pages import PROVISIONAL, SMALL, load_public_region, public_table, veiled
from analytics_app.selectors.publication import list_candidates
from analytics_app.selectors.values import SOCIAL, Value
from tests.analytics_app.pages_world import QUARTER_END, build, restate
from tests.factories import OfficialAccountFactory, RegionFactory, UserFactory

VALUE = Value(
    indicator="response_rate",
    pool=SOCIAL,
    as_of=QUARTER_END,
    status=Status.SCORED,
    provisional=False,
    reason="",
    x=0.5,
    numerator=10,
    denominator=20,
    n=20,
    interval=Interval(0.3, 0.7, 0.95),
    score=55.6,
    coverage=1.0,
    method_version="1.1.0",
    taxonomy_version="1",
    calendar_version="1",
    computed_at=datetime(2026, 7, 1, tzinfo=UTC),
    detail={"median_hours": 8.0},
)


def test_provisional_and_small_values_of_real_regions_leave_no_number_behind():
    for value, why in (
        (replace(VALUE, provisional=True, reason="intent_by_keywords"), PROVISIONAL),
        (replace(VALUE, n=9), SMALL),
    ):
        hidden = veiled(value, is_example=False)
        assert hidden is not None
        assert hidden.reason == why
        assert hidden.status is not Status.SCORED
        assert (hidden.x, hidden.interval, hidden.score, hidden.numerator, hidden.n) == (
            None,
            None,
            None,
            None,
            0,
        )
        assert hidden.detail == {}


def test_a_final_value_of_ten_cases_is_public_and_nine_are_hidden_in_example_data_too():
    assert veiled(replace(VALUE, n=10), is_example=False) == replace(VALUE, n=10)
    assert veiled(replace(VALUE, provisional=True), is_example=True) == replace(VALUE, provisional=True)
    small = veiled(replace(VALUE, n=9), is_example=True)
    assert small is not None
    assert small.x is None


def test_counts_of_a_value_that_was_never_scored_are_not_public_either():
    thin = replace(
        VALUE, status=Status.INSUFFICIENT, x=None, interval=None, score=None, n=7, detail={"counts": {}}
    )
    hidden = veiled(thin, is_example=False)
    assert hidden is not None
    assert (hidden.n, hidden.detail, hidden.numerator) == (0, {}, None)


@pytest.mark.django_db
def test_real_regions_show_nothing_before_a_quarter_is_published_and_then_only_that_quarter():
    account = OfficialAccountFactory(region=RegionFactory(code="33"))
    build(account, answered=25, waiting=8)
    region = account.region
    before = load_public_region(region, None, is_example=False)
    assert before is not None
    assert (before.as_of, before.values, before.counts, list(before.trend)) == (None, {}, None, [])
    Publication.objects.create(region=region, quarter_end=QUARTER_END, published_by=UserFactory())
    after = load_public_region(region, None, is_example=False)
    assert after is not None
    assert (after.as_of, list(after.dates)) == (QUARTER_END, [QUARTER_END])
    shown = {name for name, value in after.values.items() if value is not None and value.x is not None}
    final = IndicatorValue.objects.filter(
        region=region, as_of=QUARTER_END, provisional=False, status=Status.SCORED
    )
    assert shown == set(final.values_list("indicator", flat=True))
    assert "response_rate" not in shown
    assert shown
    assert load_public_region(region, date(2026, 7, 2), is_example=False) is None


@pytest.mark.django_db
def test_the_public_table_takes_the_published_quarter_not_the_newest_value():
    account = OfficialAccountFactory(region=RegionFactory(code="33"))
    build(account)
    restate(IndicatorValue.objects.filter(indicator="response_rate"), provisional=False)
    assert public_table([account.region], is_example=False).rows[0].value is None
    Publication.objects.create(region=account.region, quarter_end=QUARTER_END, published_by=UserFactory())
    [row] = public_table([account.region], is_example=False).rows
    assert row.value is not None
    assert (row.value.as_of, row.is_scored) == (QUARTER_END, True)
    [newest] = public_table([account.region], is_example=True).rows
    assert newest.value is not None
    assert newest.value.as_of > QUARTER_END


@pytest.mark.django_db
def test_only_completed_quarters_can_be_published():
    account = OfficialAccountFactory()
    build(account)
    dates = set(IndicatorValue.objects.filter(region=account.region).values_list("as_of", flat=True))
    assert len(dates) == 2  # the quarter's end and the last covered day
    assert [item.quarter_end for item in list_candidates()] == [QUARTER_END]
