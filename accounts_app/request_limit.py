"""How often one person may ask for staff pages. Counted by person, so that nobody can use up another's share."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

MINUTE_SECONDS = 60.0


class Minute:
    """Requests of each caller in the current minute, in this process.

    Kept in memory, not in Redis: one question more for each page would cost more than what it protects. With n web
    processes a caller may ask n times as often.
    """

    def __init__(self) -> None:
        self._number = -1
        self._asked: Counter[Hashable] = Counter()

    def count(self, caller: Hashable, now: float) -> int:
        """Notes a request at ``now`` (seconds) and tells how many there have been in this minute."""
        if (number := int(now // MINUTE_SECONDS)) != self._number:
            self._number, self._asked = number, Counter()
        self._asked[caller] += 1
        return self._asked[caller]


_minute = Minute()


def too_many_of_person(request: HttpRequest) -> HttpResponse | None:
    """The refusal (429) for somebody signed in who asks too often, else None. Visitors are not counted here."""
    limit = settings.STAFF_REQUESTS_A_MINUTE
    if not limit or not request.user.is_authenticated:
        return None
    now = time.monotonic()
    if _minute.count(request.user.pk, now) <= limit:
        return None
    return refusal("429_staff.html", now)


def refusal(template: str, now: float) -> HttpResponse:
    """The page that says to wait, and until when."""
    wait = int(MINUTE_SECONDS - now % MINUTE_SECONDS) + 1
    return HttpResponse(render_to_string(template), status=429, headers={"Retry-After": str(wait)})
