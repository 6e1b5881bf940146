"""Openness to comments: pooled by posts; blocking is known only where all block."""

from __future__ import annotations

from datetime import date

from analytics_app.indicators.openness import CommentCheck, Openness, openness_of

EARLY, LATE = date(2026, 5, 1), date(2026, 6, 1)


def test_checks_are_pooled_by_posts_and_nobody_looking_is_unknown() -> None:
    checks = [CommentCheck(EARLY, 20, 20), CommentCheck(LATE, 30, 10)]
    assert openness_of([(checks, 99)]) == Openness(30 / 50, 50)
    assert openness_of([(checks, 99), ([CommentCheck(LATE, 50, 50)], 1)]) == Openness(80 / 100, 100)
    assert openness_of([([], 40)]) == openness_of([]) == Openness(None, 0)


def test_a_blocking_account_counts_with_all_its_posts_as_closed() -> None:
    blocking = [CommentCheck(EARLY, 20, 20), CommentCheck(LATE, 0, 0, is_blocked=True)]
    assert openness_of([(blocking, 60)]) == Openness(0.0, 60, is_blocked=True)
    assert openness_of([(blocking, 60), ([CommentCheck(LATE, 20, 20)], 5)]) == Openness(20 / 80, 80)
    assert not openness_of([(blocking, 60), ([], 5)]).is_blocked
    unblocked = [*blocking, CommentCheck(date(2026, 6, 8), 20, 10)]
    assert not openness_of([(unblocked, 60)]).is_blocked
