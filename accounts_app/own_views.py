"""What belongs to everybody who is signed in: the own account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts_app.access import may, memberships_of, to_sign_in
from accounts_app.permissions import Permission


@never_cache
@require_GET
def my_account(request: HttpRequest) -> HttpResponseBase:
    """Who I am here, what I may do, and the ways to change how I sign in."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    context = {
        "memberships": memberships_of(request.user).select_related("agency"),
        "may_grant": may(request.user, Permission.GRANT),
    }
    return render(request, "accounts/my_account.html", context)
