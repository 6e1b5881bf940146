"""Waiting files: what is chosen for them, how they become imports, how they go."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from analytics_app.models import ImportBatch
from analytics_app.services import draft_trials, drafts, intake
from analytics_app.services.payloads import has_payload
from tests.factories import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

TABLE = "id,created_at,username,text\n1,2026-03-02 08:00:00,budi,Lampu jalan padam di simpang contoh\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return settings.UPLOAD_DIR


@pytest.fixture
def draft(tmp_path: Path) -> ImportBatch:
    return new_draft(tmp_path)


def new_draft(tmp_path: Path, content: str = TABLE) -> ImportBatch:
    received = tmp_path / "received"
    received.write_text(content)
    return drafts.new_draft(
        received, file_name="contoh.csv", region=RegionFactory(), source="", platform="x", by=UserFactory()
    )


def age(path: Path, days: float) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\aduan.csv", "aduan.csv"),
        ("a\x00b\nc.csv", "abc.csv"),
        ("", "berkas"),
        ("..", ".."),
    ],
)
def test_names_are_cleaned_and_never_used_as_paths(given: str, shown: str):
    assert drafts.clean_name(given) == shown


def test_draft_asks_for_the_zone_and_shows_rows_once_it_is_known(draft: ImportBatch):
    assert draft.inspection["open"] == ["zone"]
    assert draft.inspection["sample"] == []
    drafts.change_reading(draft, zone="WITA")
    (row,) = draft.inspection["sample"]
    assert row["created_at"] == "2026-03-02T00:00:00+00:00"
    assert "budi" not in str(draft.inspection)


def test_dry_run_is_forgotten_when_the_reading_changes(draft: ImportBatch):
    drafts.change_reading(draft, zone="WIB")
    draft_trials.begin_dry_run(draft)
    draft_trials.run_dry_run(draft)
    draft.refresh_from_db()
    assert (draft.rows_new, draft.finished_at is not None) == (1, True)
    drafts.change_coverage(draft, ["citizens"], None, None)
    assert (draft.rows_new, draft.finished_at) == (0, None)


def test_dry_run_of_a_draft_that_was_changed_meanwhile_is_not_kept(draft: ImportBatch):
    drafts.change_reading(draft, zone="WIB")
    draft_trials.begin_dry_run(draft)
    stale = ImportBatch.objects.get(pk=draft.pk)
    drafts.change_reading(draft, zone="WITA")
    draft_trials.run_dry_run(stale)
    draft.refresh_from_db()
    assert draft.finished_at is None


def test_dry_run_with_an_open_question_says_which(draft: ImportBatch):
    draft_trials.run_dry_run(draft)
    draft.refresh_from_db()
    assert "zona" in draft.error.lower()


def test_import_does_not_start_while_a_question_is_open(draft: ImportBatch, folder: Path):
    with pytest.raises(drafts.SourceRefused, match="zona"):
        drafts.start(draft, by=UserFactory())
    assert (folder / draft.public_id).is_file()


def test_started_draft_becomes_a_queued_import_and_its_file_goes(draft: ImportBatch, folder: Path):
    drafts.change_reading(draft, zone="WIB")
    batch = drafts.start(draft, by=UserFactory())
    assert batch.state == ImportBatch.State.QUEUED
    assert has_payload(batch)
    assert list(folder.iterdir()) == []
    assert list(ImportBatch.objects.all()) == [batch]


def test_draft_that_another_request_has_started_is_not_started_again(draft: ImportBatch):
    drafts.change_reading(draft, zone="WIB")
    stale = ImportBatch.objects.get(pk=draft.pk)
    batch = drafts.start(draft, by=UserFactory())
    (drafts.upload_folder() / stale.public_id).write_text(TABLE)  # the first request is not yet over
    with pytest.raises(drafts.AlreadyStarted):
        drafts.start(stale, by=UserFactory())
    assert drafts.started_as(stale.public_id) == batch.public_id


def test_draft_stays_when_the_database_holds_example_data(draft: ImportBatch, folder: Path):
    intake.claim_installation(is_example=True)
    drafts.change_reading(draft, zone="WIB")
    with pytest.raises(intake.ExampleDatabase):
        drafts.start(draft, by=UserFactory())
    assert ImportBatch.objects.get().state == ImportBatch.State.DRAFT
    assert (folder / draft.public_id).is_file()


def test_mapping_of_an_earlier_file_is_remembered_for_the_next(tmp_path: Path):
    table = "a,b,c\n1,2026-03-02 08:00:00,Lampu jalan padam di simpang contoh\n"
    first = new_draft(tmp_path, table)
    drafts.change_reading(first, zone="WIB", mapping={"a": "", "b": "created_at", "c": "text"})
    drafts.start(first, by=UserFactory())

    second = new_draft(tmp_path, table.replace("Lampu", "Dua lampu"))
    assert second.inspection["is_remembered"]
    assert second.inspection["mapping"] == {"b": "created_at", "c": "text"}
    drafts.change_reading(second, zone="WIB")
    batch = drafts.start(second, by=UserFactory())
    assert batch.options["mapping"]["c"] == "text"  # the import reads it as the preview did


def test_file_that_is_read_again_must_be_read_in_another_way(draft: ImportBatch):
    drafts.change_reading(draft, zone="WIB")
    batch = drafts.start(draft, by=UserFactory())
    again = drafts.reopen(batch, by=UserFactory())
    with pytest.raises(drafts.NothingChanged):
        drafts.start(again, by=UserFactory())
    drafts.change_reading(again, zone="WIT")
    replacement = drafts.start(again, by=UserFactory())
    assert replacement.reread_of == batch
    assert replacement.options["zone"] == "WIT"


def test_drafts_that_nobody_touched_for_a_day_go(tmp_path: Path, folder: Path):
    old, touched = new_draft(tmp_path), new_draft(tmp_path)
    age(folder / old.public_id, days=1.1)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=2))
    (folder / "received-xyz").write_text("sisa unggahan yang terputus")
    age(folder / "received-xyz", days=1.1)

    assert drafts.remove_abandoned_drafts(timezone.now()) == 2
    assert list(ImportBatch.objects.all()) == [touched]
    assert [path.name for path in folder.iterdir()] == [touched.public_id]


def test_imports_are_never_taken_for_abandoned_drafts(draft: ImportBatch):
    drafts.change_reading(draft, zone="WIB")
    batch = drafts.start(draft, by=UserFactory())
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=9))
    drafts.remove_abandoned_drafts(timezone.now())
    assert ImportBatch.objects.get() == batch


def test_refused_file_is_kept_with_its_reason(tmp_path: Path):
    draft = new_draft(tmp_path, "")
    assert draft.inspection["refusal"]["code"] == "empty"
    with pytest.raises(drafts.SourceRefused):
        drafts.start(draft, by=UserFactory())
