"""Static files, once somebody asks for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class StaticFilesMiddleware:
    """whitenoise reads the whole folder when it is made: it is made with the first request for a file."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_file = request.path_info.startswith(settings.STATIC_URL)
        return self._files(request) if is_file else self.get_response(request)

    @cached_property
    def _files(self) -> GetResponse:
        from whitenoise.middleware import WhiteNoiseMiddleware

        middleware: GetResponse = WhiteNoiseMiddleware(self.get_response)
        return middleware
