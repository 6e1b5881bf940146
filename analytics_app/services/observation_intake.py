"""Takes in what people saw: every row of a file or none, and the same row only once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount, Region, User
from analytics_app.choices import ObservationKind
from analytics_app.models import Message, Observation
from analytics_app.services.score import mark_accounts
from analytics_app.sources.observations import AT, ObservationProblem, ObservationRow
from analytics_app.text.taxonomy.services import SERVICES

SERVICE_IDS = frozenset(service.id for service in SERVICES)


@dataclass(frozen=True, slots=True)
class ObservationReport:
    """What became of a file. With ``problems`` nothing was written."""

    read: int
    added: int
    unchanged: int
    problems: tuple[ObservationProblem, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row and whose it is."""

    row: ObservationRow
    region: Region
    account: OfficialAccount | None
    at: datetime

    def digest(self) -> str:
        owner = [self.region.code, self.account and self.account.public_id]
        told = [self.row.kind, *owner, self.at.isoformat(), self.row.key, self.row.data]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def take_observations(
    rows: Iterable[ObservationRow | ObservationProblem],
    kind: ObservationKind,
    now: datetime,
    *,
    source: str = "",
    by: User | None = None,
    within: Collection[str] | None = None,
) -> ObservationReport:
    """Writes the rows that are new, all or, where one cannot be used, none; marks the figures that they change.

    ``within``: codes of the regions the person may write for; None: all of them.
    """
    given = list(rows)
    places = _Places(given)
    placed = [places.place(row, now, within) if isinstance(row, ObservationRow) else row for row in given]
    problems = tuple(one for one in placed if isinstance(one, ObservationProblem))
    if problems:
        return ObservationReport(len(given), 0, 0, problems)
    good = {one.digest(): one for one in placed if isinstance(one, _Placed)}
    with transaction.atomic():
        known = set(Observation.objects.filter(digest__in=good).values_list("digest", flat=True))
        new = {digest: one for digest, one in good.items() if digest not in known}
        _write(new, source, by)
        if new:
            _mark(new.values())
            told = {"kind": kind, "rows": len(new)}
            record_event(
                AuditAction.OBSERVATIONS_ADDED, actor=by, subject=AuditSubject("observation", kind), new=told
            )
    return ObservationReport(len(given), len(new), len(given) - len(new), ())


def _write(new: dict[str, _Placed], source: str, by: User | None) -> None:
    Observation.objects.bulk_create(
        [
            Observation(
                kind=one.row.kind,
                region=one.region,
                account=one.account,
                at=one.at,
                key=one.row.key,
                data=dict(one.row.data),
                digest=digest,
                source=source[:255],
                entered_by=by,
            )
            for digest, one in new.items()
        ],
        ignore_conflicts=True,  # somebody gave the same file at the same time
    )


def _mark(placed: Iterable[_Placed]) -> None:
    since: dict[int, date] = {}
    for one in placed:
        day = one.at.astimezone(ZoneInfo(one.region.zone)).date()
        since[one.region.pk] = min(day, since.get(one.region.pk, day))
    mark_accounts(since)


class _Places:
    """Finds whose each row is, with three queries for all of them."""

    def __init__(self, rows: Iterable[Any]) -> None:
        good = [row for row in rows if isinstance(row, ObservationRow)]
        self.regions = {
            region.code: region for region in Region.objects.filter(code__in={r.region_code for r in good})
        }
        names = {row.handle.lower() for row in good if row.handle}
        accounts = (
            OfficialAccount.objects.exclude(status=AccountStatus.ARCHIVED)
            .extra(where=["lower(handle) = ANY(%s)"], params=[list(names)])
            .select_related("region")
        )
        self.accounts = {(one.platform, one.handle.lower()): one for one in accounts}
        ids = {row.data.get("message_id") for row in good} - {None}
        posts = Message.objects.filter(platform_id__in=ids, account__isnull=False)
        self.posts = set(posts.values_list("platform_id", "account_id"))
        self.seen: Counter[tuple[Any, ...]] = Counter()

    def place(
        self, row: ObservationRow, now: datetime, within: Collection[str] | None
    ) -> _Placed | ObservationProblem:
        """The row with its owner, or why it has none that the person may write for."""
        account = self.accounts.get((row.platform, row.handle.lower())) if row.handle else None
        if row.handle and account is None:
            return _problem(row, "handle", "unknown_account", f"{row.platform} {row.handle}")
        region = account.region if account else self.regions.get(row.region_code)
        if region is None:
            return _problem(row, "region_code", "unknown_region", row.region_code)
        if row.region_code and region.code != row.region_code:
            return _problem(row, "handle", "other_region", row.handle)
        if within is not None and region.code not in within:
            return _problem(row, "handle" if account else "region_code", "forbidden_region", region.code)
        at = _instant(row.at, region)
        if at > now:
            return _problem(row, AT[row.kind], "in_future", row.at.isoformat())
        if row.kind == ObservationKind.SERVICE and row.data["service"] not in SERVICE_IDS:
            return _problem(row, "service", "unknown_choice", row.data["service"])
        message = row.data.get("message_id")
        if message and account and (message, account.pk) not in self.posts:
            return _problem(row, "message_id", "unknown_message", message)
        identity = (region.pk, account and account.pk, at, row.key)
        self.seen[identity] += 1
        if self.seen[identity] > 1:
            return _problem(row, AT[row.kind], "twice_in_file", row.key or row.handle)
        return _Placed(row, region, account, at)


def _instant(at: datetime, region: Region) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(region.zone))).astimezone(UTC)


def _problem(row: ObservationRow, column: str, reason: str, value: str) -> ObservationProblem:
    return ObservationProblem(row.line, column, reason, value)
