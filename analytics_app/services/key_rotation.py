"""Moves pseudonyms to the newest key: of everybody who is named in a file that is still kept.

Each old pseudonym becomes exactly one new one, wherever it stands, so that threads, edges and counts stay as they
are. Who is named in no file that is kept stays under the old key: once that is dropped from the settings, nobody can
tell any more who that was, nor link it to what the person writes later.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import connection, transaction

from accounts_app import pseudonyms
from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import OfficialAccount
from analytics_app.choices import Platform
from analytics_app.models import ImportBatch, Message
from analytics_app.records import MessageRecord
from analytics_app.services.copying import copy_rows
from analytics_app.services.locks import LockSpace, hold, own
from analytics_app.services.originals import stored_records
from analytics_app.services.payloads import PayloadGone
from analytics_app.text.personal_data import mask, replace_mentions

SLICE = 5_000
_SHOWN = re.compile(r"\bwarga_[0-9a-f]{8}\b")
Keys = dict[str, str]  # old → new


class StillImporting(Exception):
    """An import is under way; it would go on under the old key."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did. ``left`` are messages whose author stays under an older key."""

    version: int
    pseudonyms: int
    messages: int
    left: int


def rotate() -> Rotation:
    """Moves all pseudonyms that can be made again to the newest version, in one transaction.

    Web and worker must be stopped, since they may still know the old keys only. Safe to run twice. Raises
    StillImporting.
    """
    if ImportBatch.objects.filter(state__in=ImportBatch.UNFINISHED).exists():
        raise StillImporting
    with hold(LockSpace.REBUILD), transaction.atomic():
        own(LockSpace.MESSAGES)
        keys = _official_keys() | _citizens_keys()
        _load(keys)
        with connection.cursor() as cursor:
            cursor.execute(_REKEY_MESSAGES)
            messages = cursor.rowcount
            for statement in (_REKEY_MENTIONS, _REKEY_THREADS, _REKEY_ACCOUNTS):
                cursor.execute(statement)
        _rename_in_texts(keys)
        left = Message.objects.exclude(author_key=None)
        left = left.exclude(author_key__startswith=f"{settings.PSEUDONYM_KEY_VERSION}-")
        done = Rotation(settings.PSEUDONYM_KEY_VERSION, len(keys), messages, left.count())
        record_event(AuditAction.KEY_ROTATED, subject=AuditSubject("pseudonyms"), new=asdict(done))
    return done


def _official_keys() -> Keys:
    keys: Keys = {}
    for account in OfficialAccount.objects.all():
        _add_handle(keys, account.platform, account.handle)
        if account.platform_user_id:
            _add_id(keys, account.platform, account.platform_user_id)
    return keys


def _citizens_keys() -> Keys:
    """Everybody named in a stored file: authors, who is answered, who is mentioned."""
    keys: Keys = {}
    for batch in ImportBatch.objects.filter(payload__seq=0).order_by("pk"):
        with contextlib.suppress(PayloadGone):
            for record in stored_records(batch):
                _add_people(keys, record)
    return keys


def _add_people(keys: Keys, record: MessageRecord) -> None:
    platform = record.platform.value
    if record.author_id:
        _add_id(keys, platform, record.author_id)
    for handle in (record.author_handle, record.in_reply_to_handle):
        if handle:
            _add_handle(keys, platform, handle)
    for text in (record.text, record.agency, record.topic):
        for handle in named_in(platform, text or ""):
            _add_handle(keys, platform, handle)


def named_in(platform: str, text: str) -> Iterator[str]:
    """The handles that a text names, as masking finds them."""
    found: list[str] = []

    def note(handle: str) -> str:
        found.append(handle)
        return handle

    replace_mentions(mask(text), note, dotted=platform != Platform.X)
    return iter(found)


def _add_handle(keys: Keys, platform: str, handle: str) -> None:
    new, *old = (pseudonyms.handle_key(platform, handle, version) for version in pseudonyms.versions())
    keys.update(dict.fromkeys(old, new))


def _add_id(keys: Keys, platform: str, user_id: str) -> None:
    new, *old = (pseudonyms.user_key(platform, user_id, version) for version in pseudonyms.versions())
    keys.update(dict.fromkeys(old, new))


def _load(keys: Keys) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS rekeyed")
        cursor.execute("CREATE TEMP TABLE rekeyed (old text PRIMARY KEY, new text NOT NULL) ON COMMIT DROP")
        copy_rows("rekeyed", ("old", "new"), keys.items())
        cursor.execute("ANALYZE rekeyed")


def _rename_in_texts(keys: Keys) -> None:
    """Pseudonyms in masked texts; a name that two people share (32 bits) stays."""
    names: Keys = {}
    shared: set[str] = set()
    for old, new in keys.items():
        name = pseudonyms.shown_name(old)
        if names.setdefault(name, pseudonyms.shown_name(new)) != pseudonyms.shown_name(new):
            shared.add(name)
    last = 0
    naming = Message.objects.filter(text__contains="warga_").only("text").order_by("pk")
    while messages := list(naming.filter(pk__gt=last)[:SLICE]):
        last = messages[-1].pk
        for message in messages:
            message.text = _SHOWN.sub(
                lambda hit: hit[0] if hit[0] in shared else names.get(hit[0], hit[0]), message.text
            )
        Message.objects.bulk_update(messages, ["text"], batch_size=1_000)


# --- SQL -----------------------------------------------------------------------------------------

_COLUMNS = ("author_key", "handle_key", "in_reply_to_key")
_REKEY_MESSAGES = f"""
UPDATE analytics_app_message m
SET {", ".join(f"{c} = COALESCE((SELECT new FROM rekeyed WHERE old = m.{c}), m.{c})" for c in _COLUMNS)}
WHERE {" OR ".join(f"EXISTS (SELECT 1 FROM rekeyed WHERE old = m.{c})" for c in _COLUMNS)}
"""
_REKEY_MENTIONS = """
UPDATE analytics_app_message m SET mention_keys = ARRAY(
    SELECT COALESCE(r.new, k.key) FROM unnest(m.mention_keys) WITH ORDINALITY AS k (key, place)
    LEFT JOIN rekeyed r ON r.old = k.key ORDER BY k.place)
WHERE m.mention_keys IS NOT NULL AND EXISTS (SELECT 1 FROM rekeyed WHERE old = ANY(m.mention_keys))
"""
_REKEY_THREADS = """
UPDATE analytics_app_thread t SET author_key = r.new FROM rekeyed r WHERE r.old = t.author_key
"""
_REKEY_ACCOUNTS = """
UPDATE accounts_app_officialaccount a
SET handle_key = COALESCE((SELECT new FROM rekeyed WHERE old = a.handle_key), a.handle_key),
    user_key = COALESCE((SELECT new FROM rekeyed WHERE old = a.user_key), a.user_key)
"""
