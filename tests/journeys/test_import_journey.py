"""A file's way through the web, with a real worker: tried out, imported, taken back, read again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts_app import registry
from accounts_app.choices import Role
from accounts_app.models import Region
from analytics_app.models import ImportBatch, Message, Thread
from tests.factories import MembershipFactory, OfficialAccountFactory
from tests.journeys.digest import content
from tests.worker import running_worker

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 120  # only a worker that hangs needs them
TABLE = "id,created_at,username,text,in_reply_to_status_id\n" + "".join(
    f"{n},2026-03-{n % 27 + 1:02d} 08:15:00,warga_contoh_{n},@akun_contoh lampu jalan nomor {n} padam,\n"
    f"{n + 1000},2026-03-{n % 27 + 1:02d} 09:45:00,akun_contoh,@warga_contoh_{n} baik kami teruskan,{n}\n"
    for n in range(1, 61)
)


@pytest.fixture
def region() -> Region:
    registry.load_regions()
    region = Region.objects.get(code="33.27")
    OfficialAccountFactory(region=region, handle="akun_contoh")
    return region


@pytest.fixture
def staff(region: Region) -> Client:
    client = Client()
    client.force_login(
        MembershipFactory(region=region, role=Role.STAFF).user,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def worker() -> Iterator[None]:
    with running_worker("--concurrency", "1"):
        yield


def without_batches() -> dict[str, Any]:
    """Everything but the list of imports, which remembers what was taken back."""
    return {name: rows for name, rows in content().items() if name != "batches"}


def post(client: Client, name: str, batch: ImportBatch, **data: Any) -> Any:
    return client.post(reverse(name, args=[batch.public_id]), data, follow=True)


def draft_of(client: Client, file: SimpleUploadedFile, region: Region, zone: str) -> ImportBatch:
    client.post(reverse("import-new"), {"file": file, "region": region.pk, "source": "", "platform": "x"})
    draft = ImportBatch.objects.get(state="draft")
    read_as(client, draft, zone)
    return draft


def read_as(client: Client, draft: ImportBatch, zone: str) -> None:
    answers = {"format": draft.format, "platform": "x", "zone": zone, "region": draft.region_id, "source": ""}
    post(client, "import-format", draft, **answers)


def wait_for(client: Client, address: str) -> dict[str, Any]:
    """What the bar's address says in the end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        seen: dict[str, Any] = client.get(address).json()
        if seen["is_done"]:
            return seen
        time.sleep(0.1)  # between two looks, as the page's own script does
    raise AssertionError(f"{address} did not come to an end: {seen}")


def import_it(client: Client, draft: ImportBatch) -> ImportBatch:
    client.get(reverse("import-dry-run", args=[draft.public_id]))
    wait_for(client, reverse("import-dry-run-progress", args=[draft.public_id]))
    tried = client.get(reverse("import-dry-run", args=[draft.public_id]))
    assert tried.status_code == 200
    started = post(client, "import-start", draft)
    batch = ImportBatch.objects.get(public_id=started.redirect_chain[-1][0].strip("/").rpartition("/")[2])
    wait_for(client, reverse("import-progress", args=[batch.public_id]))
    batch.refresh_from_db()
    return batch


def table(name: str = "contoh.csv", text: str = TABLE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_file_is_tried_out_imported_and_taken_back(staff: Client, region: Region, worker: None):
    empty = without_batches()
    draft = draft_of(staff, table(), region, "WIB")
    assert without_batches() == empty
    batch = import_it(staff, draft)
    assert (batch.state, batch.rows_new, Message.objects.count()) == ("done", 120, 120)
    assert Thread.objects.filter(first_response_at__isnull=False).count() == 60
    assert "akun_contoh" in staff.get(reverse("import-batch", args=[batch.public_id])).content.decode()

    post(staff, "import-withdraw", batch)
    wait_for(staff, reverse("import-progress", args=[batch.public_id]))
    batch.refresh_from_db()
    assert batch.state == "withdrawn"
    assert (Message.objects.count(), Thread.objects.count()) == (0, 0)


def test_reading_again_in_another_zone_ends_like_reading_so_at_once(
    staff: Client, region: Region, worker: None
):
    first = import_it(staff, draft_of(staff, table(), region, "UTC"))
    post(staff, "import-reread", first)
    draft = ImportBatch.objects.get(state="draft")
    read_as(staff, draft, "WIB")
    again = import_it(staff, draft)
    first.refresh_from_db()
    assert (first.state, again.state) == ("withdrawn", "done")
    reread = without_batches()

    post(staff, "import-withdraw", again)
    wait_for(staff, reverse("import-progress", args=[again.public_id]))
    import_it(staff, draft_of(staff, table(), region, "WIB"))
    assert without_batches() == reread


@pytest.mark.shared_data
def test_real_complaints_pass_through_the_wizard(
    staff: Client, region: Region, worker: None, shared_data: Path
):
    source = shared_data / "complaints/surabaya-wargaku/complaints_2022.csv"
    file = SimpleUploadedFile(source.name, source.read_bytes())
    staff.post(
        reverse("import-new"), {"file": file, "region": region.pk, "source": "", "platform": "channel"}
    )
    draft = ImportBatch.objects.get(state="draft")
    asked = staff.get(reverse("import-format", args=[draft.public_id])).context["zones"]
    night = {item["profile"].zone: item["profile"].night for item in asked}
    assert min(night, key=night.__getitem__) == "UTC"  # the profile gives the right zone away
    answers = {"format": "complaint_table", "platform": "channel", "zone": "UTC", "region": region.pk}
    post(staff, "import-format", draft, **answers)
    batch = import_it(staff, draft)
    assert (batch.rows_new, batch.rows_rejected) == (8_690, 0)
    assert Message.objects.filter(answered_at__isnull=False).count() == 7_896


def test_nothing_stays_in_the_upload_folder(staff: Client, region: Region, worker: None):
    before = set(settings.UPLOAD_DIR.glob("*")) if settings.UPLOAD_DIR.exists() else set()
    import_it(staff, draft_of(staff, table(), region, "WIB"))
    assert set(settings.UPLOAD_DIR.glob("*")) == before
