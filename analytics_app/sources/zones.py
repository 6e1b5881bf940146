"""Time zones by the names people use."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from analytics_app.sources.errors import SourceRefused

_INDONESIAN = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def read_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name or of UTC, WIB, WITA, WIT. Raises SourceRefused for any other."""
    try:
        return ZoneInfo(_INDONESIAN.get(name.strip().upper(), name.strip()))
    except (KeyError, ValueError, OSError):
        raise SourceRefused(
            "unknown_zone",
            f"Zona waktu “{name}” tidak dikenal.",
            "Pakai WIB, WITA, WIT, UTC, atau nama IANA seperti Asia/Jakarta (--zone).",
        ) from None
