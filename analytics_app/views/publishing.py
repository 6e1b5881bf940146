"""What administrators make public: completed quarters of real regions, one by one, with confirmation."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts_app import access
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.selectors.publication import find_candidate, list_candidates, list_changed, ready_on
from analytics_app.services.publishing import NothingToPublish, publish_quarter, withdraw_quarter
from analytics_app.views.errata import changed_rows
from analytics_app.views.wording import date_choice

CANDIDATES_A_PAGE = 50


@require_safe
@access.page_for(Permission.PUBLISH)
def publication_list(request: HttpRequest) -> HttpResponse:
    """Regions by completed quarter: what the public would see, and what it sees."""
    page_obj = Paginator(list_candidates(), CANDIDATES_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "candidate": item,
            "quarter": date_choice(item.quarter_end, item.quarter_end),
            "is_ready": item.ready_on <= timezone.localdate(),
        }
        for item in page_obj.object_list
    ]
    return render(request, "pages/publication_list.html", {"page_obj": page_obj, "rows": rows})


@require_safe
@access.page_for(Permission.PUBLISH)
def publication_confirm(request: HttpRequest, code: str, day: date) -> HttpResponse:
    """Asks before anything is published or withdrawn; publishing and withdrawing are answers to this page."""
    region = access.region_for(request.user, code)
    if not find_candidate(region, day):
        raise Http404
    is_published = region.publications.filter(quarter_end=day).exists()
    context = {
        "region": region,
        "day": day,
        "quarter": date_choice(day, day),
        "is_published": is_published,
        "is_ready": ready_on(day) <= timezone.localdate(),
        "ready_on": ready_on(day),
        "prepared_at": region.snapshots.filter(quarter_end=day).values_list("prepared_at", flat=True).first(),
        "changed": changed_rows(list_changed(region, day)),
    }
    return render(request, "pages/publication_confirm.html", context)


@require_POST
@access.page_for(Permission.PUBLISH)
def publish(request: HttpRequest, code: str, day: date) -> HttpResponse:
    """Publishes and goes back to the list."""
    region = access.region_for(request.user, code)
    assert isinstance(request.user, User)  # page_for lets nobody else through
    try:
        publish_quarter(region, day, by=request.user)
    except NothingToPublish as error:
        raise Http404 from error
    messages.success(request, _("%(region)s: triwulan dipublikasikan.") % {"region": region.name})
    return redirect("publication-list")


@require_POST
@access.page_for(Permission.PUBLISH)
def withdraw(request: HttpRequest, code: str, day: date) -> HttpResponse:
    """Withdraws and goes back to the list."""
    region = access.region_for(request.user, code)
    if not withdraw_quarter(region, day):
        raise Http404
    messages.success(request, _("%(region)s: publikasi ditarik.") % {"region": region.name})
    return redirect("publication-list")
