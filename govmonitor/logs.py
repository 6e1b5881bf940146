"""What a log line may say: which request it belongs to, and nothing about a citizen.

A database tells with an error which row it was ("DETAIL: Failing row contains …", "CONTEXT: COPY …"), an address may
carry a secret link, and an exception's message a text. None of it is needed to find a mistake.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_ROW = re.compile(r"^(\s*(?:DETAIL|CONTEXT|LINE \d+|QUERY|STATEMENT)):.*$", re.MULTILINE)
_SECRET_LINK = re.compile(r"(/(?:terima|admin-pertama|reset/key|confirm-email)/)[^/\s\"']+")


class RequestIdMiddleware:
    """Gives each request an id, a proxy's if it sent one; it stands in the log lines and in the answer's header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        _REQUEST_ID.set(request_id)  # not reset: Django logs an answer after its middleware
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class LineFormatter(logging.Formatter):
    """Formats a record, its traceback included, without rows, secret links, numbers, addresses and names."""

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = _REQUEST_ID.get()
        return without_personal_data(super().format(record))


def without_personal_data(line: str) -> str:
    """The line with everything left out that may say who a citizen is or what was written."""
    from analytics_app.text.personal_data import (  # not before there is something to tell
        mask,
        replace_mentions,
    )

    line = _ROW.sub(r"\1: …", line)
    line = _SECRET_LINK.sub(r"\1…", line)
    return replace_mentions(mask(line), lambda _: "…")
