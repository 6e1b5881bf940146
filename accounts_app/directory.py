"""Reads of the registry for pages."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts_app.access import Visitor, regions_visible_to
from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount


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
