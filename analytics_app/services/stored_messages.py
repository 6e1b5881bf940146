"""Loads stored messages as the records that the thread rebuild speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts_app.choices import COUNTING_ROLES, AccountPlatform, AccountStatus
from accounts_app.models import OfficialAccount
from analytics_app.choices import AuthorRole, Disappearance, MessageKind, ParentState, Platform, TimePrecision
from analytics_app.records import Gone, ThreadMessage, TreePlace

# Enum lookups by value are slow enough to show in loops over a million messages.
_PLATFORM = {p.value: p for p in Platform}
_KIND = {k.value: k for k in MessageKind}
_PRECISION = {p.value: p for p in TimePrecision}
_STATE = {s.value: s for s in ParentState}


@dataclass(frozen=True)
class KnownAccounts:
    """The registry as the rebuild needs it: one query, then lookups."""

    by_key: Mapping[tuple[str, str | None], int]
    regions: Mapping[int, int]
    zones: Mapping[int, str]
    #: Accounts whose replies count as the government's response, and their region.
    counting: Mapping[int, int]

    @classmethod
    def load(cls) -> KnownAccounts:
        by_key: dict[tuple[str, str | None], int] = {}
        regions, zones, counting = {}, {}, {}
        for account in OfficialAccount.objects.select_related("region"):
            regions[account.pk], zones[account.pk] = account.region_id, account.region.zone
            if account.platform != AccountPlatform.CHANNEL:
                by_key[account.platform, account.handle_key] = account.pk
                if account.user_key:
                    by_key[account.platform, account.user_key] = account.pk
            # An archived account was official while it was watched; what it answered then stays answered.
            if account.status != AccountStatus.DRAFT and account.role in COUNTING_ROLES:
                counting[account.pk] = account.region_id
        return cls(by_key, regions, zones, counting)

    def author(self, platform: str, author_key: str | None, handle_key: str | None) -> int | None:
        """The registered account behind a message, by user id first, then by name."""
        return self.by_key.get((platform, author_key)) or self.by_key.get((platform, handle_key))


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored message: the record, and what an earlier rebuild wrote down."""

    record: ThreadMessage
    account_id: int | None
    parent_state: str | None
    parent_message_id: int | None
    root_id: int | None
    addressed_account_id: int | None
    joins_only: bool
    thread_id: int | None
    template_hash: str | None
    intent_version: str | None
    is_text_gone: bool  # it keeps the label that it has

    @property
    def place(self) -> TreePlace:
        """Where the last rebuild put it."""
        state = _STATE[self.parent_state] if self.parent_state else ParentState.NONE
        return TreePlace(self.record.id, self.parent_message_id, self.root_id or self.record.id, state)


COLUMNS = """
m.id, m.platform, m.platform_id, m.kind, m.created_at, m.time_precision, m.author_key, m.handle_key,
m.is_official_by_source, m.parent_platform_id, m.parent_is_inferred, m.conversation_id, m.in_reply_to_key,
m.mention_keys, m.leading_mentions, m.channel_account_id, m.template_hash, m.intent, m.needs_response, m.answered_at,
m.account_id, m.parent_state, m.parent_id, m.root_id, m.addressed_account_id, m.joins_only, m.thread_id,
m.intent_version, m.text_gone IS NOT NULL, m.gone, m.gone_at, m.gone_by
"""


def load_messages(known: KnownAccounts, where: str, params: Mapping[str, Any]) -> dict[int, Stored]:
    """Messages by our id. ``where`` follows ``FROM analytics_app_message m`` and is written in this package only."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM analytics_app_message m {where}", params)
        return {row[0]: _stored(row, known) for row in cursor}


def _stored(row: Sequence[Any], known: KnownAccounts) -> Stored:
    (
        id, platform, platform_id, kind, created_at, precision, author_key, handle_key,
        official, parent_id, parent_inferred, conversation, reply_key,
        mentions, leading, channel, template, intent, needs_response, answered_at,
        old_account, state, old_parent, root, addressed, joins, thread, intent_version, text_gone,
        gone, gone_at, gone_by,
    ) = row  # fmt: skip
    account = known.author(platform, author_key, handle_key)
    keys = tuple(mentions) if mentions else ()
    record = ThreadMessage(
        id=id,
        platform=_PLATFORM[platform],
        platform_id=platform_id,
        kind=_KIND[kind],
        created_at=created_at,
        time_precision=_PRECISION[precision],
        role=_role(account, official),
        author_key=author_key,
        account_id=account,
        region_id=known.regions.get(account) if account is not None else None,
        parent_id=parent_id,
        parent_is_inferred=parent_inferred,
        conversation_id=conversation,
        in_reply_to_key=reply_key,
        in_reply_to_account_id=known.by_key.get((platform, reply_key)) if reply_key else None,
        mentioned_account_ids=tuple(a for k in keys if (a := known.by_key.get((platform, k))) is not None),
        mention_keys=keys,
        leading_mention_keys=keys[:leading],
        handle_key=handle_key,
        channel_account_id=channel,
        intent=intent,
        needs_response=needs_response or kind == MessageKind.COMPLAINT,
        template_hash=template,
        answered_at=answered_at,
        gone=Gone(Disappearance(gone), gone_at, gone_by) if gone else None,
    )
    return Stored(
        record,
        old_account,
        state,
        old_parent,
        root,
        addressed,
        joins,
        thread,
        template,
        intent_version,
        text_gone,
    )


def _role(account: int | None, official_by_source: bool | None) -> AuthorRole:
    """The registry decides who is official; who the source calls official and nobody registered is no citizen."""
    if account is not None:
        return AuthorRole.OFFICIAL
    return AuthorRole.OTHER if official_by_source else AuthorRole.CITIZEN
