"""The people of the example world, and their one password."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from accounts_app.choices import AccountStatus, Role
from accounts_app.models import Membership, Region, User

PROVINCE = "33"
#: Coders come from where nobody's messages are held, so that none is their own.
CODERS_REGION = "76"


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """One demo sign-in: who, and where."""

    email: str
    role: Role
    region: Region | None


@dataclass(frozen=True, slots=True)
class ExampleCoders:
    """Who coded the example world: two who do not see each other's codes, who settles, and who drew the samples."""

    first: User
    second: User
    third: User
    lead: User


@transaction.atomic
def ensure_example_coders() -> ExampleCoders:
    """The coders; they have no password and nobody signs in as one of them."""
    region = _coders_region()
    return ExampleCoders(
        first=_ensure_person(ExamplePerson("penyandi-a@contoh.invalid", Role.CODER, region)),
        second=_ensure_person(ExamplePerson("penyandi-b@contoh.invalid", Role.CODER, region)),
        third=_ensure_person(ExamplePerson("pemutus@contoh.invalid", Role.CODER, region)),
        lead=_ensure_person(ExamplePerson("koordinator@contoh.invalid", Role.SUPERVISOR, None)),
    )


@transaction.atomic
def ensure_example_people(password: str) -> list[ExamplePerson]:
    """An administrator, a province's supervisor, a region's staff and a coder who sign in with this password."""
    province = Region.objects.get(code=PROVINCE)
    people = [
        ExamplePerson("admin@contoh.invalid", Role.NATIONAL_ADMIN, None),
        ExamplePerson("pengawas@contoh.invalid", Role.SUPERVISOR, province),
        ExamplePerson("staf@contoh.invalid", Role.STAFF, _staffed_region(province)),
        ExamplePerson("penyandi@contoh.invalid", Role.CODER, _coders_region()),
    ]
    for person in people:
        _ensure_person(person, password)
    return people


def read_or_make_password(path: Path) -> str:
    """The password in the file; where there is none yet, a new random one that only the owner can read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    password = secrets.token_urlsafe(12)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{password}\n")
    return password


def _staffed_region(province: Region) -> Region:
    """A kabupaten or kota of the province that has accounts; without one, the province itself."""
    watched = Region.objects.filter(parent=province, official_accounts__status=AccountStatus.ATTESTED)
    return watched.order_by("code").first() or province


def _coders_region() -> Region:
    return Region.objects.filter(code=CODERS_REGION).first() or Region.objects.latest("code")


def _ensure_person(person: ExamplePerson, password: str | None = None) -> User:
    """The person with this role alone; without a password nobody can sign in so."""
    is_admin = person.role == Role.NATIONAL_ADMIN
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, password, is_staff=is_admin, is_superuser=is_admin)
    elif password is not None and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    Membership.objects.filter(user=user).exclude(role=person.role, region=person.region).delete()
    Membership.objects.get_or_create(user=user, role=person.role, region=person.region)
    return user
