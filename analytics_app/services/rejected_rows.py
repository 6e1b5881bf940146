"""A rejected row as it may be kept: readable enough to mend the file, without personal data and people's names."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import orjson

from accounts_app.pseudonyms import shown_name
from analytics_app.choices import Platform
from analytics_app.services.erased_people import NOBODY, ErasedPeople
from analytics_app.sources.inspection import Inspection
from analytics_app.text.personal_data import mask, replace_mentions

MAX_KEPT = 20_000
MIN_NAME = 4  # shorter ones would be found in words and numbers that are no names
_NAME_FIELDS = frozenset(("author_id", "author_handle", "in_reply_to_handle"))
_NAME_KEYS = frozenset(
    (
        "author_id", "username", "screen_name", "in_reply_to_screen_name", "in_reply_to_user_id", "name",
        "authorDisplayName", "authorChannelUrl", "authorProfileImageUrl", "authorChannelId",
    )
)  # fmt: skip
_CELLS = " | "  # how a table row that was read is written down


class RejectedText:
    """Masks what is kept of the rejected rows of one file.

    Names are known by their column, or key; in a line that could not be cut into columns by their place in it.
    """

    def __init__(
        self,
        inspection: Inspection,
        official_handles: Collection[tuple[str, str]],
        erased: ErasedPeople = NOBODY,
    ) -> None:
        self._erased = erased
        self._platform = (inspection.platform or Platform.X).value
        self._delimiter = inspection.delimiter or ","
        self._official = official_handles
        self._width = len(inspection.columns)
        self._at = [
            place
            for place, column in enumerate(inspection.columns)
            if inspection.mapping.get(column) in _NAME_FIELDS
        ]

    def masked(self, raw: str) -> str:
        """The row without NIK, telephone numbers, e-mail and names that are not registered.

        Nothing of a row whose author asked to be forgotten.
        """
        text = raw[:MAX_KEPT].replace("\x00", "")
        names = self._names(text)
        if self._erased and any(self._erased.has_name(self._platform, name) for name in names):
            return ""
        text = self._masked_cells(text)
        for name in sorted((name for name in names if len(name) >= MIN_NAME), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", self._shown(name), text)
        return replace_mentions(mask(text), self._shown, dotted=self._platform != Platform.X)

    def _masked_cells(self, text: str) -> str:
        cells = text.split(_CELLS)
        if len(cells) == self._width:
            for place in self._at:
                if name := cells[place].strip().lstrip("@"):
                    cells[place] = self._shown(name)
        return _CELLS.join(cells)

    def _shown(self, handle: str) -> str:
        if (self._platform, handle.lower().lstrip("@")) in self._official or handle.startswith("warga_"):
            return handle
        return shown_name(self._erased.mentioned(self._platform, handle))

    def _names(self, text: str) -> set[str]:
        cells = self._cells(text)
        named = {cells[place] for place in self._at if place < len(cells)} | set(_names_in_json(text))
        return {name for cell in named if (name := cell.strip().lstrip("@"))}

    def _cells(self, text: str) -> list[str]:
        cells = text.split(_CELLS)
        if len(cells) == self._width:
            return cells
        try:
            return next(csv.reader([text], delimiter=self._delimiter), [])
        except csv.Error:
            return text.split(self._delimiter)


def _names_in_json(text: str) -> Iterator[str]:
    if text[:1] not in ("{", "["):
        return
    try:
        yield from _walk(orjson.loads(text))
    except orjson.JSONDecodeError:
        yield from re.findall(rf'"(?:{"|".join(_NAME_KEYS)})"\s*:\s*"([^"]+)"', text)


def _walk(value: Any) -> Iterator[str]:
    children: Iterable[Any] = ()
    if isinstance(value, dict):
        yield from (
            str(item) for key, item in value.items() if key in _NAME_KEYS and isinstance(item, (str, int))
        )
        children = value.values()
    elif isinstance(value, list):
        children = value
    for child in children:
        yield from _walk(child)
