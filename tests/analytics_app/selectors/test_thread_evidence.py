"""What every thread says of itself adds up to what the figures say of all of them."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from analytics_app.models import Thread
from analytics_app.selectors.thread_evidence import Part, list_counts_of
from analytics_app.selectors.values import SOCIAL, list_dates, list_values
from tests.analytics_app.pages_world import QUARTER_END, cover, score, thread
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    account = OfficialAccountFactory()
    blind = OfficialAccountFactory(region=account.region, agency=account.agency)  # nothing of it was captured
    cover(account, until=datetime(2026, 6, 10, tzinfo=UTC))
    cover(account, since=datetime(2026, 6, 14, tzinfo=UTC))
    intents = ("pengaduan_layanan", "tanya_informasi", None)
    waits = (2.0, 80.0, None, -3.0, 30.0)
    for day in range(88):
        night = {"is_after_hours": day % 4 == 0}
        thread(account, day, waits[day % 5], intent=intents[day % 3], **night)
    thread(blind, 3, 5.0, intent="tanya_informasi")
    score(account.region)
    return account


def test_the_parts_of_all_threads_add_up_to_the_stored_counts(world):
    parts = Counter(
        (type(one.subject).__name__, one.indicator, one.part)
        for found in Thread.objects.filter(account=world)
        for one in list_counts_of(found, world)
        if one.as_of == QUARTER_END
    )
    for subject in (world, world.region):
        stored, kind = list_values(subject, QUARTER_END), type(subject).__name__
        for indicator in ("response_rate", "after_hours_response"):
            counts = stored[SOCIAL, indicator].counts
            told = {part: parts[kind, indicator, part] for part in Part}
            answered = told[Part.IN_TIME] + told[Part.LATE] + told[Part.NEGATIVE]
            assert answered == counts["answered"] > 0
            assert told[Part.WAITING] == counts["waiting"] > 0
            assert told[Part.NOT_OBSERVABLE] == counts["not_observable"]
            assert told[Part.IN_TIME] == stored[SOCIAL, indicator].numerator
        equity = stored[SOCIAL, "reply_equity"].detail
        for name, yes, no in (
            ("critical", Part.CRITICAL_IN_TIME, Part.CRITICAL_UNANSWERED),
            ("others", Part.OTHER_IN_TIME, Part.OTHER_UNANSWERED),
        ):
            in_time, unanswered = (parts[kind, "reply_equity", part] for part in (yes, no))
            assert [in_time, in_time + unanswered] == equity[name]
            assert in_time > 0
        due = stored[SOCIAL, "deadline_compliance"]
        met, missed = (parts[kind, "deadline_compliance", part] for part in (Part.DUE_MET, Part.DUE_MISSED))
        assert (met, met + missed) == (due.numerator, due.denominator)
        assert missed > 0


def test_a_thread_of_an_account_that_was_not_captured_is_left_out_of_the_region(world):
    found = Thread.objects.exclude(account=world).get()
    counts = list_counts_of(found, found.account)
    assert {one.part for one in counts if one.subject == world.region} == {Part.DROPPED}
    assert "participation_rate" in {one.indicator for one in counts}


def test_a_thread_shows_at_every_date_whose_window_holds_it(world):
    found = Thread.objects.filter(account=world).order_by("opened_at").last()
    counts = list_counts_of(found, world)
    assert {one.as_of for one in counts if one.indicator == "response_rate"} == set(list_dates(world))
    found.needs_response = False  # whoever wrote it took part all the same
    rest = list_counts_of(found, world)
    assert {(one.indicator, one.part, one.subject) for one in rest} == {
        ("participation_rate", Part.CITIZEN, world.region)
    }
