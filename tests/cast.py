"""The named cast: who tries every page. Home and away are two governments that must not see each other."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from accounts_app.choices import Role, Zone
from accounts_app.models import OfficialAccount, Region, User
from tests.factories import MembershipFactory, OfficialAccountFactory, RegionFactory, UserFactory


@dataclass(frozen=True)
class Cast:
    """Regions: ``home`` and ``sister`` lie in ``province``, ``away`` in ``other_province``.

    Anonymous is None: nobody is signed in.
    """

    province: Region
    home: Region
    sister: Region
    other_province: Region
    away: Region
    home_account: OfficialAccount
    away_account: OfficialAccount

    national_admin: User
    national_supervisor: User
    provincial_supervisor: User  # of province
    staff_home: User
    staff_away: User
    agency_user: User  # of home_account's agency
    coder: User  # of home
    auditor: User
    former_staff: User  # of home, until 2020
    stranger: User  # signed in, without any membership
    anonymous: None = None

    def people(self) -> dict[str, User | None]:
        """Everybody by name, anonymous included."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name in PEOPLE}


PEOPLE = (
    "national_admin",
    "national_supervisor",
    "provincial_supervisor",
    "staff_home",
    "staff_away",
    "agency_user",
    "coder",
    "auditor",
    "former_staff",
    "stranger",
    "anonymous",
)


def build_cast() -> Cast:
    """Everybody, in the database."""
    province = RegionFactory(code="33", name="Jawa Tengah")
    other_province = RegionFactory(code="73", name="Sulawesi Selatan", zone=Zone.WITA)
    home = RegionFactory(code="33.27", name="Kabupaten Pemalang", parent=province)
    sister = RegionFactory(code="33.74", name="Kota Semarang", level="kota", parent=province)
    away = RegionFactory(
        code="73.71", name="Kota Makassar", level="kota", parent=other_province, zone=Zone.WITA
    )
    home_account = OfficialAccountFactory(region=home, handle="contoh_pemalang")
    return Cast(
        province=province,
        home=home,
        sister=sister,
        other_province=other_province,
        away=away,
        home_account=home_account,
        away_account=OfficialAccountFactory(region=away, handle="contoh_makassar"),
        national_admin=_person("admin", Role.NATIONAL_ADMIN, None, is_staff=True),
        national_supervisor=_person("pengawas-nasional", Role.SUPERVISOR, None),
        provincial_supervisor=_person("pengawas-jateng", Role.SUPERVISOR, province),
        staff_home=_person("staf-pemalang", Role.STAFF, home),
        staff_away=_person("staf-makassar", Role.STAFF, away),
        agency_user=_person("dinas-pemalang", Role.AGENCY_USER, home, agency=home_account.agency),
        coder=_person("penyandi", Role.CODER, home),
        auditor=_person("auditor", Role.AUDITOR, None),
        former_staff=_person("mantan-staf", Role.STAFF, home, valid_until="2020-12-31"),
        stranger=UserFactory(email="orang-asing@contoh.invalid"),
    )


def _person(
    name: str, role: Role, region: Region | None, *, is_staff: bool = False, **membership: Any
) -> User:
    user = UserFactory(email=f"{name}@contoh.invalid", is_staff=is_staff)
    MembershipFactory(user=user, role=role, region=region, **membership)
    return user
