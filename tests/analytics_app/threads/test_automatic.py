from dataclasses import replace

import pytest

from analytics_app.choices import TimePrecision
from analytics_app.threads.automatic import (
    InstantReply,
    automatic_templates,
    find_automatic_replies,
    is_instant,
)
from tests.analytics_app.threads.make import citizen, official


def instant(reply_id: int, thread: str, template: str = "halo", account: int = 1) -> InstantReply:
    return InstantReply(reply_id, account, template, thread)


def test_one_template_on_three_threads_is_automatic():
    replies = [instant(1, "a"), instant(2, "b"), instant(3, "c"), instant(4, "d", template="terima kasih")]
    assert automatic_templates(replies) == {(1, "halo")}
    assert find_automatic_replies(iter(replies)) == {1, 2, 3}


def test_three_times_on_two_threads_is_not_automatic():
    assert automatic_templates([instant(1, "a"), instant(2, "b"), instant(3, "b")]) == set()


def test_each_account_has_its_own_templates():
    assert automatic_templates([instant(1, "a"), instant(2, "b"), instant(3, "c", account=2)]) == set()


@pytest.mark.parametrize(("seconds", "expected"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_reply_is_instant_within_a_minute_after_the_message(seconds, expected):
    assert is_instant(official(2, 10 + seconds / 60, to=1), citizen(1, 10)) is expected


def test_vague_times_are_never_instant():
    message, reply = citizen(1, 10), official(2, 10, to=1)
    assert not is_instant(replace(reply, time_precision=TimePrecision.DAY), message)
    assert not is_instant(reply, replace(message, time_precision=TimePrecision.APPROXIMATE))
