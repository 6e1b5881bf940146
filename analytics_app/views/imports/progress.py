"""How far a running import is, in words and as a bar, with what is left at the pace so far."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics_app.formats import bytes_size, count
from analytics_app.models import ImportBatch
from analytics_app.services.draft_trials import dry_run_position

State = ImportBatch.State
_PACE_KEPT = 6 * 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """A bar: ``value`` of ``max`` (None = length unknown), its label, and the words beside it."""

    label: str
    text: str
    value: int | None
    max: int | None
    is_done: bool

    def as_json(self) -> dict[str, Any]:
        """For the script that moves the bar."""
        return asdict(self)


def dry_run_progress(draft: ImportBatch, now: datetime) -> Progress:
    """Of a draft whose dry run waits, runs or is done."""
    label = _("Membandingkan isi berkas dengan yang sudah tersimpan")
    if draft.finished_at is not None:
        return Progress(label, _("selesai"), 1, 1, True)
    position = dry_run_position(draft)
    if position is None:
        return Progress(label, _("menunggu giliran"), None, None, False)
    done, rows = position
    words = _read_words(rows, done, draft.file_size)
    began = draft.started_at.timestamp() if draft.started_at else 0
    left = _remaining(f"{draft.public_id}:trial:{began}", done, draft.file_size, now)
    return Progress(label, _join(words, left), min(done, draft.file_size), draft.file_size, False)


def import_progress(batch: ImportBatch, now: datetime) -> Progress:
    """Of a batch that was opened."""
    label = str(batch.get_state_display())
    if batch.cancel_requested and batch.state in (State.QUEUED, State.READING):
        return Progress(_("Membatalkan"), _("yang sudah masuk ditarik kembali"), None, None, False)
    if not batch.is_running:
        return Progress(label, "", 1, 1, True)
    if batch.state == State.READING:
        done, total = batch.bytes_done, batch.file_size
        words = _read_words(batch.rows_read, done, total)
    elif batch.state in (State.BUILDING, State.SCORING) and batch.step_total:
        done, total = batch.step_done, batch.step_total
        words = _("{done} dari {total}").format(done=count(done), total=count(total))
    else:
        return Progress(label, "", None, None, False)
    left = _remaining(f"{batch.public_id}:{batch.state}", done, total, now)
    return Progress(label, _join(words, left), min(done, total), total, False)


def _read_words(rows: int, done: int, total: int) -> str:
    return _("{rows} baris · {done} dari {total}").format(
        rows=count(rows), done=bytes_size(min(done, total)), total=bytes_size(total)
    )


def _join(words: str, left: float | None) -> str:
    return words if left is None else f"{words} · {_left_words(left)}"


def _left_words(seconds: float) -> str:
    if seconds < 90:
        n = max(1, round(seconds))
        return ngettext("sisa kira-kira {n} detik", "sisa kira-kira {n} detik", n).format(n=n)
    n = round(seconds / 60)
    return ngettext("sisa kira-kira {n} menit", "sisa kira-kira {n} menit", n).format(n=n)


def _remaining(key: str, done: int, total: int, now: datetime) -> float | None:
    """Seconds left at the pace since this step was first seen to move; None before that."""
    if done <= 0:
        return None
    first = cache.get_or_set(f"pace:{key}", (now.timestamp(), done), _PACE_KEPT)
    elapsed, moved = now.timestamp() - first[0], done - first[1]
    if moved <= 0 or elapsed <= 0:
        return None
    return max(0, total - done) * elapsed / moved
