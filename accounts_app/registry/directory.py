"""Reads of the registry for pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from accounts_app.access import Visitor, regions_visible_to
from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount
from accounts_app.registry.file import COLUMNS

#: Those of the import, so that an edited export can be given back; the status is told and not taken.
EXPORT_COLUMNS = (*COLUMNS, "status", "attested_at", "archived_at")


def list_accounts(
    user: Visitor, *, search: str = "", region_code: str = "", status: str = ""
) -> QuerySet[OfficialAccount]:
    """Accounts of the regions that the user may read, with region and agency; archived ones only when asked for."""
    accounts = OfficialAccount.objects.filter(region__in=regions_visible_to(user))
    accounts = accounts.select_related("region", "agency").order_by("region__code", "role", "handle")
    if region_code:
        accounts = accounts.filter(region__code=region_code)
    if search:
        name = search.strip().removeprefix("@")
        accounts = accounts.filter(
            Q(handle__icontains=name) | Q(agency__name__icontains=name) | Q(region__name__icontains=name)
        )
    return accounts.filter(status=status) if status else accounts.exclude(status=AccountStatus.ARCHIVED)


def list_rows(user: Visitor) -> Iterator[list[str]]:
    """Every account of the regions that the user may read, whatever its status, in EXPORT_COLUMNS. One query."""
    accounts = OfficialAccount.objects.filter(region__in=regions_visible_to(user))
    accounts = accounts.select_related("region", "agency").order_by(
        "region__code", "role", "platform", "handle"
    )
    for account in accounts.iterator(chunk_size=1_000):
        told = {
            "region_code": account.region.code,
            "agency": account.agency.name,
            "attested_at": account.attested_at and account.attested_at.isoformat(timespec="seconds"),
            "archived_at": account.archived_at and account.archived_at.isoformat(timespec="seconds"),
        }
        yield [str(told.get(name, getattr(account, name, None)) or "") for name in EXPORT_COLUMNS]
