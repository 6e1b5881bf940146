"""Random messages as bad as the world sends them: forward and circular parents, ties, missing authors."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from analytics_app.choices import AuthorRole, MessageKind, Platform, TimePrecision
from analytics_app.records import ThreadMessage
from tests.analytics_app.threads.make import COUNTING, at

_ACCOUNTS = tuple(COUNTING)
_PEOPLE = ("ani", "budi")
_SIZE = 16

#: For every property test: machines are shared and slow, so no test may fail for taking long.
unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def _rarely(value: object, times: int = 5) -> st.SearchStrategy[object]:
    return st.sampled_from([None] * times + [value])


@st.composite
def _messages(draw: st.DrawFn, id: int, home: Platform) -> ThreadMessage:
    role = draw(st.sampled_from([AuthorRole.CITIZEN] * 4 + [AuthorRole.OFFICIAL] * 3 + [AuthorRole.OTHER]))
    account = draw(st.sampled_from(_ACCOUNTS)) if role == AuthorRole.OFFICIAL else None
    person = draw(st.sampled_from((*_PEOPLE, None))) if account is None else f"account-{account}"
    kind = draw(st.sampled_from([MessageKind.REPLY] * 8 + list(MessageKind)))
    created_at = at(draw(st.integers(0, 60)) * 60)
    minutes = draw(_rarely(90, 3))
    return ThreadMessage(
        id=id,
        platform=draw(st.sampled_from([home] * 9 + [Platform.YOUTUBE])),
        platform_id=str(100 + id),
        kind=kind,
        created_at=created_at,
        time_precision=draw(st.sampled_from([TimePrecision.EXACT] * 4 + list(TimePrecision))),
        role=role,
        author_key=person,
        handle_key=person,
        account_id=account,
        parent_id=draw(st.none() | st.integers(1, _SIZE + 1).map(lambda n: str(100 + n))),
        parent_is_inferred=draw(st.booleans()),
        conversation_id=draw(st.none() | st.integers(1, 2).map(lambda n: str(100 + n))),
        in_reply_to_key=draw(st.none() | st.sampled_from(_PEOPLE)),
        in_reply_to_account_id=draw(_rarely(1)),
        mentioned_account_ids=tuple(draw(st.lists(st.sampled_from(_ACCOUNTS), max_size=2, unique=True))),
        leading_mention_keys=tuple(draw(st.lists(st.sampled_from(_PEOPLE), max_size=2))),
        channel_account_id=1 if kind == MessageKind.COMPLAINT else None,
        intent=draw(st.none() | st.sampled_from(("darurat", "tanya_informasi"))),
        needs_response=draw(st.booleans()),
        template_hash=draw(st.none() | st.just("t")) if account is not None else None,
        answered_at=created_at + timedelta(minutes=minutes)
        if kind == MessageKind.COMPLAINT and minutes
        else None,
    )


@st.composite
def forests(draw: st.DrawFn) -> list[ThreadMessage]:
    ids = draw(
        st.lists(
            st.integers(1, _SIZE),
            unique=True,
            min_size=draw(st.sampled_from([0, _SIZE // 2])),
            max_size=_SIZE,
        )
    )
    home = draw(st.sampled_from([Platform.X, Platform.INSTAGRAM]))
    return [draw(_messages(id, home)) for id in ids]


def without_templates(messages: list[ThreadMessage]) -> list[ThreadMessage]:
    """Automatic replies are found over all threads at once, so they are left out where locality is tested."""
    return [replace(message, template_hash=None) for message in messages]
