"""The list of imports."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics_app.selectors.imports import list_batches_for
from analytics_app.views.imports.common import import_page

BATCHES_A_PAGE = 25


@require_safe
@import_page
def import_list(request: HttpRequest) -> HttpResponse:
    """Every import of the regions one may import into, the newest first."""
    page = Paginator(list_batches_for(request.user), BATCHES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/list.html", {"page_obj": page})
