"""The only door to a region's data: who may see and do what, and where.

What does not exist and what is not yours answer alike (404), so that nobody can learn which it was. Memberships
count only between their dates; ``today`` is the local day of the server unless given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from accounts_app import database_scope
from accounts_app.choices import Role
from accounts_app.models import Agency, Membership, OfficialAccount, Region, User
from accounts_app.permissions import RIGHTS, Permission, rights_in_region
from accounts_app.request_limit import too_many_of_person
from accounts_app.sign_in.second_factor import is_proven

Visitor = User | AnonymousUser
View = Callable[..., HttpResponseBase]


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


def may(
    user: Visitor,
    permission: Permission,
    of: Region | OfficialAccount | None = None,
    *,
    today: date | None = None,
) -> bool:
    """Whether the user has the permission: anywhere, in the whole region, or for what the account received.

    For an account it comes by its region or by its agency.
    """
    return any(_allows(membership, permission, of) for membership in _held(user, today))


def may_nationally(user: Visitor, permission: Permission, *, today: date | None = None) -> bool:
    """Whether the user has the permission in the whole country."""
    return any(
        permission in _rights(membership) and membership.region_id is None
        for membership in _held(user, today)
    )


def is_serving(user: Visitor, account: OfficialAccount) -> bool:
    """Whether the user sees citizens' identity because the region or agency is the user's own."""
    return may(user, Permission.SEE_IDENTITY, account) and not may_nationally(user, Permission.SEE_IDENTITY)


def memberships_held(user: Visitor) -> tuple[tuple[str, int, int, bool], ...]:
    """(role, region, agency, reads conversations) of what counts today, 0 for none.

    Readers who hold the same may see the same.
    """
    return tuple(
        sorted(
            {
                (held.role, held.region_id or 0, held.agency_id or 0, held.reads_conversations)
                for held in _held(user, None)
            }
        )
    )


#: What the database's own rules ask about (migration row_level_security), and the permission behind each.
_ROWS = {
    "figures": Permission.READ_FIGURES,
    "conversations": Permission.READ_CONVERSATIONS,
    "imports": Permission.IMPORT,
}


def rows_visible_to(user: Visitor) -> database_scope.Scope:
    """The rows that the database itself lets the user see, whatever a page asks for."""
    held = _held(user, None)
    return database_scope.rows_of({name: _rows(held, permission) for name, permission in _ROWS.items()})


def _rows(held: Collection[Membership], permission: Permission) -> dict[str, object]:
    allowing = [one for one in held if permission in _rights(one)]
    own_agency = [one for one in held if permission in RIGHTS[Role(one.role)].of_own_agency]
    return {
        "all": any(one.region_id is None for one in allowing),
        "regions": sorted({one.region_id for one in allowing if one.region_id}),
        "below": sorted(
            {one.region_id for one in allowing if one.region_id and RIGHTS[Role(one.role)].reaches_below}
        ),
        "agencies": sorted({one.agency_id for one in own_agency if one.agency_id}),
    }


def require(
    user: Visitor,
    permission: Permission,
    of: Region | OfficialAccount | None = None,
    *,
    today: date | None = None,
) -> None:
    """404 unless ``may``; NotSignedIn for a visitor."""
    _require_signed_in(user)
    if not may(user, permission, of, today=today):
        raise Http404


def can_import(user: Visitor, region: Region | None, *, today: date | None = None) -> bool:
    """Whether the user may import into the region; into no region in particular only who may everywhere."""
    if region is None:
        return may_nationally(user, Permission.IMPORT, today=today)
    return may(user, Permission.IMPORT, region, today=today)


# --- granting ------------------------------------------------------------------------------------


def can_grant(
    user: Visitor,
    role: Role,
    region: Region | None,
    *,
    agency: Agency | None = None,
    reads_conversations: bool = False,
    today: date | None = None,
) -> bool:
    """Whether the user may give, or take away, this membership: never more than one's own, nor farther.

    ``region=None`` means the country. False too for memberships that cannot exist.
    """
    rights = RIGHTS[role]
    wanted = rights_in_region(role, reads_conversations=reads_conversations) | rights.of_own_agency
    if not _is_possible(role, region, agency, reads_conversations):
        return False
    return any(
        wanted | {Permission.GRANT} <= _rights(held)
        and (held.region_id is None if region is None else _reaches(held, region))
        and (held.region_id is None or not rights.reaches_below or RIGHTS[Role(held.role)].reaches_below)
        for held in _held(user, today)
    )


def roles_grantable_by(user: Visitor, region: Region | None, *, today: date | None = None) -> list[Role]:
    """The roles that the user may give in the region (None: the country), for a form's choices."""
    return [role for role in Role if can_grant(user, role, region, today=today)]


