"""Tables in which a row is a citizen's complaint or store review, and its first answer stands beside it.

Both are written to a channel, not on social media; a review is told from a complaint by its rating.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics_app.choices import MessageKind, Platform, SourceFormat
from analytics_app.sources.columns import column_key, map_columns
from analytics_app.sources.profiles import Draft, Profile, Sample

_COMPLAINT_TEXT = frozenset(
    [
        "keluhan",
        "aduan",
        "pengaduan",
        "laporan",
        "isiaduan",
        "isilaporan",
        "isipengaduan",
        "isikeluhan",
        "uraianaduan",
        "uraianlaporan",
        "complaint",
        "complainttext",
    ]
)
_REVIEW_TEXT = frozenset(["review", "reviewtext", "ulasan"])
_RATING = frozenset(["rating", "score", "bintang", "stars", "nilai"])
_STORE = frozenset(["reviewid", "reviewcreatedversion", "replycontent", "thumbsupcount"])


def find_profile(columns: Sequence[str], sample: Sample) -> Profile | None:
    """The profile where the columns speak of reviews, or of complaints and their answers."""
    mapping = map_columns(columns, sample)
    if not {"text", "created_at"}.issubset(mapping.values()):
        return None
    keys = {column_key(column) for column in columns}
    text = next(column_key(column) for column, field in mapping.items() if field == "text")
    if keys & _RATING and (text in _REVIEW_TEXT or len(keys & _STORE) >= 2):
        return REVIEWS
    if text in _COMPLAINT_TEXT or "answered_at" in mapping.values():
        return COMPLAINTS
    return None


def _complaint(draft: Draft) -> MessageKind:
    return MessageKind.COMPLAINT


def _review(draft: Draft) -> MessageKind:
    return MessageKind.REVIEW


COMPLAINTS = Profile(
    format=SourceFormat.COMPLAINT,
    evidence="kolom isi aduan dan waktu jawaban (tabel aduan)",
    kind=_complaint,
    platform=Platform.CHANNEL,
)
REVIEWS = Profile(
    format=SourceFormat.COMPLAINT,
    evidence="kolom ulasan dan nilai bintang (ulasan toko aplikasi)",
    kind=_review,
    platform=Platform.CHANNEL,
)
