"""The example world follows from the day alone, is large and varied enough, and nobody can take it for real."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from analytics_app.choices import MessageKind, SourceFormat
from analytics_app.example.files import ExampleFile, write_files
from analytics_app.example.world import World, build_world, captured_until, local_date
from analytics_app.records import ParsedRow, RowError
from analytics_app.sources.inspection import inspect
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.parsing import parse
from analytics_app.sources.platforms import read_platform
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.spam import BOT, COPY, Written, find_copies
from tests.analytics_app.example.places import PLACES

LAST_DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(PLACES, LAST_DAY)


@pytest.fixture(scope="module")
def files(world: World, tmp_path_factory: pytest.TempPathFactory) -> list[ExampleFile]:
    return write_files(world, tmp_path_factory.mktemp("files"))


def read(file: ExampleFile) -> list[ParsedRow | RowError]:
    options = ParseOptions(platform=read_platform(file.platform) if file.platform else None, zone=file.zone)
    return list(parse(file.path, options, inspect(file.path, options)))


def test_the_same_day_gives_the_same_files_byte_for_byte(files: list[ExampleFile], tmp_path: Path) -> None:
    again = write_files(build_world(PLACES, LAST_DAY), tmp_path)
    assert [(f.path.name, f.path.read_bytes()) for f in again] == [
        (f.path.name, f.path.read_bytes()) for f in files
    ]


def test_the_next_day_changes_only_the_files_of_the_running_quarter(
    files: list[ExampleFile], tmp_path: Path
) -> None:
    before = {f.path.name: f.path.read_bytes() for f in files}
    after = {
        f.path.name: f.path.read_bytes()
        for f in write_files(build_world(PLACES, LAST_DAY + timedelta(days=1)), tmp_path)
    }
    changed = {name for name in after if before.get(name) != after[name]}
    assert set(before) == set(after)
    assert changed
    assert all("triwulan-4" in name or "kanal" in name or "ulang" in name for name in changed)
    assert not any("2025" in name for name in changed)


def test_a_later_world_holds_every_message_of_an_earlier_one(world: World) -> None:
    later = build_world(PLACES, LAST_DAY + timedelta(days=3))
    for bundle, lines in world.bundles.items():
        held = {(line.id, line.text, line.at) for line in later.bundles[bundle]}
        assert {(line.id, line.text, line.at) for line in lines} <= held


def test_every_account_says_that_it_is_invented(world: World) -> None:
    for account in world.accounts:
        assert account.handle.startswith("contoh_") or account.handle.startswith("Kanal Aduan Contoh")
        assert account.agency.endswith("(contoh)")
    people = {line.author for lines in world.bundles.values() for line in lines if line.author}
    assert all(name.startswith(("contoh_", "wargacontoh_")) for name in people)


def test_messages_lie_within_the_days_and_outside_the_gaps(world: World) -> None:
    for lines in world.bundles.values():
        for line in lines:
            day = local_date(line)
            assert world.first_day <= day <= world.last_day
            assert day <= captured_until(line.account.place.code, day)
            assert line.account.monitored_from is None or day >= line.account.monitored_from
    banten = {local_date(line) for line in world.bundles["region:36"]}
    longest = max((later - earlier).days for earlier, later in pairwise(sorted(banten)))
    assert longest >= 12


def test_the_region_without_data_has_accounts_and_no_message(world: World) -> None:
    assert any(account.place.code == "76" for account in world.accounts)
    assert not any(line.account.place.code == "76" for lines in world.bundles.values() for line in lines)


def test_ids_are_unique_on_each_platform(world: World) -> None:
    ids = Counter(
        (line.account.platform, line.id, line.account.handle if line.kind is MessageKind.COMPLAINT else "")
        for lines in world.bundles.values()
        for line in lines
    )
    assert max(ids.values()) == 1


def test_citizens_write_many_hundred_different_sentences(world: World) -> None:
    texts = {
        line.text.split(" ", 1)[-1]
        for lines in world.bundles.values()
        for line in lines
        if line.author.startswith("wargacontoh")
    }
    assert len(texts) > 800


def test_some_people_send_the_same_words_and_some_accounts_repeat_theirs(world: World) -> None:
    citizens = [
        line for lines in world.bundles.values() for line in lines if line.author.startswith("wargacontoh")
    ]
    written = [
        Written(number, line.author, words, words.count(" ") + 1, line.at, line.account)
        for number, line in enumerate(citizens)
        if (words := template_text(line.text))
    ]
    kinds = Counter(find_copies(written).values())
    assert kinds[COPY] >= 5
    assert kinds[BOT] >= 6
    assert kinds.total() < len(written) / 50


def test_every_file_is_read_by_the_products_own_parsers(world: World, files: list[ExampleFile]) -> None:
    ids: Counter[tuple[str, str]] = Counter()
    rejected = 0
    formats = set()
    for file in files:
        options = ParseOptions(
            platform=read_platform(file.platform) if file.platform else None, zone=file.zone
        )
        formats.add(inspect(file.path, options).format)
        for row in read(file):
            if isinstance(row, RowError):
                rejected += 1
            else:
                ids[row.record.platform.value, row.record.platform_id or ""] += 1
    written = {
        (line.account.platform.value, line.id)
        for bundle, lines in world.bundles.items()
        for line in lines
        if bundle != "harvest" or line.kind is not MessageKind.REPOST
    }
    assert set(ids) == written
    assert formats == {
        SourceFormat.X_API_V2, SourceFormat.TABLE, SourceFormat.TWEET_HARVEST, SourceFormat.COMPLAINT,
    }  # fmt: skip
    assert rejected  # some rows are broken on purpose
    assert max(ids.values()) >= 2  # and some come twice


def test_files_say_the_same_instants_that_the_world_holds(world: World, files: list[ExampleFile]) -> None:
    stated = {
        line.id: line.at.replace(microsecond=0)
        for lines in world.bundles.values()
        for line in lines
        if line.kind is not MessageKind.COMPLAINT
    }
    for file in files:
        for row in read(file):
            if isinstance(row, ParsedRow) and row.record.kind is not MessageKind.COMPLAINT:
                assert row.record.created_at == stated[row.record.platform_id or ""]
