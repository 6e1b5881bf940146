"""Dry runs of waiting files: begun by a person, carried out by the worker, kept on the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from analytics_app.models import ImportBatch
from analytics_app.services import intake
from analytics_app.services.drafts import DraftGone, forget_dry_run, require_file, settings_of
from analytics_app.services.dry_run import dry_run
from analytics_app.sources.errors import SourceRefused

_POSITION_KEPT = 3600
OnProgress = Callable[[int, int], None]


class _Superseded(Exception):
    """The draft was changed or thrown away while its dry run was at work."""


def begin_dry_run(draft: ImportBatch) -> None:
    """Notes that a dry run waits for the worker."""
    forget_dry_run(draft)
    draft.started_at = timezone.now()
    draft.save()
    cache.delete(_position_key(draft))


def dry_run_position(draft: ImportBatch) -> tuple[int, int] | None:
    """Bytes and rows that a running dry run has read; None while it waits."""
    position: tuple[int, int] | None = cache.get(_position_key(draft))
    return position


def run_dry_run(draft: ImportBatch) -> None:
    """Counts what the import would do and writes it on the draft, unless that was changed meanwhile.

    How far it has come stands in the cache: the dry run's own transaction shows nothing to others.
    """
    same = ImportBatch.objects.filter(
        pk=draft.pk, state=ImportBatch.State.DRAFT, settings_sha256=draft.settings_sha256
    )

    def watch(bytes_read: int, rows_read: int) -> None:
        if not same.exists():
            raise _Superseded
        cache.set(_position_key(draft), (bytes_read, rows_read), _POSITION_KEPT)

    try:
        watch(0, 0)
        found = _dry_run_of(draft, watch)
    except _Superseded:
        return
    except (SourceRefused, DraftGone) as problem:
        found = {"error": str(problem) or "DraftGone"}
    same.update(finished_at=timezone.now(), **found)


def _position_key(draft: ImportBatch) -> str:
    return f"dry-run:{draft.public_id}:{draft.settings_sha256}"


def _dry_run_of(draft: ImportBatch, watch: OnProgress) -> dict[str, Any]:
    path = require_file(draft)
    stated = settings_of(draft)
    report = dry_run(path, stated, intake.inspect_file(path, stated), watch)
    examples = [
        {"line": item.line, "reason": item.reason.value, "column": item.column or "", "detail": item.detail,
         "raw": item.raw}
        for item in report.examples
    ]  # fmt: skip
    return {
        "rows_read": report.read,
        "rows_new": report.new,
        "rows_changed": report.changed,
        "rows_unchanged": report.unchanged,
        "rows_rejected": report.rejected["total"],
        "rejected_by_reason": report.rejected["by_reason"],
        "bytes_done": draft.file_size,
        "inspection": {**draft.inspection, "rejected_examples": examples},
    }
