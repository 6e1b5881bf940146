"""Who sees which region, and that unknown and forbidden answer alike."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts_app import access
from accounts_app.choices import Role
from accounts_app.permissions import Permission
from tests.cast import PEOPLE, Cast
from tests.factories import MembershipFactory, OfficialAccountFactory, UserFactory

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
        access.require(AnonymousUser(), Permission.IMPORT)


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-01-31", False), ("2026-02-01", True), ("2026-02-28", True), ("2026-03-01", False)],
)
def test_membership_counts_from_its_first_to_its_last_day(cast: Cast, day: str, counts: bool):
    user = UserFactory()
    MembershipFactory(user=user, region=cast.home, valid_from="2026-02-01", valid_until="2026-02-28")
    today = date.fromisoformat(day)
    assert access.may(user, Permission.IMPORT, cast.home, today=today) is counts
    assert access.regions_visible_to(user, today=today).exists() is counts


def test_deactivated_person_holds_nothing(cast: Cast):
    cast.national_admin.is_active = False
    assert not access.may(cast.national_admin, Permission.READ_FIGURES)
    assert not access.regions_visible_to(cast.national_admin).exists()


def test_superuser_without_membership_holds_nothing(cast: Cast):
    user = UserFactory(is_superuser=True, is_staff=True)
    assert not access.regions_visible_to(user).exists()


def test_a_province_staff_does_not_reach_its_regencies_but_its_supervisor_does(cast: Cast):
    staff = MembershipFactory(region=cast.province).user
    assert access.may(staff, Permission.READ_FIGURES, cast.province)
    assert not access.may(staff, Permission.READ_FIGURES, cast.home)
    assert access.may(cast.provincial_supervisor, Permission.READ_EVIDENCE, cast.home)
    assert not access.may(cast.provincial_supervisor, Permission.READ_EVIDENCE, cast.away)


CONVERSATIONS = Permission.READ_CONVERSATIONS


def test_supervisors_and_agencies_do_not_read_the_conversations_of_a_region(cast: Cast):
    readers = {name for name in PEOPLE if access.may(_user(cast, name), CONVERSATIONS, cast.home)}
    assert readers == {"national_admin", "staff_home"}


def test_an_agency_user_reads_what_the_own_agency_received_and_nothing_else(cast: Cast):
    colleague = OfficialAccountFactory(region=cast.home, agency__name="Dinas Kesehatan")
    readers = {name for name in PEOPLE if access.may(_user(cast, name), CONVERSATIONS, cast.home_account)}
    assert readers == {"national_admin", "staff_home", "agency_user"}
    for other in (colleague, cast.away_account):
        assert not access.may(cast.agency_user, CONVERSATIONS, other)
        assert not access.may(cast.agency_user, Permission.READ_EVIDENCE, other)


def test_a_supervisor_reads_conversations_where_it_was_granted(cast: Cast):
    trusted = MembershipFactory(region=cast.province, role=Role.SUPERVISOR, reads_conversations=True).user
    assert access.may(trusted, CONVERSATIONS, cast.home)
    assert access.may(trusted, CONVERSATIONS, cast.home_account)
    assert not access.may(trusted, CONVERSATIONS, cast.away)


def test_reach_follows_a_region_that_moves_to_another_parent(cast: Cast):
    MembershipFactory(user=cast.stranger, region=cast.other_province, role=Role.SUPERVISOR)
    cast.home.parent = cast.other_province
    cast.home.save()
    assert "33.27" not in {region.code for region in access.regions_visible_to(cast.provincial_supervisor)}
    assert not access.may(cast.provincial_supervisor, Permission.READ_FIGURES, cast.home)
    assert access.region_for(cast.stranger, "33.27") == cast.home
    with pytest.raises(Http404):
        access.account_for(cast.provincial_supervisor, cast.home_account.public_id)


def test_only_the_national_administrator_imports_without_a_region(cast: Cast):
    importers = {name for name in PEOPLE if access.can_import(_user(cast, name), None)}
    assert importers == {"national_admin"}


def test_require_lets_the_holder_pass_and_nobody_else(cast: Cast):
    access.require(cast.staff_home, Permission.IMPORT, cast.home)
    with pytest.raises(Http404):
        access.require(cast.staff_home, Permission.IMPORT, cast.away)
    for permission in Permission:
        with pytest.raises(Http404):
            access.require(cast.stranger, permission)


def test_membership_in_several_regions_adds_up(cast: Cast):
    MembershipFactory(user=cast.staff_home, region=cast.away, role=Role.AGENCY_USER)
    codes = {region.code for region in access.regions_visible_to(cast.staff_home)}
    assert codes == {"33.27", "73.71"}
    assert not access.can_import(cast.staff_home, cast.away)
