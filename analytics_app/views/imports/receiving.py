"""Takes an upload straight into the folder of waiting files, block by block, and stops at the limit."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from analytics_app.services.drafts import upload_folder


class WaitingFileHandler(FileUploadHandler):
    """Receives one file. ``path`` is where it lies; ``is_too_big`` when it was cut off at the limit.

    The name that the browser gives plays no part in where the file goes.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.path: Path | None = None
        self.is_too_big = False
        self._file: Any = None
        self._size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.discard()  # a second file in the same form replaces the first
        self._file = tempfile.NamedTemporaryFile(dir=upload_folder(), prefix="received-", delete=False)  # noqa: SIM115
        self.path, self._size = Path(self._file.name), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > settings.UPLOAD_MAX_BYTES:
            self.is_too_big = True
            self.discard()
            # The rest is read and thrown away, so that the browser gets to see the answer.
            raise StopUpload(connection_reset=False)
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self._file.close()
        return UploadedFile(
            file=self._file, name=self.file_name, content_type=self.content_type, size=file_size
        )

    def upload_interrupted(self) -> None:
        self.discard()

    def discard(self) -> None:
        """Removes what was received and not taken over."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)
