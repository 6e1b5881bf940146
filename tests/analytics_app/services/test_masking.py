"""Personal data planted everywhere in a file, and looked for in every text column of every table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from analytics_app.models import Message, RawPayload, RejectedRow
from analytics_app.services import draft_trials, drafts, payloads
from analytics_app.services.intake import ImportSettings, inspect_file
from analytics_app.services.previews import sample_rows
from tests.analytics_app.services.histories import import_file
from tests.analytics_app.services.worlds import build_accounts
from tests.factories import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

NIK, PHONE, EMAIL = "3327014107900001", "081234567890", "budi.warga@contoh.invalid"
NAMES = ("budi_rahasia", "siti_rahasia", "tono_rahasia", "wati_rahasia")
PLANTED = (NIK, PHONE, EMAIL, *NAMES)
X = ImportSettings(platform="x")


def leaks() -> list[tuple[str, str, str]]:
    """(table, needle, row) of every row whose text, arrays and JSON included, holds something planted."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table == "analytics_app_rawpayload":
                continue
            for needle in PLANTED:
                cursor.execute(f'SELECT t::text FROM "{table}" t WHERE t::text ILIKE %s', [f"%{needle}%"])
                found += [(table, needle, row[0][:300]) for row in cursor.fetchall()]
    return found


def everything(folder: Path) -> Path:
    path = folder / f"laporan {PHONE} {NIK}.csv"
    text = f"@budi_rahasia NIK {NIK} hp {PHONE} {EMAIL} lihat https://x.com/siti_rahasia dan @contoh_utama"
    path.write_text(
        "id,created_at,username,text,in_reply_to_username,url,topic,agency\n"
        f'1,2026-03-02T08:00:00Z,budi_rahasia,"{text}",siti_rahasia,https://x.com/tono_rahasia/status/1,'
        f"hub {PHONE} @wati_rahasia,Dinas {EMAIL}\n"
        f'2,entah kapan,tono_rahasia,"{text}",siti_rahasia,https://x.com/tono_rahasia/status/2,-,-\n'
        f"3,2026-03-02T08:00:00Z,wati_rahasia,{text}\n"
        f"1.9667E+18,2026-03-02T08:00:00Z,wati_rahasia,{text},budi_rahasia,,,\n"
        f'4,"kemarin {PHONE} @budi_rahasia",siti_rahasia,{text},,,,\n'
        + "".join(f"{n},2026-03-02T09:00:00Z,warga_lain,Terima kasih,,,,\n" for n in range(10, 30))
    )
    return path


def test_nothing_planted_is_found_in_any_table(tmp_path: Path) -> None:
    build_accounts()
    batch = import_file(everything(tmp_path), X)
    assert (batch.rows_new, batch.rows_rejected) == (21, 4)
    assert leaks() == []
    text = Message.objects.get(platform_id="1").text
    assert "@contoh_utama" in text
    assert "[NIK]" in text
    assert all("contoh_utama" in row.raw for row in RejectedRow.objects.all())


def test_rejected_parts_of_api_bodies_hold_no_names(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    body = {
        "data": [
            {"id": "2001", "text": "halo", "author_id": "5", "created_at": "2026-03-02T01:00:00Z"},
            {"id": "nol", "username": "budi_rahasia", "name": "siti_rahasia", "description": f"WA {PHONE}"},
        ],
        "errors": [{"detail": f"user @tono_rahasia {EMAIL} suspended", "username": "wati_rahasia"}],
    }
    path.write_text(json.dumps(body))
    batch = import_file(path, ImportSettings())
    assert batch.rows_rejected == 2
    assert leaks() == []


def test_a_complaint_desk_that_numbers_rows_by_telephone_keeps_them_apart(tmp_path: Path) -> None:
    path = tmp_path / "aduan.csv"
    path.write_text(
        "id,created_at,answered_at,text,agency\n"
        f"{PHONE},2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,Air mati,Dinas A\n"
        "081234567891,2026-03-02T08:00:00Z,,Air mati,Dinas A\n"
    )
    region = RegionFactory(code="33.27")
    settings = ImportSettings(platform="channel", region=region)
    assert import_file(path, settings).rows_new == 2
    assert leaks() == []


def test_a_waiting_draft_shows_and_stores_no_names(tmp_path: Path, settings: object) -> None:
    settings.UPLOAD_DIR = str(tmp_path / "unggahan")  # type: ignore[attr-defined]
    build_accounts()
    path = everything(tmp_path)
    assert not [
        needle for needle in PLANTED if needle in json.dumps(sample_rows(path, X, inspect_file(path, X)))
    ]
    draft = drafts.new_draft(path, file_name="a.csv", region=None, source="", platform="x", by=UserFactory())
    draft_trials.run_dry_run(draft)
    assert leaks() == []


def test_the_payload_cannot_be_read_without_its_key(tmp_path: Path, settings: object) -> None:
    path = everything(tmp_path)
    batch = import_file(path, X)
    stored = b"".join(bytes(block) for block in RawPayload.objects.values_list("ciphertext", flat=True))
    assert not [needle for needle in PLANTED if needle.encode() in stored]
    target = tmp_path / "kembali"
    payloads.restore_payload(batch, target)
    assert target.read_bytes() == path.read_bytes()
    settings.PAYLOAD_KEY = b"\x22" * 32  # type: ignore[attr-defined]
    with pytest.raises(InvalidTag):
        payloads.restore_payload(batch, target)


@pytest.mark.parametrize(
    "name", ["a\n\u200bb.csv", "=cmd|x.csv", "x" * 240 + ".csv", "spasi  dan 'kutip'.csv"]
)
def test_odd_file_names_are_kept_harmless(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("id,created_at,username,text\n1,2026-03-02T08:00:00Z,warga1,halo\n")
    stored = import_file(path, X).file_name
    assert stored.isprintable()
    assert stored.endswith(".csv")


@pytest.mark.parametrize("cell", ["=1+1", "+62 ada", "-x", "@contoh_utama halo"])
def test_a_cell_that_looks_like_a_formula_is_text(cell: str, tmp_path: Path) -> None:
    build_accounts()
    path = tmp_path / "a.csv"
    path.write_text(f"id,created_at,username,text\n1,2026-03-02T08:00:00Z,warga1,{cell}\n")
    import_file(path, X)
    assert Message.objects.get().text == cell
