"""What links a private conversation with a public one, and what does not."""

from datetime import UTC, datetime, timedelta

from analytics_app.threads.linking import LINK_DAYS, Opening, count_cases, link_openings

START = datetime(2026, 4, 1, tzinfo=UTC)


def opening(id: int, day: float, *, private: bool, answered: float | None = None, **other: object) -> Opening:
    fields = {"account_id": 1, "author_key": "a"} | other
    at = START + timedelta(days=day)
    return Opening(
        thread_id=id,
        is_private=private,
        opened_at=at,
        answered_at=None if answered is None else START + timedelta(days=answered),
        **fields,  # type: ignore[arg-type]
    )


def pairs(*openings: Opening) -> list[tuple[int, int]]:
    return [(link.private_id, link.public_id) for link in link_openings(openings)]


def test_who_is_ignored_in_private_and_asks_in_public_is_one_case() -> None:
    both = opening(1, 0, private=True), opening(2, 3, private=False)
    assert pairs(*both) == [(1, 2)]
    assert count_cases(both) == 1


def test_an_answer_in_private_before_the_public_question_closes_it() -> None:
    assert pairs(opening(1, 0, private=True, answered=1), opening(2, 3, private=False)) == []
    assert pairs(opening(1, 0, private=True, answered=4), opening(2, 3, private=False)) == [(1, 2)]


def test_others_later_questions_earlier_ones_and_unknown_authors_are_not_linked() -> None:
    private = opening(1, 5, private=True)
    for public in (
        opening(2, 6, private=False, author_key="b"),
        opening(2, 6, private=False, account_id=2),
        opening(2, 5 + LINK_DAYS + 0.1, private=False),
        opening(2, 4, private=False),
    ):
        assert pairs(private, public) == []
    unknown = [opening(n, n, private=n == 1, author_key=None) for n in (1, 2)]
    assert pairs(*unknown) == []


def test_several_public_questions_after_one_private_are_one_case_and_the_newest_private_counts() -> None:
    many = (
        opening(1, 0, private=True),
        opening(2, 1, private=True),
        opening(3, 2, private=False),
        opening(4, 4, private=False),
    )
    assert pairs(*many) == [(2, 3), (2, 4)]
    assert count_cases(many) == 2  # the first private one stands alone
