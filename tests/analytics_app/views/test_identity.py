"""Who a citizen is: shown to those who serve, told in the audit log, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import AuditEvent, User
from analytics_app.models import Message, RawPayload, Thread
from analytics_app.services.intake import ImportSettings
from tests.analytics_app.services.histories import import_file
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HANDLE, PHONE, EMAIL, NIK = "budi_rahasia", "081234567890", "budi@contoh.invalid", "3327014107900001"
TEXT = f"@contoh_pemalang lampu padam. Hubungi {PHONE} atau {EMAIL}, NIK {NIK}"
REASON = "Menelepon warga untuk mencari lokasi"


@pytest.fixture
def thread(cast: Cast, tmp_path: Path) -> Thread:
    path = tmp_path / "dunia.csv"
    path.write_text(
        f'id,created_at,username,text\n,2026-03-02T01:00:00Z,{HANDLE},"{TEXT}"\n'
        + "".join(f"{n},2026-03-02T0{n}:00:00Z,warga{n},Halo min\n" for n in range(1, 6))
    )
    import_file(path, ImportSettings(platform="x", source="uji"))
    return Thread.objects.get(account=cast.home_account)


def _post(client: Client, user: User, thread: Thread, **data: str) -> str:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(reverse("thread-identity", args=[thread.public_id]), data)
    assert response.status_code == 404 or "no-store" in response["Cache-Control"]
    return response.content.decode()


def _told() -> list[tuple[str, str, object]]:
    events = AuditEvent.objects.filter(subject_kind="thread").order_by("id")
    return [(event.action, event.actor_name, event.new) for event in events]


def test_staff_of_the_region_see_name_and_contact_without_ceremony(
    client: Client, cast: Cast, thread: Thread
):
    page = _post(client, cast.staff_home, thread, apa="nama")
    for shown in (f"@{HANDLE}", PHONE, EMAIL):
        assert shown in page
    assert NIK not in page
    assert "lampu padam" not in page
    assert _told() == [("identity_shown", cast.staff_home.email, {"messages": 1})]
    assert AuditEvent.objects.latest("id").region_code == cast.home.code


def test_the_original_text_wants_a_reason_from_everybody(client: Client, cast: Cast, thread: Thread):
    assert NIK not in _post(client, cast.staff_home, thread, apa="teks")
    assert _told() == []
    page = _post(client, cast.staff_home, thread, apa="teks", alasan=f"{REASON} {PHONE}")
    assert TEXT in page
    assert _told() == [
        ("unmasked", cast.staff_home.email, {"messages": 1, "reason": f"{REASON} [TELP]"}),
    ]


def test_who_does_not_serve_there_says_why_to_see_the_name(client: Client, cast: Cast, thread: Thread):
    assert HANDLE not in _post(client, cast.national_admin, thread, apa="nama")
    assert _told() == []
    assert HANDLE in _post(client, cast.national_admin, thread, apa="nama", alasan=REASON)
    assert [told[0] for told in _told()] == ["identity_shown"]


@pytest.mark.parametrize(
    "person", ["staff_away", "provincial_supervisor", "auditor", "coder", "former_staff"]
)
def test_others_learn_nothing(client: Client, cast: Cast, thread: Thread, person: str):
    page = _post(client, getattr(cast, person), thread, apa="teks", alasan=REASON)
    assert HANDLE not in page
    assert PHONE not in page
    assert _told() == []


def test_the_masked_page_shows_neither_but_the_way(client: Client, cast: Cast, thread: Thread):
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("thread", args=[thread.public_id])).content.decode()
    assert "Tampilkan nama akun dan kontak" in page
    for hidden in (HANDLE, PHONE, EMAIL, NIK):
        assert hidden not in page
    client.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("thread", args=[thread.public_id])).content.decode()
    assert "Tampilkan nama akun dan kontak" not in page
    assert "Buka teks asli" in page


@pytest.mark.parametrize("gone", ["payload", "text"])
def test_what_is_gone_is_gone_for_everybody(client: Client, cast: Cast, thread: Thread, gone: str):
    if gone == "payload":
        RawPayload.objects.all().delete()
    else:
        Message.objects.filter(thread=thread).update(text="", text_gone="erasure")
    page = _post(client, cast.staff_home, thread, apa="teks", alasan=REASON)
    assert "Aslinya tidak tersimpan lagi" in page
    assert HANDLE not in page
    assert [told[2] for told in _told()] == [{"messages": 0, "reason": REASON}]
