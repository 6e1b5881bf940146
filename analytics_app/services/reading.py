"""Opens an import that reads a file once more, in another way."""

from __future__ import annotations

from pathlib import Path

from accounts_app.models import User
from analytics_app.models import ImportBatch
from analytics_app.services.drafts import NothingChanged
from analytics_app.services.intake import ImportSettings, inspect_file, open_batch
from analytics_app.services.options import options_of
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.inspection import open_questions


def open_reread(
    batch: ImportBatch, path: Path, settings: ImportSettings, *, by: User | None = None
) -> ImportBatch:
    """The import that replaces ``batch`` when it is run; ``path`` is the file as it was received.

    Raises SourceRefused, NothingChanged; then nothing has happened.
    """
    inspection = inspect_file(path, settings)
    if missing := open_questions(inspection, options_of(settings.reading())):
        raise SourceRefused(f"open_{missing[0].code}", missing[0].text, missing[0].remedy)
    if settings.digest() == batch.settings_sha256:
        raise NothingChanged
    return open_batch(path, settings, inspection, file_name=batch.file_name, by=by, reread_of=batch)
