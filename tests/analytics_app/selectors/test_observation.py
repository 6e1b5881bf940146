"""The ledger tells a quiet day from one that nobody captured."""

from datetime import UTC, date, datetime

import pytest

from analytics_app.models import CoverageSpan
from analytics_app.periods import period, zone_of
from analytics_app.selectors.observation import NOTHING, DayState, captured_by_account, count_states, ledger
from tests.factories import ImportBatchFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db
WIB = zone_of("WIB")


def span(account, first: int, last: int, *, stated: bool = True, citizens: bool = True) -> None:
    CoverageSpan.objects.create(
        batch=ImportBatchFactory(),
        account=account,
        source="contoh",
        is_stated=stated,
        covers_posts=True,
        covers_replies=True,
        covers_citizens=citizens,
        carries_reposts=True,
        start_at=datetime(2026, 4, first, tzinfo=UTC),
        end_at=datetime(2026, 4, last, tzinfo=UTC),
    )


def states(account) -> dict[int, DayState]:
    captured = captured_by_account([account.pk]).get(account.pk, NOTHING)
    days = ledger(captured, period(date(2026, 4, 1), date(2026, 4, 10), WIB), WIB)
    return {day.local_day.day: day.state for day in days}


def test_days_are_captured_in_part_or_not_at_all():
    account = OfficialAccountFactory()
    span(account, 2, 4)
    span(account, 4, 6, citizens=False)
    found = states(account)
    assert [found[day] for day in (1, 2, 4, 5, 6, 7)] == [
        DayState.NOT,
        DayState.CAPTURED,
        DayState.CAPTURED,
        DayState.PARTLY,
        DayState.PARTLY,
        DayState.NOT,
    ]


def test_files_of_one_source_that_was_not_stated_reach_from_the_first_to_the_last():
    account = OfficialAccountFactory()
    span(account, 2, 3, stated=False)
    span(account, 8, 9, stated=False)
    assert states(account)[5] is DayState.CAPTURED


def test_an_account_without_any_span_has_no_captured_day():
    captured = NOTHING
    days = ledger(captured, period(date(2026, 4, 1), date(2026, 4, 3), WIB), WIB)
    assert count_states(days) == {"captured": 0, "partly": 0, "not": 3}
