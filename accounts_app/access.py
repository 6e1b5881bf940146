"""The only door to a region's data: who may see and do what, and where.

What does not exist and what is not yours answer alike (404), so that nobody can learn which it was. Memberships
count only between their dates; ``today`` is the local day of the server unless given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from accounts_app.choices import Role
from accounts_app.models import Membership, OfficialAccount, Region, User

Visitor = User | AnonymousUser
View = Callable[..., HttpResponseBase]

#: Roles that read the pages of their regions; coders and auditors have pages of their own.
READING_ROLES = (Role.NATIONAL_ADMIN, Role.SUPERVISOR, Role.STAFF, Role.AGENCY_USER)
#: Roles that bring data into their region and keep its registry.
IMPORTING_ROLES = (Role.NATIONAL_ADMIN, Role.STAFF)
#: Roles that may read what citizens wrote; supervisors see figures and the evidence, not the conversations.
CONVERSATION_ROLES = (Role.NATIONAL_ADMIN, Role.STAFF)


class NotSignedIn(Http404):
    """Nobody is signed in. A page's decorator turns this into the way to sign-in; without one it is a 404."""


# --- what a person holds -------------------------------------------------------------------------


def memberships_of(user: Visitor, *, today: date | None = None) -> QuerySet[Membership]:
    """The memberships that count today; none for visitors and for people who were deactivated."""
    if not isinstance(user, User) or not user.is_active:
        return Membership.objects.none()
    day = today or timezone.localdate()
    return user.memberships.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
    ).select_related("region")


def has_role(user: Visitor, *roles: Role, region: Region | None = None, today: date | None = None) -> bool:
    """Whether the user holds one of the roles: anywhere, or so that it reaches ``region``."""
    held = (membership for membership in _held(user, today) if membership.role in roles)
    return any(region is None or _reaches(membership, region) for membership in held)


def memberships_held(user: Visitor) -> tuple[tuple[str, int], ...]:
    """(role, region id, 0 for the country) of what counts today: readers who hold the same may see the same."""
    return tuple(sorted({(membership.role, membership.region_id or 0) for membership in _held(user, None)}))


def require_role(
    user: Visitor, *roles: Role, region: Region | None = None, today: date | None = None
) -> None:
    """404 unless ``has_role``; NotSignedIn for a visitor."""
    _require_signed_in(user)
    if not has_role(user, *roles, region=region, today=today):
        raise Http404


def can_import(user: Visitor, region: Region | None, *, today: date | None = None) -> bool:
    """Whether the user may import into the region; into no region in particular only a national administrator."""
    if region is None:
        return has_role(user, Role.NATIONAL_ADMIN, today=today)
    return has_role(user, *IMPORTING_ROLES, region=region, today=today)


def can_read_conversations(user: Visitor, region: Region, *, today: date | None = None) -> bool:
    """Whether the user may read what citizens wrote to the region's accounts (masked as everywhere)."""
    return has_role(user, *CONVERSATION_ROLES, region=region, today=today)


# --- regions and accounts ------------------------------------------------------------------------


def regions_visible_to(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions whose staff pages the user may read, in the order of their codes."""
    return _regions_reached(user, READING_ROLES, today)


def regions_importable_by(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions into which the user may import and whose registry the user keeps."""
    return _regions_reached(user, IMPORTING_ROLES, today)


def region_for(user: Visitor, code: str, *, today: date | None = None) -> Region:
    """The region with this Kemendagri code; Http404 for unknown and forbidden alike."""
    _require_signed_in(user)
    region = regions_visible_to(user, today=today).select_related("parent").filter(code=code).first()
    if region is None:
        raise Http404
    return region


def account_for(user: Visitor, public_id: str, *, today: date | None = None) -> OfficialAccount:
    """The official account with this public id; Http404 for unknown and forbidden alike."""
    _require_signed_in(user)
    account = (
        OfficialAccount.objects.filter(public_id=public_id, region__in=regions_visible_to(user, today=today))
        .select_related("region", "agency")
        .first()
    )
    if account is None:
        raise Http404
    return account


# --- pages ---------------------------------------------------------------------------------------


def page_for(*roles: Role) -> Callable[[View], View]:
    """A page for people who hold one of the roles somewhere: visitors go to sign-in, everybody else gets 404.

    The answer is never kept by a cache: after signing out, the browser's way back shows nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                _ask_once(request.user)
                require_role(request.user, *roles)
                return view(request, *args, **kwargs)
            except NotSignedIn:
                return to_sign_in(request)

        return never_cache(guarded)

    return decorate


def staff_page(view: View) -> View:
    """A page for everybody who may read the pages of some region; which region, ``region_for`` decides."""
    return page_for(*READING_ROLES)(view)


def to_sign_in(request: HttpRequest, target: str = "") -> HttpResponseBase:
    """To the sign-in page, and after it to ``target``, else back to where the visitor wanted to go."""
    if request.headers.get("HX-Request") == "true":  # the whole page must go there, not the piece asked for
        here = urlsplit(request.headers.get("HX-Current-URL", "/"))
        return HttpResponseClientRedirect(
            f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here.path})}"
        )
    return redirect_to_login(target or request.get_full_path(), resolve_url(settings.LOGIN_URL))


# --- helpers -------------------------------------------------------------------------------------


def _require_signed_in(user: Visitor) -> None:
    if not user.is_authenticated:
        raise NotSignedIn


#: Where ``page_for`` leaves the memberships on the user, who is loaded anew for each request.
_HELD = "_memberships_of_this_request"


def _ask_once(user: Visitor) -> None:
    if user.is_authenticated:
        setattr(user, _HELD, list(memberships_of(user)))


def _held(user: Visitor, today: date | None) -> list[Membership]:
    asked: list[Membership] | None = getattr(user, _HELD, None) if today is None else None
    return list(memberships_of(user, today=today)) if asked is None else asked


def _reaches(membership: Membership, region: Region) -> bool:
    """Without a region it reaches the country; a supervisor's also the region's own kabupaten and kota."""
    if membership.region_id is None or membership.region_id == region.pk:
        return True
    return membership.role == Role.SUPERVISOR and membership.region_id == region.parent_id


def _regions_reached(user: Visitor, roles: Collection[Role], today: date | None) -> QuerySet[Region]:
    held = [membership for membership in _held(user, today) if membership.role in roles]
    if any(membership.region_id is None for membership in held):
        return Region.objects.all()
    own = [membership.region_id for membership in held]
    watched = [membership.region_id for membership in held if membership.role == Role.SUPERVISOR]
    return Region.objects.filter(Q(pk__in=own) | Q(parent__in=watched))
