"""What every page knows: whether this database holds example data."""

from typing import Any

from django.http import HttpRequest

from analytics_app.selectors.installation import is_example_installation


def installation(request: HttpRequest) -> dict[str, Any]:
    """Adds ``is_example`` for the ribbon that labels example data on every page."""
    return {"is_example": is_example_installation()}
