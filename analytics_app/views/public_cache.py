"""Public pages are the same for everybody: rendered once per language, address and state of the data."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts_app.database_scope import PUBLIC, acting_as
from analytics_app.selectors.data_version import data_version
from analytics_app.views.rate_limit import too_many

CACHE_SECONDS = 3600
#: What a page is made of besides the data: a new release must not show what the last one rendered.
_MADE_OF = (
    "templates",
    "locale",
    "analytics_app/views",
    "analytics_app/templatetags",
    "analytics_app/selectors",
    "analytics_app/figures",
    "analytics_app/indicators",
)
Body = tuple[bytes, str]  # compressed, ETag; nearly every browser takes it compressed


P = ParamSpec("P")


def public_page(render: Callable[P, str]) -> Callable[..., HttpResponse]:
    """A view of a function that renders HTML from the arguments of its address alone.

    The function never sees the request, so that nothing personal can get into what is kept; its database role reads
    published aggregates and nothing else.
    """

    @require_safe
    @wraps(render)
    def view(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if refusal := too_many(request):
            return refusal
        return _response(request, _body(f"{request.path}|{get_language()}", lambda: render(*args, **kwargs)))

    return view


def public_file(content_type: str) -> Callable[[Callable[[], str]], Callable[..., HttpResponse]]:
    """Like ``public_page`` for a file of open data: the same in every language, to be used by any site."""

    def decorate(render: Callable[[], str]) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(render)
        def view(request: HttpRequest) -> HttpResponse:
            if refusal := too_many(request):
                return refusal
            response = _response(request, _body(request.path, render))
            response["Content-Type"] = content_type
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return view

    return decorate


@lru_cache(maxsize=1)
def release() -> str:
    """The newest change among the files that pages are made of; asked once in a process."""
    files = (
        path for folder in _MADE_OF for path in (settings.BASE_DIR / folder).rglob("*") if path.is_file()
    )
    return str(max(path.stat().st_mtime_ns for path in files))


def _body(place: str, render: Callable[[], str]) -> Body:
    key = f"public:{release()}:{data_version()}:{place}"
    body: Body | None = cache.get(key)
    if body is None:
        with acting_as(PUBLIC):
            plain = render().encode()
        etag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
        body = (gzip.compress(plain, 6, mtime=0), etag)
        if not settings.DEBUG:
            cache.set(key, body, CACHE_SECONDS)
    return body


def _response(request: HttpRequest, body: Body) -> HttpResponse:
    compressed, etag = body
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    response: HttpResponse
    if etag in (tag.removeprefix("W/") for tag in known) or known == ["*"]:
        response = HttpResponseNotModified()
    elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(compressed, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(compressed))
    response["ETag"] = f"W/{etag}"  # one tag for the plain and the compressed form
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    return response
