"""The pages of the coding bench, asked as a browser without JavaScript would."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts_app.models import AuditEvent, User
from analytics_app.choices import LabelTask
from analytics_app.models import Adjudication, Code, CodingTask
from analytics_app.services.coding import code_message, settle
from tests.analytics_app.services.coding_world import DAY, item_of, new_coder, new_task, write_messages
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: Cast) -> CodingTask:
    write_messages(cast.away_account, 3)
    return new_task(cast.national_admin)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_coder_codes_skips_and_undoes_without_javascript(task: CodingTask):
    client = signed_in(new_coder())
    page = client.get(reverse("coding-code", args=[task.public_id]))
    first = item_of(task)
    assert page.context["shown"].item == first
    assert "0 dari 3" in text_of(page)
    answer = reverse("coding-answer", args=[task.public_id, first.public_id])
    after = client.post(answer, {"kelas": "aspirasi", "catatan": " ragu "}, follow=True)
    assert "1 dari 3" in text_of(after)
    second = after.context["shown"].item
    assert second == item_of(task, 2)
    client.post(reverse("coding-answer", args=[task.public_id, second.public_id]), {"aksi": "lewati"})
    undone = client.post(reverse("coding-undo", args=[task.public_id]), follow=True)
    assert "Diurungkan: dilewati." in text_of(undone)
    assert undone.context["shown"].item == second
    undone = client.post(reverse("coding-undo", args=[task.public_id]), follow=True)
    assert "Diurungkan: Aspirasi." in text_of(undone)
    assert undone.context["shown"].item == first
    assert [code.note for code in Code.objects.filter(action="code")] == ["ragu"]


def test_what_was_skipped_can_be_coded_at_the_end(task: CodingTask):
    client = signed_in(new_coder())
    for order in (1, 2, 3):
        data = {"aksi": "lewati"} if order == 2 else {"kelas": "aspirasi"}
        client.post(reverse("coding-answer", args=[task.public_id, item_of(task, order).public_id]), data)
    page = client.get(reverse("coding-code", args=[task.public_id]))
    assert "Tinggal yang dilewati" in text_of(page)
    page = client.get(reverse("coding-code", args=[task.public_id]) + "?lewat=1")
    assert page.context["shown"].item == item_of(task, 2)
    page = client.post(
        reverse("coding-answer", args=[task.public_id, item_of(task, 2).public_id]),
        {"kelas": "aspirasi", "lewat": "1"},
        follow=True,
    )
    assert "3 pesan Anda sandi." in text_of(page)


def test_the_own_region_is_refused_with_the_reason(cast: Cast):
    write_messages(cast.home_account, 1)
    task = new_task(cast.national_admin)
    client = signed_in(cast.coder)
    page = client.get(reverse("coding-code", args=[task.public_id]))
    assert "tidak menilai pemerintah daerahnya sendiri" in text_of(page)
    assert "Pesan contoh nomor" not in text_of(page)
    answer = client.post(
        reverse("coding-answer", args=[task.public_id, item_of(task).public_id]), {"kelas": "aspirasi"}
    )
    assert answer.status_code == 403
    assert "wilayah Anda sendiri" in text_of(answer)
    assert not Code.objects.exists()


def test_the_bench_shows_neither_the_machines_label_nor_the_other_coder(task: CodingTask):
    other = new_coder("lain")
    code_message(other, item_of(task), "aspirasi", "catatan rahasia")
    page = signed_in(new_coder()).get(reverse("coding-code", args=[task.public_id]))
    content = page.content.decode()
    assert "catatan rahasia" not in content
    assert other.email not in content
    shown = content[content.index('<article class="card" id="pesan"') : content.index("</article>")]
    assert "apresiasi" not in shown.lower()


def test_a_third_person_settles_on_the_page(task: CodingTask):
    for name, code_class in (("satu", "aspirasi"), ("dua", "apresiasi")):
        code_message(new_coder(name), item_of(task), code_class)
    client = signed_in(new_coder("tiga"))
    page = client.get(reverse("coding-settle", args=[task.public_id]))
    assert [each["class"] for each in page.context["said"]] == ["Aspirasi", "Apresiasi"]
    assert "satu@" not in page.content.decode()
    decide = reverse("coding-decide", args=[task.public_id, item_of(task).public_id])
    page = client.post(decide, {"kelas": "aspirasi"}, follow=True)
    assert "Tidak ada yang menunggu" in text_of(page)
    assert Adjudication.objects.get().code_class == "aspirasi"


def test_a_supervisor_makes_a_task_and_sees_what_is_wrong_with_the_form(cast: Cast):
    write_messages(cast.home_account, 4)
    write_messages(cast.away_account, 4)
    client = signed_in(cast.provincial_supervisor)
    address = reverse("coding-new")
    form = client.get(address).context["form"]
    assert cast.away not in form.fields["regions"].queryset
    data = {
        "name": "Maksud, Maret",
        "label": "intent",
        "regions": [cast.province.pk],
        "first_day": DAY.isoformat(),
        "last_day": DAY.isoformat(),
        "size": 10,
        "design": "stratified",
        "strata": ["region", "platform"],
        "seed": 3,
        "task_id": form.initial["task_id"],
    }
    for change, words in (
        ({"regions": [cast.away.pk]}, "Wilayah ini tidak dapat Anda pilih."),
        ({"regions": []}, "Pilih sedikitnya satu wilayah."),
        ({"last_day": "2026-03-01"}, "Tanggal akhir mendahului"),
        ({"strata": []}, "Pilih sedikitnya satu pembagi"),
        ({"design": "uncertainty"}, "Mesin belum menyimpan keyakinan"),
        ({"first_day": "2020-01-01", "last_day": "2020-01-02"}, "Tidak ada pesan yang cocok"),
        ({"task_id": "x"}, "Muat ulang"),
    ):
        answer = client.post(address, data | change)
        assert answer.status_code == 400
        assert words in text_of(answer)
        assert not CodingTask.objects.exists()
    for _ in range(2):
        answer = client.post(address, data)
        task = CodingTask.objects.get()
        assert answer["Location"] == reverse("coding-result", args=[task.public_id])
    assert (task.size, task.population) == (4, 4)
    assert {item.region_id for item in task.items.all()} == {cast.home.pk}


def test_the_result_page_counts_and_shows_no_text(cast: Cast, task: CodingTask):
    one, two = new_coder("satu"), new_coder("dua")
    for order, codes in enumerate(
        (("aspirasi",) * 2, ("apresiasi",) * 2, ("aspirasi", "apresiasi")), start=1
    ):
        for coder, code_class in zip((one, two), codes, strict=True):
            code_message(coder, item_of(task, order), code_class)
    page = signed_in(cast.national_admin).get(reverse("coding-result", args=[task.public_id]))
    words = text_of(page)
    assert "3 disandi, 3 disandi dua kali, 1 berbeda dan belum diputuskan, 0 diputuskan" in words
    assert "A – B" in words
    assert "Pesan contoh nomor" not in words
    assert one.email not in words


def test_labels_without_codes_or_machine_have_a_result_page_too(cast: Cast):
    from tests.factories import MessageFactory

    MessageFactory(account=cast.away_account)
    task = new_task(cast.national_admin, label=LabelTask.TOPIC)
    words = text_of(signed_in(cast.national_admin).get(reverse("coding-result", args=[task.public_id])))
    assert "Belum dapat dihitung" in words
    assert "Label mesin untuk ini belum disimpan" in words


@pytest.mark.parametrize("label", LabelTask)
def test_every_codebook_explains_its_classes_in_both_languages(label: LabelTask):
    client = signed_in(new_coder())
    address = reverse("coding-codebook", args=[label.value])
    indonesian = text_of(client.get(address))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = text_of(client.get(address))
    assert "Buku kode" in indonesian
    assert indonesian != english
    assert client.get(reverse("coding-codebook", args=["karangan"])).status_code == 404


# --- files ---------------------------------------------------------------------------------------


def export(user: User, task: CodingTask) -> tuple[bytes, list[dict[str, str]]]:
    response = signed_in(user).get(reverse("coding-export", args=[task.public_id]))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return content, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def upload(user: User, task: CodingTask, content: str | bytes) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("sandi.csv", raw, content_type="text/csv")
    return signed_in(user).post(reverse("coding-import", args=[task.public_id]), {"file": file}, follow=True)


def test_what_is_downloaded_is_safe_and_can_be_taken_in_again(cast: Cast, task: CodingTask):
    one, two, three = (new_coder(name) for name in ("satu", "dua", "tiga"))
    code_message(one, item_of(task), "aspirasi", "=1+1")
    code_message(two, item_of(task), "apresiasi")
    settle(three, item_of(task), "aspirasi", "+62")
    content, rows = export(cast.national_admin, task)
    assert [(row["kind"], row["coder"], row["class"], row["note"]) for row in rows] == [
        ("code", one.email, "aspirasi", "'=1+1"),
        ("code", two.email, "apresiasi", ""),
        ("settled", three.email, "aspirasi", "'+62"),
    ]
    assert b"Pesan contoh" not in content
    before = Code.objects.count(), Adjudication.objects.count()
    assert "0 sandi baru, 3 sudah ada." in text_of(upload(cast.national_admin, task, content))
    assert (Code.objects.count(), Adjudication.objects.count()) == before
    assert AuditEvent.objects.filter(action="exported").count() == 1


def test_a_file_in_which_one_person_says_two_things_of_a_message_is_refused(cast: Cast, task: CodingTask):
    new_coder("satu")
    item = item_of(task).public_id
    rows = [f"{item},satu@contoh.invalid,{value}" for value in ("aspirasi", "aspirasi", "apresiasi")]
    page = text_of(upload(cast.national_admin, task, "\n".join(["item,coder,class", *rows])))
    assert "kelas lain di baris sebelumnya" in page
    long = f"item,coder,class,note\n{item},satu@contoh.invalid,aspirasi,{'a' * 200_000}"
    limit = csv.field_size_limit(131_072)  # a process that has loaded the readers of sources allows more
    try:
        assert "selnya terlalu panjang" in text_of(upload(cast.national_admin, task, long))
    finally:
        csv.field_size_limit(limit)
    assert Code.objects.count() == 0


def test_codes_from_elsewhere_come_in_once(cast: Cast, task: CodingTask):
    new_coder("satu")
    rows = "\n".join(f"{item_of(task, n).public_id};SATU@contoh.invalid;aspirasi" for n in (1, 2))
    file = f"item;coder;class\n{rows}\n"
    assert "2 sandi baru, 0 sudah ada." in text_of(upload(cast.national_admin, task, file))
    assert "0 sandi baru, 2 sudah ada." in text_of(upload(cast.national_admin, task, file))
    assert Code.objects.count() == 2
    assert AuditEvent.objects.get(action="codes_imported").new == {"new": 2, "known": 0}


def test_one_wrong_row_keeps_the_whole_file_out_and_says_what_to_do(cast: Cast, task: CodingTask):
    new_coder("satu")
    own = new_coder("sendiri", cast.away)
    item = item_of(task).public_id
    file = (
        f"item,coder,class\n{item},satu@contoh.invalid,aspirasi\n"
        f"{item},satu@contoh.invalid,keluhan\ntidakada,satu@contoh.invalid,aspirasi\n"
        f"{item},siapa@contoh.invalid,aspirasi\n{item},{own.email},aspirasi\n"
    )
    answer = upload(cast.national_admin, task, file)
    assert answer.status_code == 400
    assert [(p.line, p.column, p.value) for p, _ in answer.context["problems"]] == [
        (3, "class", "keluhan"),
        (4, "item", "tidakada"),
        (5, "coder", "siapa@contoh.invalid"),
        (6, "item", item),
    ]
    assert "Kelas itu tidak ada dalam buku kode" in text_of(answer)
    assert not Code.objects.exists()


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"", 1, ""),
        (b"item,coder\n", 1, "class"),
        (b"item,coder,class\na,b\n", 2, ""),
        (b"item,coder,class\na,b,\xff\n", 2, ""),
        (b"PK\x03\x04\x00\x00", 1, ""),
    ],
)
def test_files_that_are_no_table_of_codes_are_refused_with_their_place(
    cast: Cast, task: CodingTask, content: bytes, line: int, column: str
):
    answer = upload(cast.national_admin, task, content)
    assert answer.status_code == 400
    if content:  # an empty file is refused by the form
        problem, remedy = answer.context["problems"][0]
        assert (problem.line, problem.column) == (line, column)
        assert remedy
