"""Files on their way in: uploaded, looked at, tried out, not imported yet.

A draft is a batch in state DRAFT and a file in the upload folder named by the batch's public id. Its
``settings_sha256`` begins with "draft:", so that nobody takes it for an import of the same file. Whatever changes how
the file is read throws away what a dry run counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from accounts_app.database_scope import as_system
from accounts_app.models import Region, User
from analytics_app.models import ImportBatch
from analytics_app.services import intake, payloads
from analytics_app.services.intake import ImportSettings, clean_name
from analytics_app.services.options import options_of, stored_inspection
from analytics_app.services.previews import sample_cells, sample_rows
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.inspection import Inspection, open_questions

OWNER = ("region", "source")
KEPT_FOR = timedelta(days=1)
READING = ("format", "platform", "zone", "date_order", "mapping", "encoding", "delimiter", "sheet")


class DraftGone(Exception):
    """The uploaded file is not there any more; it has to be given again."""


class AlreadyStarted(Exception):
    """Somebody, or a second click, has made the draft an import meanwhile; ``started_as`` says which."""


class NothingChanged(Exception):
    """A file to be read again is to be read as it was."""


# --- coming and going ----------------------------------------------------------------------------


def upload_folder() -> Path:
    """The folder of waiting files, readable by nobody else."""
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def new_draft(
    received: Path, *, file_name: str, region: Region | None, source: str, platform: str, by: User
) -> ImportBatch:
    """Takes over an uploaded file (moves it) and says what it is."""
    sha256, size = payloads.hash_file(received)
    draft = ImportBatch(
        state=ImportBatch.State.DRAFT,
        source=source,
        region=region,
        options={"platform": platform} if platform else {},
        file_name=clean_name(file_name),
        file_sha256=sha256,
        file_size=size,
        created_by=by,
    )
    received.replace(upload_folder() / draft.public_id)
    inspect_draft(draft)
    return draft


@as_system
def reopen(batch: ImportBatch, *, by: User) -> ImportBatch:
    """A draft of a file that was imported before, to be read in another way. Raises payloads.PayloadGone.

    Of a copy, the import that brought the rows is the one to be replaced.
    """
    origin = batch.duplicate_of or batch
    draft = ImportBatch(
        state=ImportBatch.State.DRAFT,
        reread_of=origin,
        created_by=by,
        source="" if batch.source == batch.format else batch.source,  # the format's name was never chosen
        **{
            name: getattr(batch, name)
            for name in (
                "region", "options", "covers", "covered_from", "covered_until",
                "file_name", "file_sha256", "file_size",
            )
        },
    )  # fmt: skip
    payloads.restore_payload(origin, upload_folder() / draft.public_id)
    inspect_draft(draft)
    return draft


@as_system
def start(draft: ImportBatch, *, by: User) -> ImportBatch:
    """Makes the draft an import that waits for its turn, and forgets the draft.

    Raises SourceRefused, DraftGone, NothingChanged, AlreadyStarted, intake.ExampleDatabase; nothing is changed then.
    """
    stated = settings_of(draft)
    if draft.reread_of is not None and stated.digest() == draft.reread_of.settings_sha256:
        raise NothingChanged
    path = require_file(draft)
    inspection = intake.inspect_file(path, stated)
    if missing := open_questions(inspection, options_of(stated.reading())):
        raise SourceRefused(f"open_{missing[0].code}", missing[0].text, missing[0].remedy)
    with transaction.atomic():
        if not ImportBatch.objects.select_for_update().filter(pk=draft.pk).exists():
            raise AlreadyStarted
        batch = intake.open_batch(
            path, stated, inspection, file_name=draft.file_name, by=by, reread_of=draft.reread_of
        )
        if batch.state in (ImportBatch.State.DRAFT, ImportBatch.State.FAILED):
            batch.state, batch.cancel_requested, batch.error = ImportBatch.State.QUEUED, False, ""
            batch.save(update_fields=["state", "cancel_requested", "error"])
        draft.delete()
        cache.set(_started_key(draft.public_id), batch.public_id, KEPT_FOR.total_seconds())
    path.unlink(missing_ok=True)
    return batch


def started_as(public_id: str) -> str | None:
    """The public id of the import that a draft has become within the last day."""
    batch_id: str | None = cache.get(_started_key(public_id))
    return batch_id


def _started_key(public_id: str) -> str:
    return f"started-draft:{public_id}"


@as_system
def discard(draft: ImportBatch) -> None:
    """Throws a draft and its file away."""
    (upload_folder() / draft.public_id).unlink(missing_ok=True)
    ImportBatch.objects.filter(pk=draft.pk, state=ImportBatch.State.DRAFT).delete()


def remove_abandoned_drafts(now: datetime) -> int:
    """Throws away drafts and uploads that nobody touched for a day; returns how many files went."""
    limit = (now - KEPT_FOR).timestamp()
    kept, removed = set(), 0
    for path in upload_folder().iterdir():
        if path.is_file() and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            removed += 1
        else:
            kept.add(path.name)
    drafts = ImportBatch.objects.filter(state=ImportBatch.State.DRAFT, created_at__lt=now - KEPT_FOR)
    drafts.exclude(public_id__in=kept).delete()
    return removed


def require_file(draft: ImportBatch) -> Path:
    """Where the draft's file lies. Raises DraftGone."""
    path = upload_folder() / draft.public_id
    if not path.is_file():
        raise DraftGone(draft.public_id)
    return path


