"""Samples: who is in them, with what chance, and the same again for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F, FloatField
from django.db.models.functions import Cast as SqlCast

from accounts_app.models import AuditEvent
from analytics_app.choices import LabelTask, MessageKind
from analytics_app.models import CodingItem, CodingTask
from analytics_app.periods import day_bounds
from analytics_app.selectors.coding_frame import Frame, count_strata, draw
from analytics_app.services.coding_tasks import Impossible, SampleImpossible
from analytics_app.text.coding.codebook import Written
from analytics_app.text.coding.sampling import equal
from tests.analytics_app.services.coding_world import DAY, new_task, write_messages
from tests.cast import Cast
from tests.factories import NOON, MessageFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def test_only_readable_messages_of_the_asked_sort_days_and_regions_are_drawn(cast: Cast):
    (wanted,) = write_messages(cast.away_account, 1)
    (home,) = write_messages(cast.home_account, 1)
    asked = {"addressed_account": cast.away_account, "concerns": [cast.away_account]}
    MessageFactory(kind="direct", **asked)
    MessageFactory(text="", text_gone="retention", **asked)
    MessageFactory(created_at=NOON + timedelta(days=1), **asked)
    post = MessageFactory(account=cast.away_account)
    reply = MessageFactory(account=cast.away_account, kind="reply")
    MessageFactory(text="tidak menyapa siapa pun")
    in_thread = MessageFactory(thread=ThreadFactory(account=cast.away_account))

    def drawn(**options: object) -> set[int]:
        public_id = f"tugas{CodingTask.objects.count()}"
        task = new_task(cast.national_admin, public_id=public_id, **options)
        return set(task.items.values_list("message_id", flat=True))

    of_away = {wanted.pk, in_thread.pk}
    assert drawn(regions=[cast.away]) == of_away
    assert drawn(regions=[cast.other_province]) == of_away
    assert drawn() == of_away | {home.pk}
    assert drawn(label=LabelTask.TOPIC) == {post.pk}
    assert drawn(label=LabelTask.PERSONAL_DATA) == {reply.pk}


def test_what_tells_of_a_persons_health_money_child_or_household_is_shown_to_no_coder(cast: Cast):
    written = write_messages(cast.away_account, 3)
    written[0].text = "bayi saya lahir kemarin, namanya belum masuk [KK]"
    written[1].text = "ibu saya kena stroke dan antre dari pagi"
    for message in written[:2]:
        message.save(update_fields=["text"])
    task = new_task(cast.national_admin)
    assert set(task.items.values_list("message_id", flat=True)) == {written[2].pk}
    assert (task.size, task.population) == (1, 3)


def test_the_same_seed_draws_the_same_and_another_seed_others(cast: Cast):
    write_messages(cast.away_account, 60)
    samples = [
        list(
            new_task(cast.national_admin, public_id=f"tugas{n}", size=20, seed=seed)
            .items.order_by("order")
            .values_list("message_id", flat=True)
        )
        for n, seed in enumerate((1, 1, 2))
    ]
    assert samples[0] == samples[1] != samples[2]
    assert len(set(samples[0])) == 20


def test_strata_get_their_share_and_weights_give_the_population_back(cast: Cast):
    write_messages(cast.away_account, 30)
    write_messages(cast.home_account, 9)
    write_messages(cast.home_account, 1)
    task = new_task(
        cast.national_admin,
        size=20,
        design=CodingTask.Design.STRATIFIED,
        strata=("region", "platform", "month"),
    )
    items = list(task.items.select_related("region"))
    assert Counter(item.region.code for item in items) == {"73.71": 15, "33.27": 5}
    assert sum(item.weight for item in items) == pytest.approx(40)
    assert {item.stratum for item in items} == {"73.71 | x | 2026-03", "33.27 | x | 2026-03"}
    assert (task.size, task.population) == (20, 40)


def test_answers_are_drawn_alike_from_every_government(cast: Cast):
    """They are scored of each by itself: the largest must not take the places of the smallest."""
    for account, n in ((cast.away_account, 12), (cast.home_account, 4)):
        for _ in range(n):
            MessageFactory(account=account, kind=MessageKind.REPLY, text="Buka pukul 08.00 ya Kak")
    task = new_task(
        cast.national_admin,
        label=LabelTask.ANSWER,
        size=8,
        design=CodingTask.Design.STRATIFIED,
        strata=("region",),
    )
    drawn = {code: [i.weight for i in task.items.filter(region__code=code)] for code in ("73.71", "33.27")}
    assert drawn == {"73.71": [3.0] * 4, "33.27": [1.0] * 4}


def test_doubtful_messages_are_drawn_more_densely(cast: Cast):
    """The machine's confidence is any expression over messages; here a column stands for it."""
    sure, unsure = write_messages(cast.away_account, 40), write_messages(cast.away_account, 5)
    for messages, percent in ((sure, 95), (unsure, 30)):
        for message in messages:
            message.like_count = percent
            message.save()
    begin, end = day_bounds(DAY, ZoneInfo("Asia/Jakarta"))
    confidence = SqlCast(F("like_count"), FloatField()) / 100.0
    frame = Frame(Written.BY_CITIZENS, [cast.away.pk], begin, end, (), confidence)
    counts = count_strata(frame)
    assert counts == {("0.0-0.5",): 5, ("0.9-1.0",): 40}
    drawn = draw(frame, equal(counts, 10), seed=1)
    assert Counter(one.stratum for one in drawn) == {("0.0-0.5",): 5, ("0.9-1.0",): 5}


def test_what_cannot_be_drawn_is_said_and_leaves_nothing(cast: Cast):
    def reason(**options: object) -> tuple[Impossible, int]:
        with pytest.raises(SampleImpossible) as refused:
            new_task(cast.national_admin, **options)
        assert not CodingTask.objects.exists()
        assert not CodingItem.objects.exists()
        return refused.value.reason, refused.value.strata

    assert reason() == (Impossible.NO_MESSAGES, 0)
    for account in (cast.home_account, cast.away_account):
        write_messages(account, 2)
    stratified = CodingTask.Design.STRATIFIED
    assert reason(size=1, design=stratified, strata=("region",)) == (Impossible.TOO_MANY_STRATA, 2)
    assert reason(design=CodingTask.Design.UNCERTAINTY) == (Impossible.NO_CONFIDENCE, 0)


def test_sending_the_form_twice_makes_one_task_and_one_event(cast: Cast):
    write_messages(cast.away_account, 2)
    assert new_task(cast.national_admin) == new_task(cast.national_admin)
    assert CodingItem.objects.count() == 2
    event = AuditEvent.objects.get(action="coding_task_made")
    assert event.new["size"] == 2
