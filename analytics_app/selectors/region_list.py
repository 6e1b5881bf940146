"""Regions to choose from, by name or code."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from accounts_app.models import Region


def search_regions(regions: QuerySet[Region], words: str) -> QuerySet[Region]:
    """Those whose code starts with the words, or whose name holds every one of them; with ``accounts`` counted."""
    wanted = Q()
    for word in words.split():
        wanted &= Q(name__icontains=word) | Q(code__startswith=word) | Q(parent__name__icontains=word)
    found = regions.filter(wanted).select_related("parent")
    return found.annotate(accounts=Count("official_accounts", distinct=True)).order_by("code")
