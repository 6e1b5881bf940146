"""Why a JSON body that holds no message is refused, in words that say what it holds instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics_app.sources.api_documents import dicts
from analytics_app.sources.errors import SourceRefused

_REMEDY = "Unggah hasil pencarian, linimasa, atau daftar komentar."
_BY_KEYS = (
    (frozenset(("username", "name")), "daftar pengguna"),
    (frozenset(("screen_name", "name")), "daftar pengguna"),
    (frozenset(("tweet_count", "start", "end")), "hitungan pesan"),
    (frozenset(("value", "id")), "aturan aliran (stream rules)"),
    (frozenset(("state", "id")), "Spaces"),
    (frozenset(("query", "position")), "pencarian tersimpan"),
    (frozenset(("ids", "next_cursor")), "daftar id"),
    (frozenset(("author_url", "html")), "sematan (oEmbed)"),
    (frozenset(("following",)), "jawaban perintah mengikuti"),
    (frozenset(("muting",)), "jawaban perintah membisukan"),
    (frozenset(("id", "name")), "daftar (lists)"),
)


def refuse_document(document: Any) -> SourceRefused:
    """The refusal for a body without messages; an API error is repeated in its own words."""
    if any(map(_is_timeless, dicts(document.get("data")) if isinstance(document, dict) else ())):
        return SourceRefused(
            "no_times",
            "Pesan-pesan di JSON ini tidak memuat waktu, dan idnya pun tidak.",
            "Ambil ulang dengan tweet.fields=created_at.",
        )
    if problem := _api_error(document):
        return SourceRefused("api_error", f"Isinya galat dari API: {problem}.", "Ulangi pengambilan datanya.")
    what = _what_it_holds(document)
    return SourceRefused("not_messages", f"JSON ini tidak berisi pesan; isinya {what}.", _REMEDY)


def is_user(document: Any) -> bool:
    """Whether an object is a user of X's API v1.1, which carries a latest status but is no message."""
    return isinstance(document, dict) and {"screen_name", "followers_count"} <= document.keys()


def _is_timeless(item: Mapping[str, Any]) -> bool:
    return {"id", "text"} <= item.keys() and "created_at" not in item


def _api_error(document: Any) -> str | None:
    if not isinstance(document, dict) or document.get("data") or document.get("items"):
        return None
    errors = document.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else document
    said = [first.get(key) or document.get(key) for key in ("title", "detail", "message")]
    is_error = "errors" in document or "error" in document or {"title", "detail"} <= document.keys()
    if not is_error and not {"code", "message"} <= document.keys():
        return None
    return ": ".join(str(text)[:200].rstrip(".") for text in said if text) or "tanpa penjelasan"


def _what_it_holds(document: Any) -> str:
    if not isinstance(document, dict):
        return "bukan objek"
    kind = document.get("kind")
    if isinstance(kind, str) and kind.startswith("youtube#"):
        return kind
    data = document.get("data", document)
    item = data[0] if isinstance(data, list) and data else data
    if isinstance(item, dict):
        for keys, what in _BY_KEYS:
            if keys <= item.keys():
                return what
        if "meta" in document and "data" not in document:
            return "keterangan tanpa data (meta)"
        return "objek dengan " + ", ".join(list(item)[:6]) if item else "objek kosong"
    return "daftar kosong" if data == [] else "daftar nilai"
