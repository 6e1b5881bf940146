"""Which parameters of an address a page asks for: others cannot change its answer and need not be tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import QueryDict


class Watched(QueryDict):
    """A query that notes which of its parameters a page asks for; copying all of them into a link is not asking."""

    asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        self.asked.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


@contextmanager
def watching() -> Iterator[set[str]]:
    """The parameters that pages have asked for since the block began."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Watched, "asked", set())
        patch.setattr("django.core.handlers.wsgi.QueryDict", Watched)
        yield Watched.asked
