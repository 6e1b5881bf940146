"""Nobody gives, or takes away, more than they hold themselves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts_app import access
from accounts_app.choices import Role
from accounts_app.models import Membership
from accounts_app.permissions import RIGHTS, Permission, rights_in_region
from tests.cast import PEOPLE, Cast
from tests.factories import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db

LOCAL = {Role.SUPERVISOR, Role.STAFF, Role.AGENCY_USER, Role.CODER, Role.AUDITOR}
NATIONAL = {Role.NATIONAL_ADMIN, Role.SUPERVISOR, Role.AUDITOR}
#: Who gives what: in the home region, in its province, in the away region, in the country.
GRANTS = {
    "national_admin": (LOCAL, LOCAL, LOCAL, NATIONAL),
    "national_supervisor": ({Role.SUPERVISOR},) * 4,
    "provincial_supervisor": ({Role.SUPERVISOR}, {Role.SUPERVISOR}, set(), set()),
    "staff_home": ({Role.STAFF, Role.AGENCY_USER}, set(), set(), set()),
    "staff_away": (set(), set(), {Role.STAFF, Role.AGENCY_USER}, set()),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gives_exactly_what_the_table_says(cast: Cast, name: str):
    user = getattr(cast, name) or AnonymousUser()
    places = (cast.home, cast.province, cast.away, None)
    given = tuple(set(access.roles_grantable_by(user, place)) for place in places)
    assert given == GRANTS.get(name, (set(),) * 4)
    assert {region.pk for region in access.regions_grantable_by(user)} >= {
        place.pk for place, roles in zip(places, given, strict=True) if place and roles
    }


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("reads", [False, True])
def test_what_is_given_never_exceeds_what_the_giver_may_do_there(cast: Cast, name: str, reads: bool):
    user = getattr(cast, name) or AnonymousUser()
    for role in Role:
        for region in (cast.home, cast.province, cast.away):
            if not access.can_grant(user, role, region, reads_conversations=reads):
                continue
            given = rights_in_region(role, reads_conversations=reads)
            reach = (
                [region, cast.home] if RIGHTS[role].reaches_below and region == cast.province else [region]
            )
            assert all(access.may(user, permission, place) for permission in given for place in reach)


def test_conversations_are_given_only_by_those_who_read_them(cast: Cast):
    trusted = MembershipFactory(region=cast.province, role=Role.SUPERVISOR, reads_conversations=True).user
    givers = {
        name: access.can_grant(user, Role.SUPERVISOR, cast.home, reads_conversations=True)
        for name, user in {**cast.people(), "trusted": trusted}.items()
        if user is not None
    }
    assert {name for name, gives in givers.items() if gives} == {"national_admin", "trusted"}
    assert not access.can_grant(cast.national_admin, Role.STAFF, cast.home, reads_conversations=True)


def test_an_agency_user_is_given_only_an_agency_of_the_region(cast: Cast):
    own, other = cast.home_account.agency, AgencyFactory(region=cast.away)
    assert access.can_grant(cast.staff_home, Role.AGENCY_USER, cast.home, agency=own)
    assert not access.can_grant(cast.staff_home, Role.AGENCY_USER, cast.home, agency=other)
    assert not access.can_grant(cast.staff_home, Role.STAFF, cast.home, agency=own)
    with pytest.raises(ValidationError):
        Membership(user=cast.stranger, role=Role.AGENCY_USER, region=cast.home, agency=other).full_clean()


def test_who_was_dismissed_gives_nothing(cast: Cast):
    cast.staff_home.memberships.update(valid_until="2020-01-01")
    assert access.roles_grantable_by(cast.staff_home, cast.home) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"role": Role.STAFF, "reads_conversations": True},
        {"role": Role.STAFF, "agency": True},
        {"role": Role.STAFF, "region": None},
        {"role": Role.NATIONAL_ADMIN},
    ],
)
def test_database_refuses_memberships_that_cannot_be(cast: Cast, fields: dict):
    values = {"user": cast.stranger, "region": cast.home} | fields
    if "agency" in fields:
        values["agency"] = cast.home_account.agency
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**values)


def test_every_role_is_declared_and_every_permission_belongs_to_somebody_below_the_administrator():
    assert set(RIGHTS) == set(Role)
    held = {
        permission
        for role, rights in RIGHTS.items()
        if role != Role.NATIONAL_ADMIN
        for permission in rights.everywhere | rights.if_granted
    }
    assert set(Permission) - held == {Permission.PUBLISH, Permission.ADMINISTER}
