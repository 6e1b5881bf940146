"""What everybody may know of the registry: which accounts are official, and which were. Drafts are nowhere here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from accounts_app.choices import AccountPlatform, AccountStatus
from accounts_app.models import OfficialAccount
from accounts_app.registry.look_alike import find_similar
from accounts_app.registry.profile_names import Sought, plain_name, profile_address

_PUBLIC = (AccountStatus.ATTESTED, AccountStatus.ARCHIVED)
#: The columns that the public's database role may read (migration 0007); asking for another fails.
FIELDS = (
    "platform",
    "handle",
    "platform_user_id",
    "role",
    "status",
    "attested_at",
    "archived_at",
    "agency__name",
    "region__code",
    "region__name",
    "region__zone",
)


class Verdict(StrEnum):
    """What can be said of the account that somebody asks about."""

    OFFICIAL = "official"
    FORMERLY_OFFICIAL = "formerly_official"
    NOT_REGISTERED = "not_registered"


@dataclass(frozen=True, slots=True)
class PublicAccount:
    """An account that is or was official. Days are local; None: from before such days were noted."""

    platform: str
    handle: str
    user_id: str
    role: str
    agency: str
    region_code: str
    region: str
    is_official: bool
    official_since: date | None
    official_until: date | None

    @property
    def address(self) -> str:
        return profile_address(self.platform, self.handle, self.user_id)

    @property
    def shown(self) -> str:
        return f"@{self.handle}"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer: ``accounts`` are those asked about, ``similar`` official ones whose names look alike."""

    verdict: Verdict
    accounts: Sequence[PublicAccount]
    similar: Sequence[PublicAccount]


def load_public_accounts() -> tuple[PublicAccount, ...]:
    """All accounts on social media that are or were official, by region and role. One query."""
    rows = (
        OfficialAccount.objects.filter(status__in=_PUBLIC)
        .exclude(platform=AccountPlatform.CHANNEL)
        .order_by("region__code", "role", "platform", "handle")
        .values(*FIELDS)
    )
    return tuple(_public(row) for row in rows)


def look_up(sought: Sought, register: Iterable[PublicAccount]) -> Finding:
    """Whether the account is official. Look-alikes are named only where the register does not hold the account."""
    known = [one for one in register if not sought.platform or one.platform == sought.platform]
    found = sorted((one for one in known if _is(one, sought)), key=lambda one: not one.is_official)
    if found:
        verdict = Verdict.OFFICIAL if found[0].is_official else Verdict.FORMERLY_OFFICIAL
        return Finding(verdict, found, ())
    return Finding(Verdict.NOT_REGISTERED, (), _similar(sought, register))


def _similar(sought: Sought, register: Iterable[PublicAccount]) -> list[PublicAccount]:
    """Official accounts of any platform: the same name elsewhere is what is looked for most."""
    if not sought.name:
        return []
    official = [one for one in register if one.is_official]
    names = find_similar(sought.name, (one.handle for one in official))
    return [one for name in names for one in official if one.handle == name]


def _is(account: PublicAccount, sought: Sought) -> bool:
    if sought.user_id:
        return sought.user_id in (account.user_id, account.handle)
    return plain_name(account.handle) == plain_name(sought.name)


def _public(row: dict[str, object]) -> PublicAccount:
    zone = ZoneInfo(str(row["region__zone"]))
    since, until = (
        row[name].astimezone(zone).date() if row[name] else None  # type: ignore[attr-defined]
        for name in ("attested_at", "archived_at")
    )
    is_official = row["status"] == AccountStatus.ATTESTED
    return PublicAccount(
        platform=str(row["platform"]),
        handle=str(row["handle"]),
        user_id=str(row["platform_user_id"]),
        role=str(row["role"]),
        agency=str(row["agency__name"]),
        region_code=str(row["region__code"]),
        region=str(row["region__name"]),
        is_official=is_official,
        official_since=since,
        official_until=None if is_official else until,
    )