# --- how it shall be read ------------------------------------------------------------------------


def settings_of(draft: ImportBatch) -> ImportSettings:
    """What has been chosen for the draft so far."""
    return ImportSettings(
        source=draft.source or None,
        region=draft.region,
        covers=draft.covers,
        covered_from=draft.covered_from,
        covered_until=draft.covered_until,
        **{name: draft.options.get(name) for name in READING},
    )


def change_reading(draft: ImportBatch, **chosen: Any) -> None:
    """Sets some of READING (None or "" = recognise it again), region or source, and looks at the file again."""
    for name in OWNER:
        if name in chosen:
            setattr(draft, name, chosen.pop(name))
    options = {**draft.options, **chosen}
    if options.get("format") != draft.options.get("format"):
        options["mapping"] = None  # a mapping belongs to the format it was chosen for
    draft.options = {name: value for name, value in options.items() if value not in (None, "", {})}
    inspect_draft(draft)


def change_coverage(
    draft: ImportBatch, covers: Sequence[str] | None, first: date | None, last: date | None
) -> None:
    """Sets what the file covers; None = not stated."""
    draft.covers = list(covers) if covers is not None else None
    draft.covered_from, draft.covered_until = first, last
    forget_dry_run(draft)
    draft.save()


def inspect_draft(draft: ImportBatch) -> None:
    """Looks at the file and stores what the pages show of it; a refusal is stored as well. Raises DraftGone."""
    path = require_file(draft)
    path.touch()
    try:
        inspection = intake.inspect_file(path, settings_of(draft))
    except SourceRefused as refusal:
        draft.inspection = {
            "refusal": {"code": refusal.code, "message": refusal.message, "remedy": refusal.remedy}
        }
    else:
        draft.format = inspection.format.value
        draft.platform = inspection.platform.value if inspection.platform else ""
        is_remembered = _keep_saved_mapping(draft, inspection)
        reading = options_of(settings_of(draft).reading())
        draft.capability = stored_inspection(inspection)["capability"]
        draft.inspection = stored_inspection(inspection) | {
            "open": [question.code for question in open_questions(inspection, reading)],
            "sample": sample_rows(path, settings_of(draft), inspection),
            "cells": sample_cells(inspection),
            "is_remembered": is_remembered,
        }
    forget_dry_run(draft)
    draft.save()


def _keep_saved_mapping(draft: ImportBatch, inspection: Inspection) -> bool:
    """Makes a mapping remembered from an earlier file this draft's own, so that the import reads it the same way."""
    saved = intake.saved_mapping(inspection.columns)
    if saved and "mapping" not in draft.options:
        draft.options = {**draft.options, "mapping": saved}
    return bool(saved) and draft.options.get("mapping") == saved


def forget_dry_run(draft: ImportBatch) -> None:
    """Takes the counts of a dry run off the draft, and marks it with how it is read now. Does not save."""
    draft.settings_sha256 = f"draft:{settings_of(draft).digest()[:56]}"
    draft.started_at = draft.finished_at = None
    draft.error = ""
    draft.bytes_done = draft.rows_read = draft.rows_new = draft.rows_changed = 0
    draft.rows_unchanged = draft.rows_rejected = 0
    draft.rejected_by_reason = {}
