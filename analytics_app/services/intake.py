"""Takes a file in: says what it is, remembers how it shall be read, and keeps it as received."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts_app.audit.actions import AuditAction
from accounts_app.models import Region, User
from analytics_app.models import ImportBatch, Installation, SavedMapping
from analytics_app.services import payloads
from analytics_app.services.import_control import record_import
from analytics_app.services.locks import LockSpace, own
from analytics_app.services.options import options_of, stored_inspection
from analytics_app.sources.inspection import Inspection, inspect
from analytics_app.text.personal_data import mask

MAX_SOURCE = 80


class ExampleDatabase(Exception):
    """Real data offered to a database of example data, or the other way round."""


@dataclass(frozen=True)
class ImportSettings:
    """How a file shall be read, as a person states it. None = not stated."""

    source: str | None = None
    format: str | None = None
    region: Region | None = None
    platform: str | None = None
    zone: str | None = None
    date_order: str | None = None
    mapping: Mapping[str, str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    covers: Sequence[str] | None = None
    covered_from: date | None = None
    covered_until: date | None = None

    def reading(self) -> dict[str, Any]:
        """What parsing needs, as it is stored in ImportBatch.options."""
        stated = {
            "format": self.format,
            "platform": self.platform,
            "zone": self.zone,
            "date_order": self.date_order,
            "mapping": dict(self.mapping) if self.mapping else None,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
        }
        return {key: value for key, value in stated.items() if value is not None}

    def digest(self) -> str:
        """Equal for two imports that would read the same file the same way."""
        text = json.dumps(
            {
                **self.reading(),
                "source": self.source,
                "region": self.region.code if self.region else None,
                "covers": sorted(self.covers) if self.covers is not None else None,
                "covered_from": self.covered_from.isoformat() if self.covered_from else None,
                "covered_until": self.covered_until.isoformat() if self.covered_until else None,
            },
            sort_keys=True,
        )
        return hashlib.sha256(text.encode()).hexdigest()


def inspect_file(path: Path, settings: ImportSettings) -> Inspection:
    """Recognises the file, filling in a mapping that was saved for the same header. Raises SourceRefused."""
    inspection = inspect(path, options_of(settings.reading()))
    if settings.mapping is None and (saved := saved_mapping(inspection.columns)):
        inspection = inspect(path, options_of({**settings.reading(), "mapping": saved}))
    return inspection


def open_batch(
    path: Path,
    settings: ImportSettings,
    inspection: Inspection,
    *,
    file_name: str | None = None,
    by: User | None = None,
    is_example: bool = False,
    reread_of: ImportBatch | None = None,
) -> ImportBatch:
    """Takes up the unfinished import of the same file and settings, or begins a new one.

    A file that is already in with the same settings gives a finished batch that points to the first.
    """
    sha256, size = payloads.hash_file(path)
    settings = _with_saved_mapping(settings, inspection)
    with transaction.atomic():
        own(LockSpace.FILE, int(sha256[:7], 16))  # two who give the same file at once share one import
        claim_installation(is_example=is_example)
        known = ImportBatch.objects.filter(file_sha256=sha256, settings_sha256=settings.digest())
        unfinished = known.filter(
            state__in=[*ImportBatch.UNFINISHED, ImportBatch.State.DRAFT, ImportBatch.State.FAILED]
        ).exclude(state=ImportBatch.State.WITHDRAWING)
        if batch := unfinished.select_for_update().order_by("pk").first():
            return batch
        first = known.filter(state=ImportBatch.State.DONE, duplicate_of=None).order_by("pk").first()
        batch = _new_batch(settings, inspection, file_name or path.name, sha256, size)
        batch.created_by, batch.reread_of, batch.duplicate_of = by, reread_of, first
        batch.save()
        if first is None:
            record_import(AuditAction.IMPORT_STARTED, batch, by=by)
            payloads.store_payload(batch, path)
    remember_mapping(inspection.columns, settings.mapping)
    return batch


def open_known(
    path: Path, settings: ImportSettings, *, by: User | None = None, is_example: bool = False
) -> ImportBatch | None:
    """A batch that points to the finished import of the same file and settings; None where there is none.

    Needs no look into the file: its digest says enough.
    """
    sha256, _size = payloads.hash_file(path)
    with transaction.atomic():
        claim_installation(is_example=is_example)
        first = (
            ImportBatch.objects.filter(
                file_sha256=sha256,
                settings_sha256=settings.digest(),
                state=ImportBatch.State.DONE,
                duplicate_of=None,
            )
            .order_by("pk")
            .first()
        )
        if first is None:
            return None
        copied = ("source", "format", "region", "platform", "options", "capability", "inspection", "covers",
                  "covered_from", "covered_until", "file_sha256", "file_size", "settings_sha256")  # fmt: skip
        return ImportBatch.objects.create(
            **{name: getattr(first, name) for name in copied},
            file_name=path.name[:255],
            created_by=by,
            duplicate_of=first,
        )


def _with_saved_mapping(settings: ImportSettings, inspection: Inspection) -> ImportSettings:
    """Writes down a mapping remembered from an earlier file: read again, the file must be read the same way."""
    if settings.mapping is None and (saved := saved_mapping(inspection.columns)):
        return replace(settings, mapping=saved)
    return settings


def clean_name(name: str) -> str:
    """A file's name as it may be shown: the last part, without control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable()).strip()[:255] or "berkas"


def claim_installation(*, is_example: bool) -> None:
    """Makes an empty database one of example data or of real data; raises ExampleDatabase if it is the other."""
    kind = Installation.Kind.EXAMPLE if is_example else Installation.Kind.REAL
    installation, _ = Installation.objects.get_or_create(singleton=True, defaults={"kind": kind})
    if installation.kind != kind:
        raise ExampleDatabase


def saved_mapping(columns: Sequence[str]) -> dict[str, str] | None:
    """The mapping a person chose for a file with these columns, if any."""
    saved = SavedMapping.objects.filter(header_sha256=_header_digest(columns)).first()
    return dict(saved.mapping) if saved else None


def remember_mapping(columns: Sequence[str], mapping: Mapping[str, str] | None) -> None:
    """Keeps a mapping that a person stated, for the next file with the same columns."""
    if mapping and columns:
        SavedMapping.objects.update_or_create(
            header_sha256=_header_digest(columns),
            defaults={"columns": list(columns), "mapping": dict(mapping)},
        )


def _header_digest(columns: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(columns).encode()).hexdigest()


def _new_batch(
    settings: ImportSettings, inspection: Inspection, file_name: str, sha256: str, size: int
) -> ImportBatch:
    return ImportBatch(
        source=(settings.source or inspection.format.value)[:MAX_SOURCE],
        format=inspection.format.value,
        region=settings.region,
        platform=inspection.platform.value if inspection.platform else "",
        options=settings.reading(),
        capability=stored_inspection(inspection)["capability"],
        inspection=stored_inspection(inspection),
        covers=list(settings.covers) if settings.covers is not None else None,
        covered_from=settings.covered_from,
        covered_until=settings.covered_until,
        file_name=mask(clean_name(file_name)),
        file_sha256=sha256,
        file_size=size,
        settings_sha256=settings.digest(),
    )
