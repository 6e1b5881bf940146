"""What the page of a conversation says of its messages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import MessageFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def test_messages_that_tell_specific_data_of_a_person_say_so(cast: Cast, client: Client):
    thread = ThreadFactory(account=cast.home_account)
    asked = {"thread": thread, "addressed_account": cast.home_account, "concerns": [cast.home_account]}
    MessageFactory(text="ibu saya kena stroke, kapan dapat kamar?", **asked)
    MessageFactory(text="jadwal pelayanan hari ini?", **asked)
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("thread", args=[thread.public_id])).content.decode()
    assert page.count("data kesehatan") == 1
    assert "data anak" not in page
