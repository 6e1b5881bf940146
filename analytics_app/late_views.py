"""Views that are loaded with their first request: what they need is more than a start of the web should pay for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string


def late_view(name: str) -> Callable[..., HttpResponseBase]:
    """The view ``module.function`` below ``analytics_app.views``.

    What its decorators tell the middleware (``csrf_exempt``) is not known before it is loaded: say it at the address.
    """

    def load_and_answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view: Callable[..., HttpResponseBase] = import_string(f"analytics_app.views.{name}")
        return view(request, *args, **kwargs)

    return load_and_answer
