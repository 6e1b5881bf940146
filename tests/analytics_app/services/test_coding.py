"""What coders may do, and that nothing of it is ever lost or written twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from accounts_app.choices import Role
from accounts_app.models import User
from analytics_app.models import Adjudication, Code, CodingItem, CodingTask, Message
from analytics_app.selectors.coding import next_disagreement, next_message, progress_of
from analytics_app.services.coding import (
    CodingRefused,
    Refusal,
    code_message,
    settle,
    skip_message,
    undo_last,
)
from tests.analytics_app.services.coding_world import item_of, new_coder, new_task, write_messages
from tests.cast import Cast, build_cast
from tests.factories import MembershipFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: Cast) -> CodingTask:
    write_messages(cast.away_account, 5)
    return new_task(cast.national_admin)


def refusal(act: Any, *arguments: Any) -> Refusal:
    before = Code.objects.count(), Adjudication.objects.count()
    with pytest.raises(CodingRefused) as refused:
        act(*arguments)
    assert (Code.objects.count(), Adjudication.objects.count()) == before
    return refused.value.reason


def test_a_code_is_given_once_and_can_be_changed(task: CodingTask):
    coder, item = new_coder(), item_of(task)
    assert code_message(coder, item, "aspirasi")
    assert not code_message(coder, item, "aspirasi")
    assert code_message(coder, item, "apresiasi", "ragu")
    assert [(c.action, c.code_class, c.note) for c in Code.objects.order_by("pk")] == [
        ("code", "aspirasi", ""),
        ("code", "apresiasi", "ragu"),
    ]


def test_undo_takes_back_the_last_act_and_keeps_both_in_the_history(task: CodingTask):
    coder, item = new_coder(), item_of(task)
    code_message(coder, item, "aspirasi")
    code_message(coder, item_of(task, 2), "apresiasi")
    undone = undo_last(coder, task)
    assert undone is not None
    assert undone.item == item_of(task, 2)
    shown = next_message(task, coder)
    assert shown is not None
    assert shown.item.order == 2
    assert undo_last(coder, task) is not None
    assert undo_last(coder, task) is None
    assert [c.action for c in Code.objects.order_by("pk")] == ["code", "code", "undo", "undo"]
    assert code_message(coder, item, "aspirasi")  # the same class again is a new act after an undo


def test_an_undo_takes_back_only_ones_own(task: CodingTask):
    one, other = new_coder("satu"), new_coder("dua")
    code_message(one, item_of(task), "aspirasi")
    assert undo_last(other, task) is None


def test_the_database_itself_refuses_to_change_history(task: CodingTask):
    code_message(new_coder(), item_of(task), "aspirasi")
    for statement in ("UPDATE analytics_app_code SET code_class = 'x'", "DELETE FROM analytics_app_code"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_skipped_messages_wait_at_the_end(task: CodingTask):
    coder = new_coder()
    assert skip_message(coder, item_of(task))
    assert not skip_message(coder, item_of(task))
    shown = next_message(task, coder)
    assert shown is not None
    assert shown.item.order == 2
    again = next_message(task, coder, skipped=True)
    assert again is not None
    assert again.item.order == 1
    assert code_message(coder, item_of(task), "aspirasi")
    assert next_message(task, coder, skipped=True) is None
    assert refusal(skip_message, coder, item_of(task)) is Refusal.ALREADY_CODED


def test_progress_counts_what_this_person_can_do(task: CodingTask):
    one, two, three = (new_coder(name) for name in ("satu", "dua", "tiga"))
    code_message(one, item_of(task), "aspirasi")
    code_message(two, item_of(task), "aspirasi")
    skip_message(one, item_of(task, 2))
    progress = progress_of(task, one)
    assert (progress.coded, progress.skipped, progress.open, progress.total) == (1, 1, 3, 5)
    assert progress_of(task, three).total == 4  # the first message needs no third code


def test_a_third_code_is_refused_but_ones_own_can_still_be_changed(task: CodingTask):
    one, two, three = (new_coder(name) for name in ("satu", "dua", "tiga"))
    code_message(one, item_of(task), "aspirasi")
    code_message(two, item_of(task), "aspirasi")
    assert refusal(code_message, three, item_of(task), "aspirasi") is Refusal.CODED_BY_OTHERS
    assert code_message(one, item_of(task), "apresiasi")


def test_nobody_codes_the_own_region_whatever_the_role_there(cast: Cast):
    for account in (cast.away_account, cast.home_account):
        write_messages(account, 1)
    task = new_task(cast.national_admin)
    home, away = (CodingItem.objects.get(region=region) for region in (cast.home, cast.away))
    assert refusal(code_message, cast.coder, home, "aspirasi") is Refusal.OWN_REGION
    assert code_message(cast.coder, away, "aspirasi")
    shown = progress_of(task, cast.coder)
    assert shown.total == 1
    of_province = new_coder("provinsi", cast.other_province)
    assert refusal(code_message, of_province, away, "aspirasi") is Refusal.OWN_REGION
    also_staff = new_coder("dua-peran")
    MembershipFactory(user=also_staff, role=Role.STAFF, region=cast.away)
    assert refusal(code_message, also_staff, away, "aspirasi") is Refusal.OWN_REGION
    assert refusal(settle, also_staff, away, "aspirasi") is Refusal.OWN_REGION


def test_a_message_to_two_governments_is_own_for_both(cast: Cast):
    MessageFactory(concerns=[cast.away_account, cast.home_account], addressed_account=cast.away_account)
    task = new_task(cast.national_admin)
    assert refusal(code_message, cast.coder, item_of(task), "aspirasi") is Refusal.OWN_REGION
    assert next_message(task, cast.coder) is None


def test_only_coders_code_and_only_known_classes(cast: Cast, task: CodingTask):
    for person in (cast.staff_away, cast.national_supervisor, cast.stranger, cast.former_staff):
        assert refusal(code_message, person, item_of(task), "aspirasi") is Refusal.NOT_A_CODER
    assert refusal(code_message, new_coder(), item_of(task), "karangan") is Refusal.UNKNOWN_CLASS


def test_what_the_machine_or_the_other_coder_said_is_not_shown(task: CodingTask):
    one, two = new_coder("satu"), new_coder("dua")
    before = next_message(task, two)
    code_message(one, item_of(task), "aspirasi", "catatan satu")
    assert next_message(task, two) == before
    assert "apresiasi" not in str(before)


def test_the_post_that_is_answered_is_shown_with_it(cast: Cast):
    post = MessageFactory(account=cast.away_account, text="Jadwal layanan hari ini")
    MessageFactory(
        parent=post,
        text="Buka jam berapa?",
        concerns=[cast.away_account],
        addressed_account=cast.away_account,
    )
    shown = next_message(new_task(cast.national_admin), new_coder())
    assert shown is not None
    assert (shown.text, shown.handle) == ("Buka jam berapa?", None)
    assert (shown.context, shown.context_handle) == ("Jadwal layanan hari ini", "contoh_makassar")


def test_a_message_that_was_taken_away_is_no_longer_offered(task: CodingTask):
    coder = new_coder()
    code_message(coder, item_of(task, 2), "aspirasi")
    Message.objects.filter(pk=item_of(task, 1).message_id).delete()
    Message.objects.filter(pk=item_of(task, 3).message_id).update(text="", text_gone="retention")
    shown = next_message(task, coder)
    assert shown is not None
    assert shown.item.order == 4


def test_a_third_person_settles_what_two_see_differently(task: CodingTask):
    one, two, three = (new_coder(name) for name in ("satu", "dua", "tiga"))
    code_message(one, item_of(task), "aspirasi", "usul")
    assert refusal(settle, three, item_of(task), "aspirasi") is Refusal.NOTHING_TO_SETTLE
    code_message(two, item_of(task), "pengaduan_layanan")
    for order in (2, 3):
        for coder in (one, two):
            code_message(coder, item_of(task, order), "apresiasi")
    assert next_disagreement(task, one) is None
    found = next_disagreement(task, three)
    assert found is not None
    assert (found.shown.item.order, found.left) == (1, 1)
    assert found.codes == (("aspirasi", "usul"), ("pengaduan_layanan", ""))
    assert refusal(settle, one, item_of(task), "aspirasi") is Refusal.ALREADY_CODED
    assert refusal(settle, three, item_of(task), "karangan") is Refusal.UNKNOWN_CLASS
    assert refusal(settle, three, item_of(task, 2), "aspirasi") is Refusal.NOTHING_TO_SETTLE
    assert settle(three, item_of(task), "aspirasi")
    assert not settle(three, item_of(task), "aspirasi")
    assert next_disagreement(task, three) is None


@pytest.mark.django_db(transaction=True)
def test_three_at_the_same_moment_leave_two_codes():
    cast = build_cast()
    write_messages(cast.away_account, 1)
    item = item_of(new_task(cast.national_admin))
    coders = [new_coder(name) for name in ("satu", "dua", "tiga")]

    def act(coder: User) -> str:
        try:
            return str(code_message(coder, item, "aspirasi"))
        except CodingRefused as refused:
            return refused.reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        answers = sorted(pool.map(act, coders))
    assert answers == ["True", "True", Refusal.CODED_BY_OTHERS]
    assert Code.objects.count() == 2
