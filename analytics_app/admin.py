"""Imports, messages and figures for looking at in the admin; nothing is changed here by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from analytics_app.models import CoverageSpan, ImportBatch, IndicatorValue, Publication, Score


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Looks, never touches: rows are written by services, which keep them consistent."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = [
        "file_name",
        "source",
        "format",
        "region",
        "state",
        "rows_new",
        "rows_rejected",
        "created_at",
    ]
    list_filter = ["state", "format"]
    search_fields = ["file_name", "public_id", "source"]
    list_select_related = ["region"]


@admin.register(CoverageSpan)
class CoverageSpanAdmin(ReadOnlyAdmin):
    list_display = ["account", "source", "is_stated", "start_at", "end_at"]
    list_select_related = ["account"]


@admin.register(IndicatorValue)
class IndicatorValueAdmin(ReadOnlyAdmin):
    list_display = ["region", "account", "pool", "indicator", "as_of", "status", "x", "n", "method_version"]
    list_filter = ["indicator", "status", "pool"]
    list_select_related = ["region", "account"]


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin):
    list_display = ["region", "account", "measure", "as_of", "status", "score", "n", "method_version"]
    list_filter = ["measure", "status"]
    list_select_related = ["region", "account"]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["region", "quarter_end", "published_at", "published_by"]
    list_select_related = ["region", "published_by"]
