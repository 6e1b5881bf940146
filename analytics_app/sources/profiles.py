"""What a table format says of its columns and of the meaning of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from analytics_app.choices import MessageKind, Platform, SourceFormat
from analytics_app.sources.columns import map_columns


@dataclass(slots=True)  # not frozen: one is made for every row, and freezing triples what that costs
class Draft:
    """What is known of a row when its kind is decided."""

    platform: Platform
    platform_id: str | None
    parent_id: str | None
    conversation_id: str | None
    container_id: str | None
    in_reply_to_handle: str | None
    text: str
    stated_kind: str
    is_repost: bool


KindRule = Callable[[Draft], MessageKind]
Sample = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Profile:
    """One table format.

    ``mapping`` goes from column to canonical field; empty = automatic by names. ``platform`` None = from the content.
    ``official_values`` give the meaning of the is_official column, in lower case.
    """

    format: SourceFormat
    evidence: str
    kind: KindRule
    mapping: Mapping[str, str] = field(default_factory=dict)
    platform: Platform | None = None
    needs_id: bool = False
    needs_author: bool = False
    parent_is_inferred: bool = False
    official_values: Mapping[str, bool] = field(default_factory=dict)

    def map(self, columns: Sequence[str], sample: Sample) -> dict[str, str]:
        """The format's own mapping for the columns that are there."""
        if not self.mapping:
            return map_columns(columns, sample)
        return {column: self.mapping[column] for column in columns if column in self.mapping}
