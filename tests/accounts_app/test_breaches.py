"""The breach register: what is recorded, its 3 × 24 hours, and who changed what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_app.models import AuditEvent, Breach
from tests.cast import Cast

pytestmark = pytest.mark.django_db

FOUND = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("people", "authority", "now", "late"),
    [
        (None, None, 72.0, False),
        (None, None, 72.1, True),
        (71, None, 73, True),
        (71, 72, 500, False),
        (71, 73, 500, True),
    ],
)
def test_the_clock_runs_until_both_are_told(people, authority, now, late):
    def at(hours):
        return None if hours is None else FOUND + timedelta(hours=hours)

    breach = Breach(discovered_at=FOUND, people_told_at=at(people), authority_told_at=at(authority))
    assert breach.due_at == FOUND + timedelta(days=3)
    assert breach.is_late(at(now)) is late


def _values(**others: object) -> dict[str, object]:
    return {
        "title": "Laptop hilang",
        "discovered_at": (timezone.localtime() - timedelta(hours=80)).strftime("%Y-%m-%dT%H:%M"),
        "what_happened": "Tertinggal di bus.",
        "affected_data": "Nama akun warga",
        **others,
    }


def test_an_entry_is_recorded_corrected_and_told(client: Client, cast: Cast):
    client.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("breach-new"), _values())
    breach = Breach.objects.get()
    assert breach.recorded_by == cast.national_admin.email
    listed = client.get(reverse("breach-list")).content.decode()
    assert "Laptop hilang" in listed
    assert "lewat 8,0 jam" in listed
    told = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    client.post(
        reverse("breach", args=[breach.public_id]),
        _values(people_told_at=told, authority_told_at=told, measures="Kunci diganti."),
    )
    assert "diberitahukan, terlambat 7,0 jam" in client.get(reverse("breach-list")).content.decode()
    events = AuditEvent.objects.filter(subject_kind="breach").order_by("id")
    assert [event.action for event in events] == ["breach_recorded", "breach_changed"]
    assert set(events[1].new) == {"people_told_at", "authority_told_at", "rewritten"}
    assert events[1].new["rewritten"] == ["measures"]


def test_saving_without_a_change_is_no_event(client: Client, cast: Cast):
    client.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    values = _values()
    client.post(reverse("breach-new"), values)
    client.post(reverse("breach", args=[Breach.objects.get().public_id]), values)
    assert AuditEvent.objects.filter(subject_kind="breach").count() == 1


@pytest.mark.parametrize(
    ("name", "hours", "words"),
    [
        ("discovered_at", 1, "Waktu ini belum tiba."),
        ("people_told_at", -90, "Lebih awal daripada saat diketahui."),
    ],
)
def test_impossible_times_are_refused(client: Client, cast: Cast, name: str, hours: int, words: str):
    client.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    at = (timezone.localtime() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
    page = client.post(reverse("breach-new"), _values(**{name: at})).content.decode()
    assert words in page
    assert not Breach.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_long_account_is_printed_whole(chromium, live_server, transactional_db):
    from tests.browser.test_every_page import signed_in
    from tests.cast import build_cast

    cast = build_cast()
    entry = Breach.objects.create(
        title="Laptop hilang",
        discovered_at=FOUND,
        what_happened="Tertinggal di bus. " * 200,
        affected_data="x",
    )
    context = signed_in(chromium, live_server.url, cast.national_admin)
    page = context.new_page()
    page.goto(live_server.url + reverse("breach", args=[entry.public_id]))
    hidden = "() => { const t = document.querySelector('#id_what_happened'); return t.scrollHeight - t.clientHeight; }"
    assert page.evaluate(hidden) > 0
    page.emulate_media(media="print")
    assert page.evaluate(hidden) <= 0
    context.close()
