"""Who sees which region, and that unknown and forbidden answer alike."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts_app import access
from accounts_app.choices import Role
from tests.cast import PEOPLE, Cast
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ALL = {"33", "33.27", "33.74", "73", "73.71"}
VISIBLE = {
    "national_admin": ALL,
    "national_supervisor": ALL,
    "provincial_supervisor": {"33", "33.27", "33.74"},
    "staff_home": {"33.27"},
    "staff_away": {"73.71"},
    "agency_user": {"33.27"},
    "coder": set(),
    "auditor": set(),
    "former_staff": set(),
    "stranger": set(),
    "anonymous": set(),
}
IMPORTABLE = {"national_admin": ALL, "staff_home": {"33.27"}, "staff_away": {"73.71"}}


def _user(cast: Cast, name: str):
    return getattr(cast, name) or AnonymousUser()


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_sees_exactly_their_regions(cast: Cast, name: str):
    user = _user(cast, name)
    assert {region.code for region in access.regions_visible_to(user)} == VISIBLE[name]
    assert {region.code for region in access.regions_importable_by(user)} == IMPORTABLE.get(name, set())


@pytest.mark.parametrize("name", PEOPLE)
def test_the_single_doors_agree_with_the_lists(cast: Cast, name: str):
    user = _user(cast, name)
    for region in (cast.province, cast.home, cast.sister, cast.other_province, cast.away):
        if region.code in VISIBLE[name]:
            assert access.region_for(user, region.code) == region
        else:
            with pytest.raises(Http404):
                access.region_for(user, region.code)
        assert access.can_import(user, region) == (region.code in IMPORTABLE.get(name, set()))


def test_unknown_and_forbidden_region_raise_the_same(cast: Cast):
    with pytest.raises(Http404) as unknown:
        access.region_for(cast.staff_home, "99.99")
    with pytest.raises(Http404) as forbidden:
        access.region_for(cast.staff_home, cast.away.code)
    assert type(unknown.value) is type(forbidden.value)
    assert unknown.value.args == forbidden.value.args


def test_account_is_found_by_its_own_staff_alone(cast: Cast):
    account = access.account_for(cast.staff_home, cast.home_account.public_id)
    assert (account, account.region) == (cast.home_account, cast.home)
    for public_id in (cast.away_account.public_id, "tidakadasama"):
        with pytest.raises(Http404):
            access.account_for(cast.staff_home, public_id)


def test_a_visitor_is_told_to_sign_in_whether_the_region_exists_or_not(cast: Cast):
    for code in (cast.home.code, "99.99"):
        with pytest.raises(access.NotSignedIn):
            access.region_for(AnonymousUser(), code)
    with pytest.raises(access.NotSignedIn):
        access.require_role(AnonymousUser(), Role.STAFF)


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-01-31", False), ("2026-02-01", True), ("2026-02-28", True), ("2026-03-01", False)],
)
def test_membership_counts_from_its_first_to_its_last_day(cast: Cast, day: str, counts: bool):
    user = UserFactory()
    MembershipFactory(user=user, region=cast.home, valid_from="2026-02-01", valid_until="2026-02-28")
    today = date.fromisoformat(day)
    assert access.has_role(user, Role.STAFF, region=cast.home, today=today) is counts
    assert access.regions_visible_to(user, today=today).exists() is counts


def test_deactivated_person_holds_nothing(cast: Cast):
    cast.national_admin.is_active = False
    assert not access.has_role(cast.national_admin, Role.NATIONAL_ADMIN)
    assert not access.regions_visible_to(cast.national_admin).exists()


def test_superuser_without_membership_holds_nothing(cast: Cast):
    user = UserFactory(is_superuser=True, is_staff=True)
    assert not access.regions_visible_to(user).exists()


def test_a_province_staff_does_not_reach_its_regencies_but_its_supervisor_does(cast: Cast):
    staff = MembershipFactory(region=cast.province).user
    assert access.has_role(staff, Role.STAFF, region=cast.province)
    assert not access.has_role(staff, Role.STAFF, region=cast.home)
    assert access.has_role(cast.provincial_supervisor, Role.SUPERVISOR, region=cast.home)
    assert not access.has_role(cast.provincial_supervisor, Role.SUPERVISOR, region=cast.away)


def test_supervisors_and_agencies_do_not_read_conversations(cast: Cast):
    readers = {name for name in PEOPLE if access.can_read_conversations(_user(cast, name), cast.home)}
    assert readers == {"national_admin", "staff_home"}


def test_only_the_national_administrator_imports_without_a_region(cast: Cast):
    importers = {name for name in PEOPLE if access.can_import(_user(cast, name), None)}
    assert importers == {"national_admin"}


def test_require_role_lets_the_holder_pass_and_nobody_else(cast: Cast):
    access.require_role(cast.staff_home, Role.STAFF, region=cast.home)
    with pytest.raises(Http404):
        access.require_role(cast.staff_home, Role.STAFF, region=cast.away)
    with pytest.raises(Http404):
        access.require_role(cast.stranger, *Role)


def test_membership_in_several_regions_adds_up(cast: Cast):
    MembershipFactory(user=cast.staff_home, region=cast.away, role=Role.AGENCY_USER)
    codes = {region.code for region in access.regions_visible_to(cast.staff_home)}
    assert codes == {"33.27", "73.71"}
    assert not access.can_import(cast.staff_home, cast.away)
