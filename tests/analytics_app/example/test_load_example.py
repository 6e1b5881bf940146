"""Loading the example world: once a day, whatever happened before, and never beside real data."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from analytics_app import tasks
from analytics_app.choices import LabelTask, ObservationKind, Status
from analytics_app.example.accounts import Place
from analytics_app.example.files import write_files
from analytics_app.example.observations import link_checks, write_tables
from analytics_app.example.world import build_world
from analytics_app.models import (
    Code,
    ImportBatch,
    IndicatorValue,
    Installation,
    LinkCheck,
    Message,
    Observation,
    Score,
    StaleScore,
)
from analytics_app.selectors.coding_results import reliability_of
from analytics_app.services import example_world, intake, score
from analytics_app.services.example_coding import code_samples
from tests.factories import OfficialAccountFactory, RegionFactory
from tests.journeys.digest import content
from tests.journeys.test_killed_import import empty

pytestmark = pytest.mark.django_db(transaction=True)
LAST_DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def regions(transactional_db: None) -> None:
    """Few and small, so that the world is too; one with a complaint channel, one without data, one with a gap."""
    province = RegionFactory(code="33", name="Jawa Tengah", population=300_000)
    RegionFactory(code="33.02", name="Kabupaten Banyumas", parent=province, population=100_000)
    RegionFactory(code="36", name="Banten", population=300_000)
    RegionFactory(code="76", name="Sulawesi Barat", population=300_000)


def load(last_day: date = LAST_DAY) -> None:
    call_command("load_example", until=last_day)


def load_one_after_the_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person would do who imports the files by hand."""
    monkeypatch.setattr(tasks.score, "score_stale", lambda *args: None)  # once, at the end: most of the time
    world = build_world(example_world.list_places(), LAST_DAY)
    for file in write_files(world, folder):
        settings = example_world.settings_of(file)
        inspection = intake.inspect_file(file.path, settings)
        batch = intake.open_batch(file.path, settings, inspection, is_example=True)
        tasks.run_import(batch, file.path, inspection)
    example_world.take_tables(write_tables(world, folder), timezone.now())
    example_world.record_link_checks(link_checks(world))
    code_samples(LAST_DAY)
    monkeypatch.undo()
    tasks.run_figures()


def load_and_be_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dies when messages are in and nothing follows from them yet."""

    class Killed(BaseException):
        pass

    rebuild_pending = tasks.rebuild.rebuild_pending

    def die_with_messages(*args: Any) -> int:
        if Message.objects.exists():
            raise Killed
        return rebuild_pending(*args)

    monkeypatch.setattr(tasks.rebuild, "rebuild_pending", die_with_messages)
    with pytest.raises(Killed):
        load()
    assert ImportBatch.objects.filter(state__in=ImportBatch.UNFINISHED).exists()
    monkeypatch.undo()


def check_observations() -> None:
    """What was seen beside the messages gives figures without a second computing; gaps show where nobody looked."""
    assert set(Observation.objects.values_list("kind", flat=True)) == set(ObservationKind)
    assert not StaleScore.objects.exists()
    assert not IndicatorValue.history.exclude(superseded_at=None).exists()
    for indicator in ("profile_completeness", "account_authenticity", "findability", "service_navigation"):
        of_day = IndicatorValue.objects.filter(indicator=indicator, as_of=LAST_DAY)
        assert of_day.filter(status=Status.SCORED, score__gt=0).exists(), indicator
        assert of_day.filter(status=Status.NOT_OBSERVABLE).exists(), indicator
    lag = IndicatorValue.objects.get(
        indicator="information_lag", as_of=LAST_DAY, region__code="33", account=None
    )
    assert lag.status == Status.SCORED
    assert lag.n >= 10


def check_codes() -> None:
    """People judged samples as users do, and figures rest on what they said."""
    for label in (LabelTask.INTENT, LabelTask.FUNCTION, LabelTask.TOPIC, LabelTask.SENTIMENT):
        found = reliability_of(label)
        assert found is not None, label
        assert found.status is Status.SCORED, label
    answers = IndicatorValue.objects.filter(
        indicator="answer_quality", as_of=date(2026, 9, 30), pool="social"
    )
    assert answers.filter(status=Status.SCORED, account=None).exists()
    assert Score.objects.filter(measure="composite", as_of=date(2026, 9, 30), status=Status.SCORED).exists()


def check_loading_twice(before: dict[str, tuple[int, str]]) -> None:
    """A second load on the day writes nothing, and the next day's adds that day alone."""
    values = set(IndicatorValue.history.values_list("pk", flat=True))
    seen = Observation.objects.count(), LinkCheck.objects.count(), Code.objects.count()
    load()
    assert content() == before
    assert set(IndicatorValue.history.values_list("pk", flat=True)) == values
    assert (Observation.objects.count(), LinkCheck.objects.count(), Code.objects.count()) == seen

    messages, batches = Message.objects.count(), ImportBatch.objects.count()
    load(LAST_DAY + timedelta(days=1))
    assert Message.objects.count() > messages
    added = ImportBatch.objects.order_by("pk")[batches:]
    assert added
    assert not any("2025" in batch.file_name for batch in added)
    assert max(IndicatorValue.objects.values_list("as_of", flat=True)) == LAST_DAY + timedelta(days=1)


def test_however_it_is_loaded_the_world_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, one file after the other, killed and gone on, twice: one story, since a load takes long."""
    monkeypatch.setattr(score, "REGIONS_A_PROCESS", 1)  # in several processes, the others below in one
    load()
    monkeypatch.undo()
    check_observations()
    check_codes()
    at_once = content()
    assert Installation.objects.get().kind == Installation.Kind.EXAMPLE
    assert at_once["messages"][0] > 2_000

    empty()
    load_one_after_the_other(tmp_path, monkeypatch)
    assert content() == at_once

    empty()
    load_and_be_killed(monkeypatch)
    load()
    assert content() == at_once
    check_loading_twice(at_once)


def test_it_refuses_a_database_of_real_data() -> None:
    Installation.objects.create(kind=Installation.Kind.REAL)
    with pytest.raises(CommandError, match="data sungguhan"):
        load()
    assert not Message.objects.exists()


def test_it_refuses_where_real_accounts_are_registered() -> None:
    OfficialAccountFactory(handle="pemprov_sungguhan")
    with pytest.raises(CommandError, match="data sungguhan"):
        load()
    assert not Installation.objects.exists()


def test_places_come_from_the_reference_table() -> None:
    assert Place("33.02", "Kabupaten Banyumas", "Asia/Jakarta", 100_000) in example_world.list_places()
