"""What was stated of messages that are gone, for those who may import."""

from __future__ import annotations

from dataclasses import dataclass

from accounts_app.access import Visitor, can_import, regions_importable_by
from analytics_app.models import DisappearanceStatement, Message


@dataclass(frozen=True, slots=True)
class StatedRow:
    """A statement, and whether the message, as far as the reader may see it, is gone now."""

    statement: DisappearanceStatement
    holds: bool
    thread_id: str  # public id; "": in none that is here


def list_stated(user: Visitor, limit: int) -> list[StatedRow]:
    """What was stated last for the user's regions, newest first. Two queries, within the rows of the request."""
    rows = DisappearanceStatement.objects.select_related("region", "entered_by").order_by("-pk")
    if not can_import(user, None):
        rows = rows.filter(region__in=regions_importable_by(user))
    found = list(rows[:limit])
    named = Message.objects.filter(
        platform__in={row.platform for row in found}, platform_id__in=[row.platform_id for row in found]
    )
    seen = named.values_list("platform", "platform_id", "gone", "thread__public_id")
    messages = {(platform, name): (gone, thread) for platform, name, gone, thread in seen}
    return [
        StatedRow(row, gone is not None, thread or "")
        for row in found
        for gone, thread in [messages.get((row.platform, row.platform_id), (None, None))]
    ]
