"""Publishes and withdraws completed quarters of real regions."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts_app.audit import record_event
from accounts_app.audit_actions import AuditAction
from accounts_app.models import Region, User
from analytics_app.models import Publication
from analytics_app.selectors.data_version import forget_data_version
from analytics_app.selectors.publication import find_candidate


class NothingToPublish(ValueError):
    """The region has no figures for a completed quarter that ends on this day."""


def publish_quarter(region: Region, quarter_end: date, *, by: User) -> Publication:
    """Makes the quarter public; a second time changes nothing. Raises NothingToPublish."""
    if not find_candidate(region, quarter_end):
        raise NothingToPublish(f"{region.code} {quarter_end}")
    with transaction.atomic():
        publication, is_new = Publication.objects.get_or_create(
            region=region, quarter_end=quarter_end, defaults={"published_by": by}
        )
        if is_new:
            record_event(AuditAction.PUBLISHED, actor=by, subject=region, new={"quarter_end": quarter_end})
    forget_data_version()
    return publication


def withdraw_quarter(region: Region, quarter_end: date) -> bool:
    """Takes the quarter back; False when it was not public."""
    with transaction.atomic():
        deleted, _ = Publication.objects.filter(region=region, quarter_end=quarter_end).delete()
        if deleted:
            record_event(AuditAction.PUBLICATION_WITHDRAWN, subject=region, old={"quarter_end": quarter_end})
    forget_data_version()
    return bool(deleted)
