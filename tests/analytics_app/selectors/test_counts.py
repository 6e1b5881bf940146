"""Weekly, monthly and hourly counts against plain Python."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from analytics_app.models import DailyRollup, Message
from analytics_app.periods import local_day, window, zone_of
from analytics_app.selectors.counts import list_counts, list_hours, start_of
from tests.analytics_app.pages_world import QUARTER_END, build, thread
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db
WIB = zone_of("WIB")


def test_weeks_add_up_to_the_messages_themselves():
    account = OfficialAccountFactory()
    build(account)
    days = frozenset(DailyRollup.objects.values_list("local_day", flat=True))
    monday = date(2026, 3, 30)
    weeks = list_counts([account.pk], monday, QUARTER_END, days, "week")
    plain: Counter[tuple[date, str]] = Counter()
    for message in Message.objects.filter(account=account):
        day = local_day(message.created_at, WIB)
        if monday <= day <= QUARTER_END:
            plain[start_of(day, "week"), message.kind] += 1
    for week in weeks:
        assert (week.original, week.repost, week.reply) == tuple(
            plain[week.start, kind] for kind in ("original", "repost", "reply")
        )
    assert sum(week.threads or 0 for week in weeks) == 18
    later = list_counts([account.pk], date(2026, 4, 1), QUARTER_END, days, "week")
    assert later == weeks[1:]  # a week of which the first days lie outside is none


def test_a_week_that_was_not_captured_is_unknown_and_a_quiet_one_is_zero():
    account = OfficialAccountFactory()
    captured = frozenset({date(2026, 4, 8)})
    first, quiet, last = list_counts([account.pk], date(2026, 3, 30), date(2026, 4, 19), captured, "week")
    assert (first.original, quiet.original, last.original) == (None, 0, None)
    assert quiet.start == date(2026, 4, 6)


def test_hours_are_local_and_only_old_threads_are_judged():
    account = OfficialAccountFactory(region__zone="Asia/Jayapura")
    thread(account, 0, 5.0)  # Saturday 4 April, 03.00 UTC = 12.00 WIT
    thread(account, 7, 100.0)
    thread(account, 14, None)
    thread(account, 84, 1.0)  # 27 June: less than 72 hours before the end of the window below
    as_of = date(2026, 6, 28)
    [hour] = list_hours([account.pk], window(as_of, zone_of("WIT")), "Asia/Jayapura", by_region=False)
    assert (hour.weekday, hour.hour) == (5, 12)
    assert (hour.opened, hour.matured, hour.in_time) == (4, 3, 1)


def test_an_answer_by_a_sister_account_counts_for_the_region_alone():
    account = OfficialAccountFactory()
    made = thread(account, 1, None)
    made.first_region_response_at = made.opened_at + timedelta(hours=1)
    made.save()
    period = window(QUARTER_END, WIB)
    assert list_hours([account.pk], period, "Asia/Jakarta", by_region=True)[0].in_time == 1
    assert list_hours([account.pk], period, "Asia/Jakarta", by_region=False)[0].in_time == 0
    assert made.opened_at > datetime(2026, 4, 1, tzinfo=UTC)
