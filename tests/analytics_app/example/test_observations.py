"""What people saw in the example world can be taken in as it stands, differs, and leads nowhere."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics_app.choices import ObservationKind
from analytics_app.example.observations import link_checks, write_tables
from analytics_app.example.world import World, build_world
from analytics_app.indicators.profile import ProfileElement
from analytics_app.sources.observations import ObservationRow, read_observations
from analytics_app.text.profile_elements import find_elements, links_of
from tests.analytics_app.example.places import PLACES

LAST_DAY = date(2026, 11, 20)
Kind = ObservationKind


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(PLACES, LAST_DAY)


def rows_of(world: World, folder: Path) -> dict[ObservationKind, list[ObservationRow]]:
    found = {}
    for table in write_tables(world, folder):
        rows = list(read_observations(table.path.read_bytes(), table.kind, is_json=False))
        assert all(isinstance(row, ObservationRow) for row in rows)
        found[table.kind] = [row for row in rows if isinstance(row, ObservationRow)]
    return found


def told_by(row: ObservationRow) -> tuple[object, ...]:
    return row.at, row.platform, row.handle, row.region_code, row.key, repr(row.data)


def test_every_row_can_be_used_and_a_later_world_holds_it_too(world: World, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    rows = rows_of(world, tmp_path)
    later = rows_of(build_world(PLACES, LAST_DAY + timedelta(days=30)), tmp_path / "later")
    assert set(rows) == set(Kind)
    for kind, of_kind in rows.items():
        told = {told_by(row) for row in of_kind}
        assert told <= {told_by(row) for row in later[kind]}
        assert len(told) == len(of_kind)
        assert all(row.at.date() <= LAST_DAY for row in of_kind)


def test_governments_differ_and_some_were_not_looked_at(world: World, tmp_path: Path) -> None:
    profiles = rows_of(world, tmp_path)[Kind.PROFILE]
    present = {
        row.handle: sum(
            find_elements(row.data["display_name"], row.data["bio"], row.data["links"]).values()  # type: ignore[arg-type]
        )
        for row in profiles
    }
    assert len(set(present.values())) >= 3
    assert max(present.values()) == len(ProfileElement)
    assert {account.handle for account in world.accounts if account.has_data} - set(present)


def test_every_address_is_one_that_nobody_can_have(world: World, tmp_path: Path) -> None:
    texts = "".join(table.path.read_text() for table in write_tables(world, tmp_path))
    hosts = set(re.findall(r"(?:https?://|\S+@)([\w.\-]+\.[\w.\-]+)", texts))
    assert hosts
    assert all(host.rstrip(".").endswith(".example") for host in hosts)
    assert set(re.findall(r"\b[\w.\-]+\.(?:id|com|org|net)\b(?!\.example)", texts)) == set()


def test_checks_are_of_links_that_profiles_show_and_some_fail(world: World, tmp_path: Path) -> None:
    shown = {
        (row.platform, row.handle, link)
        for row in rows_of(world, tmp_path)[Kind.PROFILE]
        for link in row.data["links"]
    }
    checks = list(link_checks(world))
    assert {(check.platform.value, check.handle, check.url) for check in checks} >= shown
    assert all(check.week.weekday() == 0 for check in checks)
    assert links_of(ProfileElement.WEBSITE, [checks[0].url])
