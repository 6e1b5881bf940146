"""What belongs to everybody who is signed in: the own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts_app.access import lacks_second_factor, may, memberships_of, to_sign_in
from accounts_app.models import User
from accounts_app.permissions import Permission
from accounts_app.sign_in import second_factor, sessions


@never_cache
@require_safe
def my_account(request: HttpRequest) -> HttpResponseBase:
    """Who I am here, what I may do, and the ways to change how I sign in."""
    if not isinstance(request.user, User):
        return to_sign_in(request)
    context = {
        "memberships": memberships_of(request.user).select_related("agency"),
        "may_grant": may(request.user, Permission.GRANT),
        "has_second_factor": second_factor.has_one(request.user),
        "lacks_second_factor": lacks_second_factor(request),
        "is_sso_on": bool(settings.OIDC_ISSUER),
        "is_second_factor_required": settings.REQUIRE_SECOND_FACTOR,
    }
    return render(request, "accounts/my_account.html", context)


@never_cache
@require_safe
def second_factor_page(request: HttpRequest) -> HttpResponseBase:
    """Why a role needs a second factor, and the ways to set one up, or to prove the one that is there."""
    if not isinstance(request.user, User):
        return to_sign_in(request)
    context = {
        "lacks": lacks_second_factor(request),
        "has_one": second_factor.has_one(request.user),
        "target": reverse("after-sign-in"),
    }
    return render(request, "accounts/second_factor.html", context)


@require_POST
def session_end(request: HttpRequest) -> HttpResponseBase:
    """Signs one other device of one's own out."""
    if not isinstance(request.user, User):
        return to_sign_in(request, reverse("usersessions_list"))
    ended = sessions.end(request.user, request.POST.get("session", ""))
    if ended:
        messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    return redirect("usersessions_list")
