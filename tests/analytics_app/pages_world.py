"""A small scored world for the tests of pages: one quarter of threads and posts of one government."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import MessageKind
from analytics_app.models import CoverageSpan, IndicatorValue, Message, StaleDay, Thread
from analytics_app.periods import local_day, zone_of
from analytics_app.selectors.data_version import forget_data_version
from analytics_app.services.rollup import refill_stale_days
from analytics_app.services.score import score_region
from tests.factories import ImportBatchFactory, MessageFactory, ThreadFactory

QUARTER_END = date(2026, 6, 30)
FIRST_DAY = date(2026, 4, 1)
NOW = datetime(2026, 7, 5, 3, 0, tzinfo=UTC)
COVERED_FROM = datetime(2026, 3, 31, 17, 0, tzinfo=UTC)
COVERED_UNTIL = datetime(2026, 7, 1, 17, 0, tzinfo=UTC)


def cover(
    account: OfficialAccount, *, since: datetime = COVERED_FROM, until: datetime = COVERED_UNTIL
) -> CoverageSpan:
    """States that everything of the account was captured, from the first of April unless told."""
    return CoverageSpan.objects.create(
        batch=ImportBatchFactory(source=f"sumber {account.handle}"),
        account=account,
        source=f"sumber {account.handle}",
        is_stated=True,
        covers_posts=True,
        covers_replies=True,
        covers_citizens=True,
        carries_reposts=True,
        start_at=since,
        end_at=until,
    )


def thread(account: OfficialAccount, day: int, answered_after: float | None, **fields: object) -> Thread:
    """A thread opened at 10.00 WIB, ``day`` days after 4 April, answered after so many hours, or not."""
    opened = datetime(2026, 4, 4, 3, 0, tzinfo=UTC) + timedelta(days=day)
    opening = MessageFactory(created_at=opened, concerns=[account], addressed_account=account)
    answer = None
    if answered_after is not None:
        at = opened + timedelta(hours=answered_after)
        answer = MessageFactory(
            account=account, kind=MessageKind.REPLY, created_at=at, text="Sudah kami teruskan."
        )
    made = ThreadFactory(
        key=f"{account.platform}:{account.pk}:{day}:{answered_after}",
        account=account,
        started_at=opened,
        message=opening,
        first_response=answer,
        first_response_at=answer and answer.created_at,
        first_region_response=answer,
        first_region_response_at=answer and answer.created_at,
        is_negative=bool(answered_after is not None and answered_after < 0),
        is_region_negative=bool(answered_after is not None and answered_after < 0),
        **fields,
    )
    Message.objects.filter(pk=opening.pk).update(thread=made)
    return made


def fill(account: OfficialAccount, *, answered: int = 12, waiting: int = 6) -> list[Thread]:
    """Answered threads (2, 4, 6 … hours) and waiting ones, one every second day, and a post a day."""
    threads = [thread(account, 2 * n, 2.0 * (n + 1)) for n in range(answered)]
    threads += [thread(account, 2 * n + 1, None) for n in range(waiting)]
    for day in range(90):
        at = datetime(2026, 4, 1, 2, 0, tzinfo=UTC) + timedelta(days=day)
        kind = MessageKind.REPOST if day % 3 == 0 else MessageKind.ORIGINAL
        text = f"Pengumuman layanan nomor {day}: loket buka {day} hari lagi di kantor contoh ke-{day}."
        MessageFactory(account=account, kind=kind, created_at=at, text=text)
    return threads


def score(region: Region) -> None:
    """Counts and scores the region as the pipeline does."""
    zone = zone_of(region.zone)
    for account in region.official_accounts.all():
        moments = Message.objects.filter(links__account=account).values_list("created_at", flat=True)
        days = {local_day(moment, zone) for moment in moments}
        StaleDay.objects.bulk_create(StaleDay(account=account, local_day=day) for day in days)
    refill_stale_days()
    score_region(region, FIRST_DAY, NOW)
    forget_data_version()


def restate(rows: QuerySet[IndicatorValue], **fields: object) -> None:
    """Puts other values in the place of these, as a new computation would."""
    for row in list(rows):
        IndicatorValue.history.filter(pk=row.pk).update(superseded_at=NOW)
        row.pk, row.id = None, None
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(force_insert=True)


def build(account: OfficialAccount, **counts: int) -> list[Thread]:
    """Covers, fills and scores the account's region."""
    cover(account)
    threads = fill(account, **counts)
    score(account.region)
    return threads
