"""How a person wants a file to be read. Everything left out is recognised from the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analytics_app.choices import Platform, SourceFormat

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True)
class ParseOptions:
    """``zone`` is an IANA name or UTC/WIB/WITA/WIT; ``mapping`` goes from column to canonical field."""

    format: SourceFormat | None = None
    platform: Platform | None = None
    zone: str | None = None
    date_order: DateOrder | None = None
    mapping: Mapping[str, str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    least_columns: int = 2  # below that a file is taken for no table
