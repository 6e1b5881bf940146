"""Whether this installation can answer at all; for load balancers and people."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from analytics_app.selectors.health import is_database_well, is_redis_well


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when database and Redis answer, else 503; says which, and nothing more."""
    parts = {"database": is_database_well(), "redis": is_redis_well()}
    is_well = all(parts.values())
    words = {name: "ok" if is_part_well else "down" for name, is_part_well in parts.items()}
    return JsonResponse({"status": "ok" if is_well else "down", **words}, status=200 if is_well else 503)
