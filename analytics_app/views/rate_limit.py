"""How often one address may ask for public pages."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts_app.request_limit import Minute, refusal

_minute = Minute()


def too_many(request: HttpRequest) -> HttpResponse | None:
    """The refusal (429) for an address that asks too often, else None."""
    limit = settings.PUBLIC_REQUESTS_A_MINUTE
    if not limit:
        return None
    now = time.monotonic()
    if _minute.count(_address(request), now) <= limit:
        return None
    return refusal("429_public.html", now)


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # an address that is none
        return ""
