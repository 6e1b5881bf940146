"""The demo users: made once, with a password that lies in one private file, and only in the example world."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts_app.choices import Role
from accounts_app.example_people import ensure_example_coders, ensure_example_people, read_or_make_password
from accounts_app.models import Membership, User
from analytics_app.models import Installation
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_the_password_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path):
    file = tmp_path / "demo-password"
    first = read_or_make_password(file)
    assert len(first) >= 12
    assert read_or_make_password(file) == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_or_make_password(tmp_path / "lain") != first


def test_running_again_makes_nobody_new_and_a_new_password_counts():
    RegionFactory(code="33")
    ensure_example_people("lama-lama-lama")
    people = ensure_example_people("baru-baru-baru")
    assert User.objects.count() == Membership.objects.count() == len(people) == 4
    assert all(user.check_password("baru-baru-baru") for user in User.objects.all())


def test_staff_work_where_there_are_accounts():
    province = RegionFactory(code="33")
    RegionFactory(code="33.01", parent=province)
    watched = RegionFactory(code="33.27", parent=province)
    OfficialAccountFactory(region=watched)
    (staff,) = (person for person in ensure_example_people("contoh-contoh") if person.role == Role.STAFF)
    assert staff.region == watched


def test_who_coded_the_example_cannot_sign_in_and_is_made_once():
    RegionFactory(code="33")
    coders = ensure_example_coders()
    assert ensure_example_coders() == coders
    assert User.objects.count() == Membership.objects.count() == 4
    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.parametrize("kind", [None, Installation.Kind.REAL])
def test_no_demo_user_outside_the_example_world(kind: str | None):
    RegionFactory(code="33")
    if kind:
        Installation.objects.create(kind=kind)
    with pytest.raises(CommandError):
        call_command("example_sign_in", stdout=StringIO())
    assert not User.objects.exists()


def test_the_command_prints_every_address_and_a_password_that_works(settings, tmp_path: Path):
    settings.VAR_DIR = tmp_path
    RegionFactory(code="33")
    Installation.objects.create(kind=Installation.Kind.EXAMPLE)
    out = StringIO()
    call_command("example_sign_in", stdout=out)
    password = (tmp_path / "demo-password").read_text().strip()
    assert password in out.getvalue()
    for user in User.objects.all():
        assert user.email in out.getvalue()
        assert user.check_password(password)
