"""The messages from which a sample for coders is drawn, counted and drawn within the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import MD5, Coalesce, Concat, RowNumber, TruncMonth

from accounts_app.database_scope import as_system
from analytics_app.choices import MessageKind
from analytics_app.models import CodingTask, Message
from analytics_app.text.coding.codebook import Written
from analytics_app.text.coding.sampling import CONFIDENCE_BANDS
from analytics_app.text.personal_data import sensitive_groups

Stratum = tuple[Any, ...]
_BAND = "band"
_SPARE = 2  # so many times the sample is looked at, since some of it may not be shown
_BANDS = Case(
    *(When(sureness__lt=high, then=Value(f"{low}-{high}")) for low, high in CONFIDENCE_BANDS[:-1]),
    default=Value("{}-{}".format(*CONFIDENCE_BANDS[-1])),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose messages, of which regions (ids), from when until before when, and how they are divided.

    ``confidence``: the machine's, as an expression; then the sample is divided by its bands as well.
    """

    written: Written
    region_ids: Collection[int]
    begin: datetime
    end: datetime
    strata: tuple[str, ...] = ()
    confidence: Combinable | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message of the sample, with the stratum as it is written down."""

    message_id: int
    region_id: int
    platform: str
    stratum: Stratum


@as_system
def count_strata(frame: Frame) -> dict[Stratum, int]:
    """How many messages each stratum holds. One query."""
    dimensions = _dimensions(frame)
    if not dimensions:
        return {(): _messages(frame).count()}
    rows = _messages(frame).values(*dimensions).annotate(n=Count("pk")).order_by(*dimensions)
    return {tuple(row[name] for name in dimensions): row["n"] for row in rows}


@as_system
def draw(frame: Frame, quota: Mapping[Stratum, int], seed: int) -> list[Drawn]:
    """The sample in the order in which it is coded. The same seed draws the same messages, on any machine. One query.

    What citizens tell of children, households, health or money is shown to nobody of another agency, as coders are: the
    next message of its stratum is drawn instead, as far as there is one.
    """
    return list(_draw(frame, quota, seed))


def _draw(frame: Frame, quota: Mapping[Stratum, int], seed: int) -> Iterator[Drawn]:
    dimensions, is_citizens = _dimensions(frame), frame.written is Written.BY_CITIZENS
    lot = MD5(Concat(Value(f"{seed}:"), "platform", Value(":"), "platform_id"))
    place = Window(RowNumber(), partition_by=[F(name) for name in dimensions] or None, order_by=lot.asc())
    rows = (
        _messages(frame)
        .annotate(rank=place)
        .filter(rank__lte=_SPARE * max(quota.values(), default=0) + _SPARE)
        .order_by(lot, "pk")
        .values("pk", "place", "platform", "text", *dimensions)
    )
    left = dict(quota)
    for row in rows.iterator():
        stratum = tuple(row[name] for name in dimensions)
        if left.get(stratum, 0) and not (is_citizens and sensitive_groups(row["text"])):
            left[stratum] -= 1
            yield Drawn(row["pk"], row["place"], row["platform"], stratum)


def _messages(frame: Frame) -> QuerySet[Message]:
    """Messages with a text that people may be shown; private ones are nobody's to code."""
    whose: dict[Written, dict[str, Any]] = {
        Written.BY_CITIZENS: {"account__isnull": True},
        Written.AS_POSTS: {
            "account__isnull": False,
            "kind__in": (MessageKind.ORIGINAL, MessageKind.QUOTE),
        },
        Written.AS_REPLIES: {"account__isnull": False, "kind": MessageKind.REPLY},
    }
    accounts = ("account", "addressed_account", "thread__account", "channel_account")
    messages = (
        Message.objects.filter(**whose[frame.written])
        .filter(created_at__gte=frame.begin, created_at__lt=frame.end, text_gone=None)
        .exclude(kind=MessageKind.DIRECT)
        .exclude(text="")
        .annotate(place=Coalesce(*(f"{account}__region_id" for account in accounts)))
        .filter(place__in=frame.region_ids)
        .annotate(month=TruncMonth("created_at"))
    )
    if frame.confidence is None:
        return messages
    return messages.alias(sureness=frame.confidence).annotate(**{_BAND: _BANDS})


def _dimensions(frame: Frame) -> list[str]:
    names = {
        CodingTask.Stratum.REGION: "place",
        CodingTask.Stratum.PLATFORM: "platform",
        CodingTask.Stratum.MONTH: "month",
    }
    chosen = [names[CodingTask.Stratum(name)] for name in frame.strata]
    return chosen if frame.confidence is None else [*chosen, _BAND]
