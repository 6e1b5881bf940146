"""Publishes and withdraws completed quarters of real regions."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import Region, User
from analytics_app.models import Publication, QuarterSnapshot
from analytics_app.selectors.data_version import forget_data_version
from analytics_app.selectors.publication import find_candidate, ready_on
from analytics_app.services.snapshots import freeze


class NothingToPublish(ValueError):
    """The region has no figures for a completed quarter that ends on this day."""


def publish_quarter(region: Region, quarter_end: date, *, by: User) -> Publication:
    """Makes the quarter public with the figures that were prepared, or else with those that hold now.

    A second time changes nothing. Raises NothingToPublish, also while the agency may still reply.
    """
    if not find_candidate(region, quarter_end) or timezone.localdate() < ready_on(quarter_end):
        raise NothingToPublish(f"{region.code} {quarter_end}")
    with transaction.atomic():
        freeze(region, quarter_end, timezone.now())
        publication, is_new = Publication.objects.get_or_create(
            region=region, quarter_end=quarter_end, defaults={"published_by": by}
        )
        if is_new:
            record_event(AuditAction.PUBLISHED, actor=by, subject=region, new={"quarter_end": quarter_end})
    forget_data_version()
    return publication


def withdraw_quarter(region: Region, quarter_end: date) -> bool:
    """Takes the quarter back, and what was frozen for it; False when it was not public."""
    with transaction.atomic():
        deleted, _ = Publication.objects.filter(region=region, quarter_end=quarter_end).delete()
        if deleted:
            QuarterSnapshot.objects.filter(region=region, quarter_end=quarter_end).delete()
            record_event(AuditAction.PUBLICATION_WITHDRAWN, subject=region, old={"quarter_end": quarter_end})
    forget_data_version()
    return bool(deleted)
