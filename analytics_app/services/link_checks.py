"""Checks once a week whether the links that accounts show in their profiles answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from accounts_app.models import OfficialAccount
from analytics_app.choices import ObservationKind
from analytics_app.models import LinkCheck, Observation
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.public_web import Allowed, Asked, ask
from analytics_app.services.score import mark_accounts

MAX_A_HOST = 30  # in one run; the rest of a host's links wait for the next
_CHECKED = (ObservationKind.PROFILE, ObservationKind.SERVICE)


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
