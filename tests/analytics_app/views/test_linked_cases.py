"""A case that went from private to public is shown to whom the private message was sent, and to nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import User
from analytics_app.models import Message, Thread
from tests.cast import Cast
from tests.factories import NOON, ImportBatchFactory, MessageFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast: Cast) -> tuple[Thread, Thread]:
    made = []
    for key, kind, at in (("pribadi", "direct", NOON), ("publik", "reply", NOON + timedelta(days=2))):
        message = MessageFactory(
            kind=kind,
            created_at=at,
            author_key="a" * 32,
            addressed_account=cast.home_account,
            concerns=[cast.home_account],
            first_batch=ImportBatchFactory(region=cast.home),
        )
        made.append(ThreadFactory(key=key, account=cast.home_account, started_at=at, message=message))
        Message.objects.filter(pk=message.pk).update(thread=made[-1])
    return made[0], made[1]


def page(user: User, thread: Thread) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("thread", args=[thread.public_id])).content.decode()


def test_each_of_the_two_names_the_other(cast: Cast, pair: tuple[Thread, Thread]) -> None:
    private, public = pair
    for one, other in ((private, public), (public, private)):
        text = page(cast.staff_home, one)
        assert "Kemungkinan kasus yang sama" in text
        assert reverse("thread", args=[other.public_id]) in text


def test_who_may_read_what_is_public_learns_nothing_of_the_private_message(
    cast: Cast, pair: tuple[Thread, Thread]
) -> None:
    batch = pair[0].opened_message.first_batch
    assert batch is not None
    batch.region = cast.away  # brought in by another government: its inbox, not this one's
    batch.save()
    assert "Kemungkinan kasus yang sama" not in page(cast.staff_home, pair[1])


def test_a_supervisor_who_reads_figures_alone_does_not_see_the_account_s_cases(
    cast: Cast, pair: tuple[Thread, Thread]
) -> None:
    client = Client()
    client.force_login(cast.provincial_supervisor)
    answer = client.get(reverse("analytics", args=[cast.home_account.public_id]))
    assert "Dari pesan pribadi" not in answer.content.decode()
