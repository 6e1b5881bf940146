"""What every page knows: whether this database holds example data."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from analytics_app.selectors.installation import is_example_installation


def installation(request: HttpRequest) -> dict[str, Any]:
    """Adds ``is_example`` for the ribbon that labels example data on every page; one query where it is read."""
    return {"is_example": SimpleLazyObject(is_example_installation)}
