"""What a role may be tied to: the same for a membership and for the invitation that promises one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts_app.choices import Role

#: Roles that may be held for the whole country.
NATIONAL_ROLES = (Role.NATIONAL_ADMIN, Role.SUPERVISOR, Role.AUDITOR)


def role_constraints(
    *, no_region: str, national_admin: str, agency: str, conversations: str
) -> list[models.CheckConstraint]:
    """Constraints on ``role``, ``region``, ``agency`` and ``reads_conversations``, under the names given."""
    return [
        models.CheckConstraint(
            condition=Q(region__isnull=False) | Q(role__in=NATIONAL_ROLES), name=no_region
        ),
        models.CheckConstraint(
            condition=~Q(role=Role.NATIONAL_ADMIN) | Q(region__isnull=True), name=national_admin
        ),
        models.CheckConstraint(condition=Q(agency__isnull=True) | Q(role=Role.AGENCY_USER), name=agency),
        models.CheckConstraint(
            condition=Q(reads_conversations=False) | Q(role=Role.SUPERVISOR), name=conversations
        ),
    ]
