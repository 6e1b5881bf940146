"""One thread with its messages, masked; only for those who may read what citizens wrote."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.permissions import Permission
from analytics_app.periods import zone_of
from analytics_app.selectors.conversation import find_thread, list_lines
from analytics_app.views.subject import breadcrumb
from analytics_app.views.wording import (
    account_words,
    disappeared_words,
    intent_words,
    text_words,
    thread_gone_words,
)


@require_safe
@access.staff_page
def thread(request: HttpRequest, public_id: str) -> HttpResponse:
    """A conversation between one citizen and one account; 404 for unknown and forbidden alike."""
    found = find_thread(public_id)
    if found is None or found.account is None:
        raise Http404
    account = found.account
    if not access.may(request.user, Permission.READ_CONVERSATIONS, account):
        raise Http404
    zone = zone_of(account.region.zone)
    answered = found.first_region_response_at
    waited = None if answered is None or answered < found.opened_at else answered - found.opened_at
    context = {
        "thread": found,
        "account": account,
        "breadcrumb": breadcrumb(
            account.region,
            (account_words(account), reverse("account", args=[account.public_id])),
            (_("Percakapan"), ""),
        ),
        "intent": intent_words(found.intent),
        "opened_at": localtime(found.opened_at, zone),
        "waited_hours": None if waited is None else waited.total_seconds() / 3600,
        "sees_identity": access.may(request.user, Permission.SEE_IDENTITY, account),
        "is_serving": access.is_serving(request.user, account),
        "is_negative": found.is_region_negative,
        "gone": thread_gone_words(found.gone, found.gone_at, zone),
        "zone": account.region.get_zone_display(),
        "lines": [
            {
                "line": line,
                "text": text_words(line.text, line.gone),
                "created_at": localtime(line.created_at, zone),
                "gone": disappeared_words(line, zone),
            }
            for line in list_lines(found)
        ],
    }
    return render(request, "pages/thread.html", context)
