"""A file that speaks of another government's messages by their platform ids opens none of its private conversations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts_app import access
from accounts_app.choices import Role
from accounts_app.database_scope import acting_as
from analytics_app.choices import MessageKind, Platform
from analytics_app.models import Message
from analytics_app.records import MessageRecord
from analytics_app.services import rebuild
from tests.analytics_app.services.worlds import START, load, new_batch
from tests.cast import Cast
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

FORGED: list[dict[str, Any]] = [
    {"id": "500", "text": "", "in_reply_to_handle": "contoh_makassar"},
    {"id": "500", "text": "@contoh_makassar halo", "in_reply_to_handle": "contoh_makassar"},
    {"id": "999", "text": "@contoh_makassar halo", "parent_id": "501"},
    {"id": "999", "text": "@contoh_makassar halo", "parent_id": "501", "kind": MessageKind.REPLY},
    {"id": "999", "text": "@contoh_makassar halo", "conversation_id": "500", "kind": MessageKind.REPLY},
    {"id": "501", "text": "", "parent_id": "999"},
]


def _message(id: str, text: str, minutes: int, **fields: Any) -> MessageRecord:
    values = {"kind": MessageKind.DIRECT, "author_handle": "warga1", **fields}
    at = START + timedelta(minutes=minutes)
    return MessageRecord(platform=Platform.X, platform_id=id, text=text, created_at=at, **values)


def _secrets_seen_by(user: Any) -> int:
    with acting_as(access.rows_visible_to(user)):
        return Message.objects.filter(text__contains="rahasia").count()


def _bring_a_private_conversation(cast: Cast) -> None:
    records = [
        _message("500", "@contoh_pemalang rahasia satu", 0),
        _message("501", "rahasia dua", 5, parent_id="500"),
        _message("502", "rahasia tiga", 9, conversation_id="500"),
    ]
    load(records, new_batch(region=cast.home))
    rebuild.rebuild_pending()


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_row_opens_no_private_conversation_of_another_region(cast: Cast, forged: dict[str, Any]):
    _bring_a_private_conversation(cast)
    assert _secrets_seen_by(cast.staff_away) == 0
    fields = dict(forged)
    load([_message(fields.pop("id"), fields.pop("text"), 20, **fields)], new_batch(region=cast.away))
    rebuild.rebuild_pending()
    assert _secrets_seen_by(cast.staff_away) == 0


def test_those_whom_it_concerns_read_a_private_conversation(cast: Cast):
    _bring_a_private_conversation(cast)
    trusted = MembershipFactory(region=cast.province, role=Role.SUPERVISOR, reads_conversations=True).user
    for user in (cast.staff_home, cast.agency_user, cast.national_admin, trusted):
        assert _secrets_seen_by(user) == 3
    for user in (cast.staff_away, cast.provincial_supervisor, cast.national_supervisor, cast.coder):
        assert _secrets_seen_by(user) == 0
