"""Checks once a week whether the links that accounts show in their profiles answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts_app.models import OfficialAccount
from analytics_app.choices import ObservationKind
from analytics_app.models import LinkCheck, Observation
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.public_web import Allowed, Asked, ask
from analytics_app.services.score import mark_accounts

MAX_A_HOST = 30  # in one run; the rest of a host's links wait for the next
_CHECKED = (ObservationKind.PROFILE, ObservationKind.SERVICE)
#: Names that lead nowhere for anybody (RFC 2606): made-up data use them, and asking would only tell a name server.
_RESERVED = ("example", "test", "invalid", "localhost", "example.com", "example.net", "example.org")


@dataclass(frozen=True, slots=True)
class RecordedCheck:
    """How a link of an account answered in the week that begins with ``week``, as somebody else found it."""

    account_id: int
    url: str
    week: date
    is_alive: bool
    names_account: bool | None


def check_links(now: datetime, *, allowed: Allowed = ()) -> int:
    """Asks each link of the newest profiles that was not asked this week; returns how many were.

    Each answer is written as it comes: a run that was killed goes on where it stopped, a second run asks nothing.
    ``allowed``: addresses that may be asked though they are not public, for tests.
    """
    with hold(LockSpace.LINKS):
        week = _monday(now)
        done = set(LinkCheck.objects.filter(week=week).values_list("account_id", "url"))
        waiting = sorted(link for link in _links_shown(now) if link not in done)
        answers: dict[str, Asked] = {}
        a_host: Counter[str] = Counter()
        checked = []
        for account_id, url in waiting:
            host = urlsplit(url).hostname or ""
            if url not in answers:
                if a_host[host] >= MAX_A_HOST:
                    continue
                a_host[host] += 1
                answers[url] = ask(url, allowed=allowed)
            checked.append(account_id)
            _write(account_id, url, week, now, answers[url])
        _mark(checked, now)
        return len(checked)


def record_checks(checks: Iterable[RecordedCheck]) -> int:
    """Writes what was found elsewhere, each link and week once; marks what that changes; returns how many were new.

    A check stands for noon (UTC) of its Monday.
    """
    held = set(LinkCheck.objects.values_list("account_id", "url", "week"))
    new = [check for check in checks if (check.account_id, check.url, check.week) not in held]
    with transaction.atomic():
        LinkCheck.objects.bulk_create([_recorded(check) for check in new], ignore_conflicts=True)
        since: dict[int, date] = {}
        for check in new:
            since[check.account_id] = min(check.week, since.get(check.account_id, check.week))
        regions = dict(OfficialAccount.objects.filter(pk__in=since).values_list("pk", "region_id"))
        first: dict[int, date] = {}
        for account_id, week in since.items():
            region = regions[account_id]
            first[region] = min(week, first.get(region, week))
        mark_accounts(first)
    return len(new)


def _recorded(check: RecordedCheck) -> LinkCheck:
    return LinkCheck(
        account_id=check.account_id,
        url=check.url,
        week=check.week,
        checked_at=datetime.combine(check.week, time(12), UTC),
        outcome=LinkCheck.Outcome.OK if check.is_alive else LinkCheck.Outcome.STATUS,
        status_code=200 if check.is_alive else 404,
        names_account=check.names_account,
    )


def _leads_nowhere(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(host == name or host.endswith(f".{name}") for name in _RESERVED)


def _links_shown(now: datetime) -> set[tuple[int, str]]:
    """(account, link) of the newest profile of each account, and of the newest look at each of its services."""
    rows = (
        Observation.objects.filter(kind__in=_CHECKED, at__lte=now)
        .order_by("account_id", "kind", "key", "-at", "-pk")
        .distinct("account_id", "kind", "key")
    )
    return {
        (row.account_id or 0, link)
        for row in rows
        for link in row.data.get("links", row.data.get("url")) or ()
        if not _leads_nowhere(link)
    }


def _write(account_id: int, url: str, week: date, now: datetime, answer: Asked) -> None:
    account = OfficialAccount.objects.only("handle").get(pk=account_id)
    LinkCheck.objects.get_or_create(
        account=account,
        url=url,
        week=week,
        defaults={
            "checked_at": now,
            "outcome": answer.outcome.value,
            "status_code": answer.status,
            "names_account": _names(answer, account.handle),
        },
    )


def _names(answer: Asked, handle: str) -> bool | None:
    if not answer.body:
        return None
    return handle.lower().encode() in answer.body.lower()


def _mark(account_ids: Iterable[int], now: datetime) -> None:
    accounts = OfficialAccount.objects.filter(pk__in=set(account_ids)).select_related("region")
    mark_accounts({one.region_id: now.astimezone(ZoneInfo(one.region.zone)).date() for one in accounts})


def _monday(now: datetime) -> date:
    day = now.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())
