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


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """One demo sign-in: who, and where."""

    email: str
    role: Role
    region: Region | None


@transaction.atomic
def ensure_example_people(password: str) -> list[ExamplePerson]:
    """An administrator, a province's supervisor and a region's staff who sign in with this password."""
    province = Region.objects.get(code=PROVINCE)
    people = [
        ExamplePerson("admin@contoh.invalid", Role.NATIONAL_ADMIN, None),
        ExamplePerson("pengawas@contoh.invalid", Role.SUPERVISOR, province),
        ExamplePerson("staf@contoh.invalid", Role.STAFF, _staffed_region(province)),
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


def _ensure_person(person: ExamplePerson, password: str) -> None:
    is_admin = person.role == Role.NATIONAL_ADMIN
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, password, is_staff=is_admin, is_superuser=is_admin)
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    Membership.objects.filter(user=user).exclude(role=person.role, region=person.region).delete()
    Membership.objects.get_or_create(user=user, role=person.role, region=person.region)
