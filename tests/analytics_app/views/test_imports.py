"""The wizard's pages, one request after another, with the worker's tasks run in the request."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts_app.csv_download import escape_cell
from analytics_app.models import ImportBatch, Message, RejectedRow
from analytics_app.services import intake
from govmonitor.celery import app
from tests.cast import Cast
from tests.factories import ImportBatchFactory

pytestmark = pytest.mark.django_db

TABLE = (
    "id,created_at,username,text\n"
    "1,2026-03-02 08:00:00,budi_contoh,Lampu jalan padam hubungi 081234567890\n"
    "2,2026-03-02 09:00:00,contoh_pemalang,@budi_contoh baik kami teruskan ke dinas\n"
    "3,2026-03-02 10:00:00,siti_contoh,Terima kasih atas jawabannya\n"
    "4,2026-03-02 11:00:00,joko_contoh,Sampah di pasar belum diangkut\n"
    "5,kemarin dulu,=siti_contoh,Air keruh sudah tiga hari\n"
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Iterator[Path]:
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.UPLOAD_DIR.mkdir()
    app.conf.task_always_eager = True
    yield settings.UPLOAD_DIR
    app.conf.task_always_eager = False


@pytest.fixture
def staff(cast: Cast) -> Client:
    return client_of(cast.staff_home)


def client_of(user: Any, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(
    client: Client,
    cast: Cast,
    content: str = TABLE,
    name: str = "contoh.csv",
    csrfmiddlewaretoken: str = "",
    **headers: str,
) -> Any:
    file = SimpleUploadedFile(name, content.encode())
    token = {"csrfmiddlewaretoken": csrfmiddlewaretoken} if csrfmiddlewaretoken else {}
    data = {**token, "file": file, "region": cast.home.pk, "source": "", "platform": "x"}
    return client.post(reverse("import-new"), data, headers=headers or None)


def new_draft(client: Client, cast: Cast, content: str = TABLE, name: str = "contoh.csv") -> ImportBatch:
    assert upload(client, cast, content, name).status_code == 302
    return ImportBatch.objects.get(state="draft")


def choose(client: Client, draft: ImportBatch, **answers: Any) -> Any:
    data = {"format": "table", "platform": "x", "region": draft.region_id, "source": "", **answers}
    return client.post(reverse("import-format", args=[draft.public_id]), data)


def page(client: Client, name: str, batch: ImportBatch, follow: bool = False) -> Any:
    return client.get(reverse(name, args=[batch.public_id]), follow=follow)


def imported(client: Client, cast: Cast, content: str = TABLE) -> ImportBatch:
    draft = new_draft(client, cast, content)
    choose(client, draft, zone="WIB")
    page(client, "import-dry-run", draft)
    response = client.post(reverse("import-start", args=[draft.public_id]))
    return ImportBatch.objects.get(public_id=response["Location"].rstrip("/").rpartition("/")[2])


# --- from the file to the report -----------------------------------------------------------------


def test_file_goes_through_every_step_to_its_report(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    assert "Zona waktu mana?" in page(staff, "import-format", draft).content.decode()
    assert choose(staff, draft, zone="WIB")["Location"] == reverse("import-columns", args=[draft.public_id])
    columns = page(staff, "import-columns", draft)
    chosen = {field.html_name: field.value() for field in columns.context["form"]}
    answer = staff.post(reverse("import-columns", args=[draft.public_id]), chosen)
    assert answer["Location"] == reverse("import-preview", args=[draft.public_id])
    answer = staff.post(reverse("import-preview", args=[draft.public_id]), {"stated": "no"})
    assert answer["Location"] == reverse("import-dry-run", args=[draft.public_id])
    page(staff, "import-dry-run", draft)
    tried = page(staff, "import-dry-run", draft).content.decode()
    assert "Dari 5 baris: 4 baru, 0 berubah, 0 sudah ada, 1 ditolak." in tried
    assert not Message.objects.exists()
    report = staff.post(reverse("import-start", args=[draft.public_id]), follow=True).content.decode()
    assert "5 baris dibaca: 4 pesan baru, 0 berubah, 0 sudah ada, 1 ditolak." in report
    assert "contoh_pemalang" in report  # the registered account with what was captured of it
    assert Message.objects.count() == 4


def test_preview_shows_rows_as_they_would_be_stored(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    choose(staff, draft, zone="WIB")
    shown = page(staff, "import-preview", draft).content.decode()
    assert "Lampu jalan padam hubungi" in shown
    assert "@contoh_pemalang" in shown
    assert "081234567890" not in shown
    assert "budi_contoh" not in shown
    assert "Waktu tidak terbaca" in shown


def test_steps_cannot_be_skipped_while_a_question_is_open(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    format_step = reverse("import-format", args=[draft.public_id])
    assert page(staff, "import-preview", draft)["Location"] == format_step
    assert page(staff, "import-dry-run", draft)["Location"] == format_step
    answer = staff.post(reverse("import-start", args=[draft.public_id]), follow=True)
    assert answer.redirect_chain[-1][0] == format_step
    assert not Message.objects.exists()


def test_zone_must_be_chosen(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    response = choose(staff, draft)
    assert response.status_code == 200
    assert "Jawab pertanyaan ini" in response.content.decode()


def test_two_columns_cannot_mean_the_same(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    choose(staff, draft, zone="WIB")
    chosen = {"kolom-0": "text", "kolom-1": "created_at", "kolom-2": "", "kolom-3": "text"}
    response = staff.post(reverse("import-columns", args=[draft.public_id]), chosen)
    assert "Sudah dipakai oleh kolom" in response.content.decode()


def test_stated_coverage_is_kept_with_the_import(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    choose(staff, draft, zone="WIB")
    said = {"stated": "yes", "covers": ["posts", "replies"], "covered_from": "2026-03-01"}
    staff.post(reverse("import-preview", args=[draft.public_id]), said)
    staff.post(reverse("import-start", args=[draft.public_id]))
    batch = ImportBatch.objects.get()
    assert (batch.covers, str(batch.covered_from), batch.covered_until) == (
        ["posts", "replies"],
        "2026-03-01",
        None,
    )


def test_coverage_with_reversed_dates_or_nothing_marked_is_asked_again(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    choose(staff, draft, zone="WIB")
    url = reverse("import-preview", args=[draft.public_id])
    assert "Tandai paling sedikit satu" in staff.post(url, {"stated": "yes"}).content.decode()
    dates = {"covered_from": "2026-03-02", "covered_until": "2026-03-01"}
    answer = staff.post(url, {"stated": "yes", "covers": ["posts"], **dates})
    assert "mendahului" in answer.content.decode()


def test_same_file_again_says_so_and_writes_nothing(staff: Client, cast: Cast):
    imported(staff, cast)
    again = imported(staff, cast)
    assert again.duplicate_of is not None
    assert Message.objects.count() == 4
    assert "sudah pernah diimpor" in page(staff, "import-batch", again).content.decode()


def test_second_click_on_import_leads_to_the_import_that_the_first_began(staff: Client, cast: Cast):
    draft = new_draft(staff, cast)
    choose(staff, draft, zone="WIB")
    start = reverse("import-start", args=[draft.public_id])
    first, second = staff.post(start)["Location"], staff.post(start)["Location"]
    assert second == first
    assert page(staff, "import-preview", draft)["Location"] == first
    assert ImportBatch.objects.count() == 1
    assert client_of(cast.staff_away).post(start).status_code == 404


# --- what cannot be taken in ---------------------------------------------------------------------


def test_file_that_is_no_table_is_refused_with_a_remedy(staff: Client, cast: Cast):
    draft = new_draft(staff, cast, "\x89PNG\r\n\x1a\n" + "x" * 500, "gambar.png")
    shown = page(staff, "import-format", draft).content.decode()
    assert "Berkas ini ditolak" in shown
    assert "CSV, XLSX" in shown
    assert "--" not in draft.inspection["refusal"]["remedy"]


def test_empty_file_is_refused_with_a_reason(staff: Client, cast: Cast):
    draft = new_draft(staff, cast, "")
    assert "Berkas kosong" in page(staff, "import-format", draft).content.decode()


def test_upload_above_the_limit_is_cut_off_and_said_so(staff: Client, cast: Cast, settings, folder: Path):
    settings.UPLOAD_MAX_BYTES = 1_000_000
    response = upload(staff, cast, "x" * 1_500_000)
    assert response.status_code == 413
    assert "lebih besar dari" in response.content.decode()
    assert list(folder.iterdir()) == []
    assert not ImportBatch.objects.exists()


def test_script_gets_reasons_and_the_next_address_as_json(staff: Client, cast: Cast, settings):
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert upload(staff, cast, **headers).json()["url"].endswith("/format/")
    settings.UPLOAD_MAX_BYTES = 10
    assert "lebih besar" in upload(staff, cast, **headers).json()["errors"][0]


def test_region_of_somebody_else_cannot_be_chosen(staff: Client, cast: Cast, folder: Path):
    file = SimpleUploadedFile("contoh.csv", TABLE.encode())
    response = staff.post(reverse("import-new"), {"file": file, "region": cast.away.pk, "platform": ""})
    assert response.status_code == 400
    assert not ImportBatch.objects.exists()
    assert list(folder.iterdir()) == []  # what was received is not left lying about


def test_staff_must_name_a_region_and_administrators_need_not(staff: Client, cast: Cast):
    data = {"region": "", "platform": "", "source": ""}
    file = SimpleUploadedFile("contoh.csv", TABLE.encode())
    assert staff.post(reverse("import-new"), {"file": file, **data}).status_code == 400
    file.seek(0)
    assert (
        client_of(cast.national_admin).post(reverse("import-new"), {"file": file, **data}).status_code == 302
    )


def test_upload_without_csrf_token_is_refused(cast: Cast, folder: Path):
    client = client_of(cast.staff_home, enforce_csrf_checks=True)
    assert upload(client, cast).status_code == 403
    assert not ImportBatch.objects.exists()
    assert list(folder.iterdir()) == []


def test_upload_with_its_token_in_the_form_is_taken(cast: Cast):
    client = client_of(cast.staff_home, enforce_csrf_checks=True)
    client.get(reverse("import-new"))
    token = client.cookies["csrftoken"].value
    assert upload(client, cast, csrfmiddlewaretoken=token).status_code == 302
    assert ImportBatch.objects.exists()


def test_visitor_is_sent_to_sign_in_before_the_file_is_read(cast: Cast, folder: Path):
    response = upload(Client(), cast)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../../tmp/jahat.csv", "<script>alert(1)</script>.csv", "a\r\nSet-Cookie: b.csv"]
)
def test_odd_file_names_do_no_harm(staff: Client, cast: Cast, folder: Path, name: str):
    draft = new_draft(staff, cast, TABLE, name)
    assert [path.name for path in folder.iterdir()] == [draft.public_id]
    shown = page(staff, "import-format", draft).content.decode()
    assert "<script>alert" not in shown


def test_example_database_tries_out_real_files_but_does_not_import_them(staff: Client, cast: Cast):
    intake.claim_installation(is_example=True)
    assert "bin/up --empty" in staff.get(reverse("import-new")).content.decode()
    draft = new_draft(staff, cast)
    choose(staff, draft, zone="WIB")
    page(staff, "import-dry-run", draft)
    tried = page(staff, "import-dry-run", draft).content.decode()
    assert "4 baru" in tried
    assert reverse("import-start", args=[draft.public_id]) not in tried
    answer = staff.post(reverse("import-start", args=[draft.public_id]), follow=True)
    assert "bin/up --empty" in answer.content.decode()
    assert not Message.objects.exists()


def test_draft_whose_file_is_gone_says_so_and_goes(staff: Client, cast: Cast, folder: Path):
    draft = new_draft(staff, cast)
    (folder / draft.public_id).unlink()
    response = choose(staff, draft, zone="WIB")
    assert response.status_code == 410
    assert not ImportBatch.objects.exists()


def test_discarded_draft_leaves_neither_row_nor_file(staff: Client, cast: Cast, folder: Path):
    draft = new_draft(staff, cast)
    staff.post(reverse("import-discard", args=[draft.public_id]))
    assert not ImportBatch.objects.exists()
    assert list(folder.iterdir()) == []


# --- reports, and the way back -------------------------------------------------------------------


def test_rejected_rows_are_listed_and_downloaded_with_formulas_defused(staff: Client, cast: Cast):
    batch = imported(staff, cast)
    assert "Waktu tidak terbaca" in page(staff, "import-rejected", batch).content.decode()
    RejectedRow.objects.create(batch=batch, line=9, reason="missing_text", raw="=1+1")
    response = page(staff, "import-rejected-csv", batch)
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "baris,kolom,alasan,keterangan,isi"
    assert lines[1].startswith("6,created_at,Waktu tidak terbaca,")
    assert lines[2] == "9,,Isi pesan kosong,,'=1+1"


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_cells_that_begin_like_formulas_are_escaped(value: str):
    assert escape_cell(value) == "'" + value


def test_numbers_and_plain_text_are_not_escaped():
    assert [escape_cell(value) for value in (-1, 2.5, "a=b", "")] == [-1, 2.5, "a=b", ""]


def test_withdrawal_says_what_goes_and_then_takes_it_away(staff: Client, cast: Cast):
    batch = imported(staff, cast)
    asked = page(staff, "import-withdraw", batch).content.decode()
    assert "4 pesan yang hanya dibawa impor ini akan hilang." in asked
    assert Message.objects.count() == 4
    staff.post(reverse("import-withdraw", args=[batch.public_id]))
    batch.refresh_from_db()
    assert (batch.state, batch.withdrawn_by) == ("withdrawn", cast.staff_home)
    assert not Message.objects.exists()
    assert "Ditarik" in staff.get(reverse("import-list")).content.decode()


def test_messages_that_another_import_brought_too_are_counted_as_staying(staff: Client, cast: Cast):
    first = imported(staff, cast)
    imported(staff, cast, TABLE.splitlines(keepends=True)[0] + TABLE.splitlines(keepends=True)[1])
    asked = page(staff, "import-withdraw", first).content.decode()
    assert "3 pesan yang hanya dibawa impor ini akan hilang." in asked
    assert "1 pesan yang juga dibawa impor lain tetap ada" in asked


def test_file_read_again_in_another_zone_replaces_the_earlier_reading(staff: Client, cast: Cast):
    batch = imported(staff, cast)
    staff.post(reverse("import-reread", args=[batch.public_id]))
    draft = ImportBatch.objects.get(state="draft")
    choose(staff, draft, zone="WITA")
    staff.post(reverse("import-start", args=[draft.public_id]))
    batch.refresh_from_db()
    assert batch.state == "withdrawn"
    hours = Message.objects.order_by("platform_id").values_list("created_at__hour", flat=True)
    assert sorted(hours) == [7, 8, 9, 10]  # shown in WIB: an hour earlier than WITA


def test_copy_that_is_read_again_replaces_the_first_reading(staff: Client, cast: Cast):
    first, copy = imported(staff, cast), imported(staff, cast)
    staff.post(reverse("import-reread", args=[copy.public_id]))
    draft = ImportBatch.objects.get(state="draft")
    choose(staff, draft, zone="WITA")
    staff.post(reverse("import-start", args=[draft.public_id]))
    first.refresh_from_db()
    assert first.state == "withdrawn"
    hours = Message.objects.values_list("created_at__hour", flat=True)
    assert sorted(hours) == [7, 8, 9, 10]


def test_file_read_again_unchanged_is_not_imported_twice(staff: Client, cast: Cast):
    batch = imported(staff, cast)
    staff.post(reverse("import-reread", args=[batch.public_id]))
    draft = ImportBatch.objects.get(state="draft")
    page(staff, "import-dry-run", draft)
    answer = staff.post(reverse("import-start", args=[draft.public_id]), follow=True)
    assert "Belum ada yang diubah" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == "done"


def test_running_import_shows_a_bar_and_can_be_asked_to_stop(staff: Client, cast: Cast):
    batch = ImportBatchFactory(
        region=cast.home,
        state="reading",
        file_size=2_000_000,
        bytes_done=500_000,
        rows_read=740,
        rows_new=700,
    )
    shown = page(staff, "import-batch", batch).content.decode()
    assert '<progress aria-label="Membaca berkas" value="500000" max="2000000">' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert page(staff, "import-progress", batch).json()["value"] == 500_000
    assert (
        "700 pesan yang sudah masuk ditarik kembali" in page(staff, "import-cancel", batch).content.decode()
    )
    staff.post(reverse("import-cancel", args=[batch.public_id]))
    batch.refresh_from_db()
    assert batch.cancel_requested
    assert page(staff, "import-progress", batch).json()["label"] == "Membatalkan"


def test_import_that_is_being_computed_is_finished_first(staff: Client, cast: Cast):
    batch = ImportBatchFactory(region=cast.home, state="building", step_done=1, step_total=4)
    answer = staff.post(reverse("import-cancel", args=[batch.public_id]), follow=True)
    assert "diselesaikan dahulu" in answer.content.decode()
    batch.refresh_from_db()
    assert not batch.cancel_requested


def test_failed_import_without_its_file_cannot_be_tried_again(staff: Client, cast: Cast):
    batch = ImportBatchFactory(region=cast.home, state="failed", error="Berkas rusak. (--map)")
    shown = page(staff, "import-batch", batch).content.decode()
    assert "Berkas rusak." in shown
    assert "--map" not in shown
    answer = staff.post(reverse("import-retry", args=[batch.public_id]), follow=True)
    assert "Unggah sekali lagi" in answer.content.decode()


def test_list_shows_imports_of_own_regions_only(cast: Cast):
    ImportBatchFactory(region=cast.home, file_name="milik-pemalang.csv")
    ImportBatchFactory(region=None, file_name="milik-nasional.csv")
    seen = {
        name: client_of(getattr(cast, name)).get(reverse("import-list")).content.decode()
        for name in ("staff_home", "staff_away", "national_admin")
    }
    assert "milik-pemalang.csv" in seen["staff_home"]
    assert "milik-nasional.csv" not in seen["staff_home"]
    assert "Belum ada impor" in seen["staff_away"]
    assert "milik-pemalang.csv" in seen["national_admin"]
    assert "milik-nasional.csv" in seen["national_admin"]
