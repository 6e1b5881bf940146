"""The national table: newest values, gaps last, dates that mean something for the whole country."""

from datetime import UTC, date, datetime

import pytest

from analytics_app.choices import Status
from analytics_app.models import IndicatorValue
from analytics_app.selectors.national import list_dates_nationwide, region_table, sort_rows
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


def value(region, as_of: date, x: float | None, pool: str = "social") -> None:
    IndicatorValue.objects.create(
        region=region,
        pool=pool,
        indicator="response_rate",
        as_of=as_of,
        status=Status.INSUFFICIENT if x is None else Status.SCORED,
        x=x,
        n=20,
        method_version="1.1.0",
        taxonomy_version="1",
        calendar_version="1",
        computed_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def test_each_region_stands_with_its_newest_value_of_social_media_not_after_the_date():
    aceh, banten = RegionFactory(code="11"), RegionFactory(code="36")
    value(aceh, date(2026, 6, 30), 0.4)
    value(aceh, date(2026, 9, 30), 0.6)
    value(aceh, date(2026, 9, 30), 0.9, pool="channel")
    rows = region_table([aceh, banten], date(2026, 9, 30)).rows
    assert [row.x for row in rows] == [0.6, None]
    assert region_table([aceh], date(2026, 8, 1)).rows[0].x == 0.4
    assert region_table([aceh], date(2026, 1, 1)).rows[0].value is None


def test_regions_without_a_value_come_last_whichever_way_the_table_is_sorted():
    regions = [RegionFactory(code=code) for code in ("11", "12", "13")]
    for region, x in zip(regions, (0.5, None, 0.2), strict=True):
        value(region, date(2026, 9, 30), x)
    rows = region_table(regions).rows
    assert [row.region.code for row in sort_rows(rows, "nilai")] == ["13", "11", "12"]
    assert [row.region.code for row in sort_rows(rows, "-nilai")] == ["11", "13", "12"]
    assert sort_rows(rows, "apa saja") == list(rows)


def test_dates_of_the_country_are_the_newest_and_ends_of_quarters():
    aceh, bali, kabupaten = RegionFactory(code="11"), RegionFactory(code="51"), RegionFactory(code="11.01")
    for day in (date(2026, 6, 30), date(2026, 9, 30), date(2026, 11, 20)):
        value(aceh, day, 0.5)
    value(bali, date(2026, 11, 18), 0.5)
    value(kabupaten, date(2026, 11, 21), 0.5)
    assert list_dates_nationwide() == [date(2026, 11, 20), date(2026, 9, 30), date(2026, 6, 30)]