def regions_grantable_by(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions in which the user may give memberships and take them away."""
    return _regions_reached(user, Permission.GRANT, today)


def _is_possible(role: Role, region: Region | None, agency: Agency | None, reads: bool) -> bool:
    rights = RIGHTS[role]
    return (
        (rights.may_be_national if region is None else not rights.must_be_national)
        and (not reads or bool(rights.if_granted))
        and (agency is None or (bool(rights.of_own_agency) and region is not None))
        and (agency is None or region is None or agency.region_id == region.pk)
    )


# --- regions and accounts ------------------------------------------------------------------------


def regions_visible_to(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions whose staff pages the user may read, in the order of their codes."""
    return _regions_reached(user, Permission.READ_FIGURES, today)


def regions_importable_by(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions into which the user may import."""
    return _regions_reached(user, Permission.IMPORT, today)


def regions_kept_by(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions whose official accounts the user registers, attests and archives."""
    return _regions_reached(user, Permission.KEEP_REGISTRY, today)


def regions_of_coding_led_by(user: Visitor, *, today: date | None = None) -> QuerySet[Region]:
    """The regions whose messages the user may have coded."""
    return _regions_reached(user, Permission.LEAD_CODING, today)


def own_regions(user: Visitor, *, today: date | None = None) -> frozenset[int]:
    """Ids of the regions that are the user's own: a role is held there, or in the province that they lie in.

    Messages of them are never coded by the user (decision 0130). A role for the whole country makes none one's own.
    """
    held = [membership.region_id for membership in _held(user, today) if membership.region_id]
    return frozenset(Region.objects.filter(Q(pk__in=held) | Q(parent__in=held)).values_list("pk", flat=True))


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


def page_for(*permissions: Permission) -> Callable[[View], View]:
    """A page for people who have one of the permissions somewhere: visitors go to sign-in, all others get 404.

    The answer is never kept by a cache: after signing out, the browser's way back shows nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if refusal := too_many_of_person(request):
                return refusal
            try:
                _ask_once(request.user)
                _require_one_of(request.user, permissions)
                if lacks_second_factor(request):
                    return to_second_factor(request)
                database_scope.see(rows_visible_to(request.user))
                return view(request, *args, **kwargs)
            except NotSignedIn:
                return to_sign_in(request)

        return never_cache(guarded)

    return decorate


def staff_page(view: View) -> View:
    """A page for everybody who may read the pages of some region; which region, ``region_for`` decides."""
    return page_for(Permission.READ_FIGURES)(view)


def to_sign_in(request: HttpRequest, target: str = "") -> HttpResponseBase:
    """To the sign-in page, and after it to ``target``, else back to where the visitor wanted to go."""
    if request.headers.get("HX-Request") == "true":  # the whole page must go there, not the piece asked for
        here = urlsplit(request.headers.get("HX-Current-URL", "/"))
        return HttpResponseClientRedirect(
            f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here.path})}"
        )
    return redirect_to_login(target or request.get_full_path(), resolve_url(settings.LOGIN_URL))


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether a role of the user needs a second factor that this session has not proven."""
    if not settings.REQUIRE_SECOND_FACTOR or is_proven(request):
        return False
    return any(RIGHTS[Role(held.role)].needs_second_factor for held in _held(request.user, None))


def to_second_factor(request: HttpRequest) -> HttpResponseBase:
    """To the page that explains the second factor and sets it up."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(resolve_url("second-factor"))
    return redirect("second-factor")


# --- helpers -------------------------------------------------------------------------------------


def _require_one_of(user: Visitor, permissions: Iterable[Permission]) -> None:
    _require_signed_in(user)
    if not any(may(user, permission) for permission in permissions):
        raise Http404


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


def _rights(membership: Membership) -> frozenset[Permission]:
    return rights_in_region(membership.role, reads_conversations=membership.reads_conversations)


def _allows(membership: Membership, permission: Permission, of: Region | OfficialAccount | None) -> bool:
    everywhere = permission in _rights(membership)
    if isinstance(of, OfficialAccount):
        is_own = membership.agency_id == of.agency_id and membership.region_id == of.region_id
        by_agency = is_own and permission in RIGHTS[Role(membership.role)].of_own_agency
        return by_agency or (everywhere and _reaches(membership, of.region))
    return everywhere and (of is None or _reaches(membership, of))


def _reaches(membership: Membership, region: Region) -> bool:
    """Without a region it reaches the country; a supervisor's also the region's own kabupaten and kota."""
    if membership.region_id is None or membership.region_id == region.pk:
        return True
    return RIGHTS[Role(membership.role)].reaches_below and membership.region_id == region.parent_id


def _regions_reached(user: Visitor, permission: Permission, today: date | None) -> QuerySet[Region]:
    held = [membership for membership in _held(user, today) if permission in _rights(membership)]
    if any(membership.region_id is None for membership in held):
        return Region.objects.all()
    own = [membership.region_id for membership in held]
    watched = [held_.region_id for held_ in held if RIGHTS[Role(held_.role)].reaches_below]
    return Region.objects.filter(Q(pk__in=own) | Q(parent__in=watched))
