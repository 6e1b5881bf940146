"""Staff pages whose content is rendered once for all readers with the same rights; the layout around it never is.

The content is rendered from a request of nothing but its address, so that nothing personal can get into it. It is
kept by what it depends on: address, language, memberships held today, release and state of the data. The view asks
for access before it comes here.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from accounts_app import access
from analytics_app.selectors.data_version import data_version
from analytics_app.selectors.installation import is_example_installation
from analytics_app.views.public_cache import CACHE_SECONDS, release

#: Blocks of base.html that differ between pages; pages/_pieces.html writes them in this order.
PIECES = ("title", "charts", "breadcrumb", "content", "footer")
Build = Callable[[HttpRequest], Mapping[str, Any]]


def kept_page(request: HttpRequest, template: str, parameters: Sequence[str], build: Build) -> HttpResponse:
    """The page; ``build`` makes the template's context, and only when nothing is kept.

    It gets the address with those of its ``parameters`` that count, and may otherwise depend on the reader's
    memberships alone. Http404 that it raises is not kept.
    """
    address = _address(request, parameters)
    rights = access.memberships_held(request.user)
    what = repr((template, address.path, address.GET.urlencode(), get_language(), rights))
    key = f"staff:{release()}:{data_version()}:{hashlib.sha256(what.encode()).hexdigest()}"
    pieces: dict[str, str] | None = cache.get(key)
    if pieces is None:
        pieces = _render(template, address, build(address))
        if not settings.DEBUG:
            cache.set(key, pieces, CACHE_SECONDS)
    kept = {name: mark_safe(pieces[name]) for name in PIECES}
    return render(request, "pages/_kept.html", {"kept": kept, "is_example": bool(pieces["is_example"])})


def _address(request: HttpRequest, parameters: Sequence[str]) -> HttpRequest:
    address = HttpRequest()
    address.method, address.path = "GET", request.path
    query = QueryDict(mutable=True)
    for name in parameters:
        if name in request.GET:
            query[name] = request.GET[name]
    address.GET = query  # type: ignore[assignment]
    return address


def _render(template: str, address: HttpRequest, context: Mapping[str, Any]) -> dict[str, str]:
    seam = f"<!--{secrets.token_hex(16)}-->"
    is_example = is_example_installation()
    own = {
        "layout": "pages/_pieces.html",
        "seam": mark_safe(seam),
        "request": address,
        "is_example": is_example,
    }
    parts = render_to_string(template, {**context, **own}).split(seam)
    return dict(zip(PIECES, parts, strict=True)) | {"is_example": "1" if is_example else ""}
