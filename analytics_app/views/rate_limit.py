"""How often one address may ask for public pages."""

from __future__ import annotations

import time
from collections import Counter

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_MINUTE = 60.0


class Minute:
    """Requests of each address in the current minute, in this process.

    Kept in memory, not in Redis: public pages come ready from the cache, and asking Redis once more for each of them
    would cost more than what it protects. With n web processes an address may ask n times as often.
    """

    def __init__(self) -> None:
        self._number = -1
        self._asked: Counter[str] = Counter()

    def count(self, address: str, now: float) -> int:
        """Notes a request at ``now`` (seconds) and tells how many there have been in this minute."""
        if (number := int(now // _MINUTE)) != self._number:
            self._number, self._asked = number, Counter()
        self._asked[address] += 1
        return self._asked[address]


_minute = Minute()


def too_many(request: HttpRequest) -> HttpResponse | None:
    """The refusal (429) for an address that asks too often, else None."""
    limit = settings.PUBLIC_REQUESTS_A_MINUTE
    if not limit:
        return None
    now = time.monotonic()
    if _minute.count(_address(request), now) <= limit:
        return None
    wait = int(_MINUTE - now % _MINUTE) + 1
    return HttpResponse(render_to_string("429_public.html"), status=429, headers={"Retry-After": str(wait)})


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # an address that is none
        return ""
