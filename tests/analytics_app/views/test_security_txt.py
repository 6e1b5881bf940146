"""Whoever finds a hole learns whom to tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("keamanan@contoh.invalid", "mailto:keamanan@contoh.invalid"),
        ("https://contoh.invalid/lapor", "https://contoh.invalid/lapor"),
    ],
)
def test_contact_and_an_end_within_a_year_are_told(
    client: Client, settings: Any, contact: str, shown: str
) -> None:
    settings.SECURITY_CONTACT = contact
    answer = client.get(ADDRESS)
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"].startswith("text/plain")
    assert lines["Contact"] == shown
    left = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    assert lines["Canonical"].endswith(ADDRESS)


def test_without_a_contact_there_is_no_such_page(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = ""
    assert client.get(ADDRESS).status_code == 404
