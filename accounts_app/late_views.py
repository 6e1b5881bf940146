"""Views that are loaded with their first request: a start of the web pays for none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]
_LOADING = RLock()  # modules that import each other must not be begun by two requests at once


def late_views(package: str) -> Callable[[str], View]:
    """For the addresses of a package: ``late_view("module.function")`` is a view below it."""
    return lambda name: late_view(f"{package}.{name}")


def late_view(name: str) -> View:
    """The view of this full name.

    What its decorators tell the middleware (``csrf_exempt``) is not known before it is loaded: say it at the address.
    """

    @cache
    def loaded() -> View:
        with _LOADING:
            view: View = import_string(name)
        return view

    def load_and_answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return loaded()(request, *args, **kwargs)

    load_and_answer.late_name = name  # type: ignore[attr-defined]
    return load_and_answer
