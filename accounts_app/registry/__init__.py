"""Writes to the registry: regions, agencies, official accounts. One transaction each, safe to run twice."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from django.db import connection, transaction
from django.utils import timezone

from accounts_app import pseudonyms
from accounts_app.audit import AuditSubject, record_change, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.choices import AccountPlatform, AccountRole, AccountStatus, Zone
from accounts_app.models import Agency, OfficialAccount, Region
from accounts_app.registry.file import AccountRow, RegistryReason, RowProblem

REGIONS_FILE = Path(__file__).resolve().parent.parent / "reference" / "regions.csv"
CHANNEL_AGENCY = "Kanal aduan"
_LOCK = 7_415_001  # the advisory lock that makes writers of the registry wait for each other

_DERIVED = ("handle_key", "user_key", "needs_refiling", "attested_at", "archived_at")
_TRANSITIONS = {
    AccountStatus.ATTESTED: AuditAction.ACCOUNT_ATTESTED,
    AccountStatus.ARCHIVED: AuditAction.ACCOUNT_ARCHIVED,
}

Outcome = Literal["created", "changed", "unchanged"]


class RegistryConflict(Exception):
    """An account cannot be registered as asked; ``reason`` says why, ``value`` what stands in the way."""

    def __init__(self, reason: RegistryReason, column: str, value: str) -> None:
        super().__init__(f"{reason}: {column}={value}")
        self.reason, self.column, self.value = reason, column, value


@dataclass(frozen=True, slots=True)
class RegionsReport:
    """What ``load_regions`` did, in rows."""

    created: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class RegistryReport:
    """What an import of accounts did. ``account_ids`` are the accounts created or changed, by our own key."""

    outcomes: tuple[tuple[int, Outcome], ...]  # (line, what became of it) of every accepted row
    rejected: tuple[RowProblem, ...]
    account_ids: tuple[int, ...]

    @property
    def read(self) -> int:
        return len(self.outcomes) + len(self.rejected)

    def count(self, outcome: Outcome) -> int:
        """How many rows ended like this."""
        return sum(1 for _line, one in self.outcomes if one == outcome)

    def rejected_by_reason(self) -> dict[str, int]:
        """Rejected rows per reason, most frequent first."""
        return dict(Counter(str(problem.reason) for problem in self.rejected).most_common())


# --- regions -------------------------------------------------------------------------------------


@transaction.atomic
def load_regions(path: Path = REGIONS_FILE) -> RegionsReport:
    """Bring the table of regions up to the reference file; only rows that differ are written.

    A population for which somebody has stated a source is theirs and stays.
    """
    _lock_registry()
    known = {region.code: region for region in Region.objects.all()}
    created = changed = 0
    rows = sorted(_reference_rows(path), key=lambda row: len(row["code"]))  # parents before children
    for row in rows:
        region = known.get(row["code"])
        values = _region_values(row, known)
        if region is None:
            known[row["code"]] = Region.objects.create(code=row["code"], **values)
            created += 1
            continue
        if region.population_source:
            del values["population"]
        changed += _set_fields(region, values)
    if created or changed:
        told = {"created": created, "changed": changed}
        record_event(AuditAction.REGIONS_LOADED, subject=AuditSubject("region"), new=told)
    return RegionsReport(created, changed, len(rows) - created - changed)


def _reference_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _region_values(row: dict[str, str], known: dict[str, Region]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "level": row["level"],
        "parent": known[row["parent"]] if row["parent"] else None,
        "bps_code": row["bps_code"],
        "population": int(row["population"]) if row["population"] else None,
        "area_km2": Decimal(row["area_km2"]) if row["area_km2"] else None,
        "zone": Zone[row["zone"]].value,
    }


# --- official accounts ---------------------------------------------------------------------------


@transaction.atomic
def register_account(
    *,
    region: Region,
    agency: str,
    platform: str,
    handle: str,
    role: str,
    platform_user_id: str = "",
    monitored_from: date | None = None,
    monitored_until: date | None = None,
    status: AccountStatus = AccountStatus.ATTESTED,
) -> tuple[OfficialAccount, Outcome]:
    """Register an account, or bring the known one up to date.

    The account is known by its stable id, else by its name; a known id under another name is a rename. What is
    not stated (empty id, no dates) keeps what stands. A draft can become attested this way, never the reverse.
    Raises RegistryConflict where the account belongs to another region, is archived, or the name belongs to
    another stable id.
    """
    _lock_registry()
    keys = _keys(platform, handle, platform_user_id)
    account = _find_account(region, platform, *keys)
    if account is not None:
        _refuse_conflict(account, region, platform_user_id)
    stated: dict[str, Any] = {
        "platform_user_id": platform_user_id,
        "user_key": keys[1],
        "monitored_from": monitored_from,
        "monitored_until": monitored_until,
    }
    values: dict[str, Any] = {
        "agency": _agency(region, agency),
        "handle": handle.removeprefix("@"),
        "handle_key": keys[0],
        "role": role,
        **{name: value for name, value in stated.items() if value},
    }
    if account is None:
        values |= {"region": region, "platform": platform, **_standing(status)}
        account = OfficialAccount.objects.create(**values)
        record_event(AuditAction.ACCOUNT_REGISTERED, subject=account, new=_told(values))
        return account, "created"
    if account.status == AccountStatus.DRAFT != status:
        values |= _standing(status)
    return account, "changed" if _set_fields(account, values) else "unchanged"


@transaction.atomic
def attest(account: OfficialAccount) -> bool:
    """Confirm that the account is official. True when it was not so before."""
    return account.status != AccountStatus.ATTESTED and _set_fields(
        account, _standing(AccountStatus.ATTESTED)
    )


@transaction.atomic
def archive(account: OfficialAccount, *, monitored_until: date | None = None) -> bool:
    """Stop watching the account; its past messages and figures stay. True when something changed."""
    values: dict[str, Any] = (
        {} if account.status == AccountStatus.ARCHIVED else _standing(AccountStatus.ARCHIVED)
    )
    if monitored_until is not None:
        values["monitored_until"] = monitored_until
    return _set_fields(account, values)


def ensure_channel(region: Region, name: str) -> OfficialAccount:
    """The complaint channel of this name in the region; a new one is a draft until somebody attests it."""
    known = OfficialAccount.objects.filter(
        region=region,
        platform=AccountPlatform.CHANNEL,
        handle_key=pseudonyms.handle_key(AccountPlatform.CHANNEL, name),
    ).first()
    if known is not None:
        return known
    account, _outcome = register_account(
        region=region,
        agency=CHANNEL_AGENCY,
        platform=AccountPlatform.CHANNEL,
        handle=name,
        role=AccountRole.MAIN,
        status=AccountStatus.DRAFT,
    )
    return account


def fill_derived_fields(account: OfficialAccount) -> None:
    """What follows from the fields that people fill in: the region from the agency, the keys from the names."""
    account.region = account.agency.region
    account.handle = account.handle.removeprefix("@")
    account.handle_key, account.user_key = _keys(account.platform, account.handle, account.platform_user_id)
    account.needs_refiling = True


def is_taken(account: OfficialAccount) -> bool:
    """Whether another account holds this one's name or stable id (a channel's name counts in its region only)."""
    others = OfficialAccount.objects.exclude(pk=account.pk).filter(platform=account.platform)
    same_name = others.filter(handle_key=account.handle_key)
    if account.platform == AccountPlatform.CHANNEL:
        return same_name.filter(region=account.region).exists()
    same_id = others.filter(user_key=account.user_key).exclude(user_key="")
    return same_name.exists() or same_id.exists()


# --- a whole file --------------------------------------------------------------------------------


@transaction.atomic
def import_official_accounts(
    rows: Iterable[AccountRow | RowProblem], *, within: Collection[str] | None = None
) -> RegistryReport:
    """Register every good row as attested and list the others; a bad row never stops the rest.

    ``within`` limits the region codes that may be written to (None: all).
    """
    _lock_registry()
    regions = {region.code: region for region in Region.objects.all()}
    seen: dict[tuple[str, ...], AccountRow] = {}
    outcomes: list[tuple[int, Outcome]] = []
    rejected: list[RowProblem] = []
    touched: list[int] = []
    for row in rows:
        if isinstance(row, RowProblem):
            rejected.append(row)
            continue
        try:
            _refuse_region(row, regions, within)
            if _is_repeated(row, seen):
                outcomes.append((row.line, "unchanged"))
                continue
            account, outcome = _register_row(row, regions[row.region_code])
        except RegistryConflict as conflict:
            rejected.append(RowProblem(row.line, conflict.reason, conflict.column, conflict.value))
            continue
        outcomes.append((row.line, outcome))
        if outcome != "unchanged":
            touched.append(account.pk)
    return RegistryReport(tuple(outcomes), tuple(rejected), tuple(touched))


def _refuse_region(row: AccountRow, regions: Collection[str], within: Collection[str] | None) -> None:
    if row.region_code not in regions:
        raise RegistryConflict(RegistryReason.UNKNOWN_REGION, "region_code", row.region_code)
    if within is not None and row.region_code not in within:
        raise RegistryConflict(RegistryReason.FORBIDDEN_REGION, "region_code", row.region_code)


def _is_repeated(row: AccountRow, seen: dict[tuple[str, ...], AccountRow]) -> bool:
    """Whether an earlier row says the same of this account; RegistryConflict where it says something else."""
    is_channel = row.platform == AccountPlatform.CHANNEL
    first = seen.setdefault((row.platform, row.handle.lower(), row.region_code if is_channel else ""), row)
    if row.platform_user_id:  # two names with one id would rename the account to and fro
        holder = seen.setdefault((row.platform, row.platform_user_id, "id"), row)
        first = first if holder is row else holder
    if first is row:
        return False
    if first.region_code != row.region_code:
        raise RegistryConflict(RegistryReason.OTHER_REGION, "handle", row.handle)
    if (first.handle.lower(), *_content(first)) != (row.handle.lower(), *_content(row)):
        raise RegistryConflict(RegistryReason.TWICE_IN_FILE, "handle", row.handle)
    return True


def _content(row: AccountRow) -> tuple[object, ...]:
    """What a row says of an account whose name and region are known."""
    return (
        row.region_code,
        row.agency,
        row.role,
        row.platform_user_id,
        row.monitored_from,
        row.monitored_until,
    )


def _register_row(row: AccountRow, region: Region) -> tuple[OfficialAccount, Outcome]:
    return register_account(
        region=region,
        agency=row.agency,
        platform=row.platform,
        handle=row.handle,
        role=row.role,
        platform_user_id=row.platform_user_id,
        monitored_from=row.monitored_from,
        monitored_until=row.monitored_until,
    )


# --- helpers -------------------------------------------------------------------------------------


def _standing(status: AccountStatus) -> dict[str, Any]:
    """The status and since when it holds."""
    now = timezone.now()
    match status:
        case AccountStatus.ATTESTED:
            return {"status": status, "attested_at": now, "archived_at": None}
        case AccountStatus.ARCHIVED:
            return {"status": status, "archived_at": now}
    return {"status": status}


def _keys(platform: str, handle: str, platform_user_id: str) -> tuple[str, str]:
    user_key = pseudonyms.user_key(platform, platform_user_id) if platform_user_id else ""
    return pseudonyms.handle_key(platform, handle), user_key


def _find_account(region: Region, platform: str, handle_key: str, user_key: str) -> OfficialAccount | None:
    """The account with this stable id, else the one with this name (a channel's name counts in its region only)."""
    accounts = OfficialAccount.objects.filter(platform=platform).select_related("agency", "region")
    if platform == AccountPlatform.CHANNEL:
        return accounts.filter(region=region, handle_key=handle_key).first()
    by_name = accounts.filter(handle_key=handle_key).first()
    by_id = accounts.filter(user_key=user_key).first() if user_key else None
    if by_id is not None and by_name is not None and by_id != by_name:
        raise RegistryConflict(RegistryReason.OTHER_USER_ID, "platform_user_id", by_name.handle)
    return by_id or by_name


def _refuse_conflict(account: OfficialAccount, region: Region, platform_user_id: str) -> None:
    if account.region_id != region.pk:
        raise RegistryConflict(RegistryReason.OTHER_REGION, "handle", account.handle)
    if account.status == AccountStatus.ARCHIVED:
        raise RegistryConflict(RegistryReason.ARCHIVED, "handle", account.handle)
    if platform_user_id and account.platform_user_id not in ("", platform_user_id):
        raise RegistryConflict(RegistryReason.OTHER_USER_ID, "platform_user_id", platform_user_id)


def _agency(region: Region, name: str) -> Agency:
    """The region's agency of this name, upper and lower case alike; created where unknown."""
    known = Agency.objects.filter(region=region, name__iexact=name).first()
    if known is not None:
        return known
    agency = Agency.objects.create(region=region, name=name)
    record_event(AuditAction.AGENCY_CREATED, subject=agency)
    return agency


def _set_fields(row: Region | OfficialAccount, values: dict[str, Any]) -> bool:
    """Write the fields that differ. True when there were any."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    before = {name: getattr(row, name) for name in changed}
    for name in changed:
        setattr(row, name, values[name])
    if changed and isinstance(row, OfficialAccount):
        row.needs_refiling = True
        changed.append("needs_refiling")
    if changed:
        row.save(update_fields=changed)
    if changed and isinstance(row, OfficialAccount):
        record_account_change(row, before, {name: values[name] for name in before})
    return bool(changed)


def record_account_change(account: OfficialAccount, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Writes into the audit log what changed of an account; a change of status names the event."""
    action = _TRANSITIONS.get(after.get("status", ""), AuditAction.ACCOUNT_CHANGED)
    record_change(action, _told(before), _told(after), subject=account)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """What the audit log keeps of an account's fields: all but the keys that follow from them."""
    return {name: value for name, value in values.items() if name not in _DERIVED}


def _lock_registry() -> None:
    """Until the transaction ends, other writers of the registry wait: two imports at once cannot collide."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
