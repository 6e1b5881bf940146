"""A person's own data (UU 27/2022): found by name, shown, given, erased. The name itself is never kept.

Erasing takes text, address and every pseudonym of the person; a random key takes the pseudonym's place, so that
threads and counts stay as they are. The files that hold the person's messages are removed with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts_app import pseudonyms
from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount
from analytics_app.choices import TextGone
from analytics_app.models import ErasedPerson, ImportBatch, Message, RawPayload, RejectedRow, Thread
from analytics_app.selectors.data_version import forget_data_version
from analytics_app.services import copies
from analytics_app.services.locks import LockSpace, hold, own
from analytics_app.services.originals import find_originals
from analytics_app.services.retention import forget_text

_LOOKED_AT = 20  # messages whose originals are asked for the person's user id


class IsOfficial(Exception):
    """The name is an official account's: that is no citizen's data."""


@dataclass(frozen=True, slots=True)
class Person:
    """The pseudonyms of one person on one platform: of the name, and of user ids that bore it."""

    platform: str
    handle_keys: tuple[str, ...]
    author_keys: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.handle_keys, *self.author_keys)))


@dataclass(frozen=True, slots=True)
class Held:
    """How much is held of a person."""

    messages: int
    with_text: int
    mentions: int
    threads: int
    files: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took."""

    messages: int
    mentions: int
    threads: int
    files: int


@as_system
def find_person(platform: str, handle: str) -> Person:
    """Everything the name may stand under, by every key that is held. Raises IsOfficial."""
    keys = tuple(pseudonyms.handle_key(platform, handle, version) for version in pseudonyms.versions())
    if OfficialAccount.objects.filter(platform=platform, handle_key__in=keys).exists():
        raise IsOfficial
    found = Message.objects.filter(platform=platform, handle_key__in=keys).exclude(author_key=None)
    authors = found.values_list("author_key", flat=True).distinct()
    return Person(platform, keys, tuple(sorted({*keys, *(key for key in authors if key)})))


@as_system
def count_held(person: Person) -> Held:
    """What is held of the person."""
    written = _written(person)
    return Held(
        messages=written.count(),
        with_text=written.exclude(text="").count(),
        mentions=_naming(person).count(),
        threads=Thread.objects.filter(author_key__in=person.keys).count(),
        files=_files(person).count(),
    )


@as_system
def export_held(person: Person) -> dict[str, Any]:
    """What is held of the person, as JSON: own messages, and masked messages of others that name the person."""
    return {
        "platform": person.platform,
        "messages": [
            {
                "platform_id": message.platform_id,
                "kind": message.kind,
                "written_at": message.created_at.isoformat(),
                "text": message.text,
                "text_removed": message.text_gone,
                "address": message.url,
                "conversation": message.thread.public_id if message.thread else None,
                "intent": message.intent,
            }
            for message in _written(person).select_related("thread").order_by("created_at", "pk")
        ],
        "named_in": [
            {"written_at": message.created_at.isoformat(), "text": message.text}
            for message in _naming(person).order_by("created_at", "pk")
        ],
    }


@as_system
def erase(person: Person, handle: str) -> Erased:
    """Erases the person; safe to run twice. Written into the audit log without the name."""
    with hold(LockSpace.REBUILD), transaction.atomic():
        own(LockSpace.MESSAGES)
        names = dict(_names(person, handle))
        stands_as = {key: f"0-{secrets.token_hex(10)}" for key in person.keys}
        held = count_held(person)
        files = list(_files(person).values_list("pk", flat=True))
        _remember(person, names, stands_as)
        _forget_written(person)
        _forget_names(person, stands_as)
        _replace_keys(stands_as)
        RawPayload.objects.filter(batch__in=files).delete()
        erased = Erased(held.messages, held.mentions, held.threads, len(files))
        subject = AuditSubject("datasubject", stands_as[person.keys[0]])
        record_event(
            AuditAction.SUBJECT_ERASED, subject=subject, new={"platform": person.platform, **asdict(erased)}
        )
    forget_data_version()
    return erased


# --- finding -------------------------------------------------------------------------------------


def _written(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(
        Q(author_key__in=person.keys) | Q(handle_key__in=person.keys), platform=person.platform
    )


def _naming(person: Person) -> QuerySet[Message]:
    """Messages of others that mention or answer the person."""
    named = Q(in_reply_to_key__in=person.keys) | Q(mention_keys__overlap=list(person.keys))
    return Message.objects.filter(named, platform=person.platform).exclude(
        pk__in=_written(person).values("pk")
    )


def _files(person: Person) -> QuerySet[ImportBatch]:
    """Imports whose kept file names the person."""
    concerned = _written(person).values("pk").union(_naming(person).values("pk"))
    held = ImportBatch.objects.filter(captures__message__in=concerned, payload__seq=0)
    return ImportBatch.objects.filter(pk__in=held.values("pk"))


# --- erasing -------------------------------------------------------------------------------------


def _names(person: Person, handle: str) -> Iterator[tuple[tuple[str, str], str]]:
    """(kind, digest) → the pseudonym that it belongs to: of the name, and of every user id behind it."""
    digest = pseudonyms.person_digest(person.platform, "handle", handle)
    for key in reversed(person.handle_keys):
        yield ("handle", digest), key  # the newest version comes last and stays
    ids = _user_ids(person)
    for key in set(person.author_keys) - set(person.handle_keys):
        user_id = ids.get(key)
        if user_id is None:
            yield ("key", key), key
        else:
            yield ("id", pseudonyms.person_digest(person.platform, "id", user_id)), key


def _user_ids(person: Person) -> dict[str, str]:
    """Pseudonym → user id, where a kept file still tells."""
    ids: dict[str, str] = {}
    for key in set(person.author_keys) - set(person.handle_keys):
        messages = list(Message.objects.filter(author_key=key).order_by("-pk")[:_LOOKED_AT])
        for original in find_originals(messages).values():
            if original.user_id:
                ids[key] = original.user_id
    return ids


def _remember(person: Person, names: dict[tuple[str, str], str], stands_as: dict[str, str]) -> None:
    now = timezone.now()
    for (kind, digest), key in names.items():
        ErasedPerson.objects.update_or_create(
            platform=person.platform,
            kind=kind,
            digest=digest,
            defaults={"stands_as": stands_as[key], "erased_at": now},
        )


def _forget_written(person: Person) -> None:
    messages = list(_written(person))
    for message in messages:
        forget_text(message, TextGone.ERASURE)
    fields = ["text", "url", "text_gone", "intent", "needs_response", "intent_version"]
    Message.objects.bulk_update(messages, fields, batch_size=1_000)
    copies.forget([message.pk for message in messages])


def _forget_names(person: Person, stands_as: dict[str, str]) -> None:
    """The names that masking left in what others wrote, and rejected rows that hold one."""
    shown = {pseudonyms.shown_name(key): pseudonyms.shown_name(other) for key, other in stands_as.items()}
    messages = list(_naming(person))
    for message in messages:
        message.text = _replaced(message.text, shown)
    Message.objects.bulk_update(messages, ["text"], batch_size=1_000)
    holds = Q()
    for name in shown:
        holds |= Q(raw__contains=name) | Q(detail__contains=name)
    RejectedRow.objects.filter(holds).update(raw="", detail="")


def _replaced(text: str, names: dict[str, str]) -> str:
    for name, other in names.items():
        text = text.replace(name, other)
    return text


def _replace_keys(stands_as: dict[str, str]) -> None:
    params = {"old": list(stands_as), "new": list(stands_as.values())}
    with connection.cursor() as cursor:
        for statement in _REPLACE:
            cursor.execute(statement, params)


def rows_of(export: dict[str, Any]) -> Iterable[list[str]]:
    """The export as lines of a table."""
    for message in export["messages"]:
        yield [
            "wrote",
            message["written_at"],
            message["kind"],
            message["text"],
            message["conversation"] or "",
        ]
    for message in export["named_in"]:
        yield ["named", message["written_at"], "", message["text"], ""]


# --- SQL -----------------------------------------------------------------------------------------

_PAIRS = "(SELECT * FROM unnest(%(old)s::text[], %(new)s::text[])) AS k (old, new)"
_REPLACE = (
    *(
        f"UPDATE analytics_app_message m SET {column} = k.new FROM {_PAIRS} WHERE m.{column} = k.old"
        for column in ("author_key", "handle_key", "in_reply_to_key")
    ),
    f"""
    UPDATE analytics_app_message m SET mention_keys = ARRAY(
        SELECT COALESCE(k.new, u.key) FROM unnest(m.mention_keys) WITH ORDINALITY AS u (key, place)
        LEFT JOIN {_PAIRS} ON k.old = u.key ORDER BY u.place)
    WHERE m.mention_keys && %(old)s::varchar[]
    """,
    f"UPDATE analytics_app_thread t SET author_key = k.new FROM {_PAIRS} WHERE t.author_key = k.old",
)
