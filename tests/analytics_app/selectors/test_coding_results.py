"""What the result page shows, counted out by hand on a small sample."""

from __future__ import annotations

import pytest

from accounts_app.models import User
from analytics_app.choices import LabelTask, Status
from analytics_app.models import CodingTask, Message
from analytics_app.selectors.coding import count_coded_twice, list_tasks_led_by
from analytics_app.selectors.coding_results import audit_of, reliability_of, results_of
from analytics_app.services.coding import code_message, settle
from tests.analytics_app.services.coding_world import item_of, new_coder, new_task, write_messages
from tests.cast import Cast

pytestmark = pytest.mark.django_db

A, B = "aspirasi", "apresiasi"


def code_all(task: CodingTask, one: User, other: User, codes: list[tuple[str, str]]) -> None:
    for order, (first, second) in enumerate(codes, start=1):
        code_message(one, item_of(task, order), first)
        code_message(other, item_of(task, order), second)


@pytest.fixture
def people(cast: Cast) -> tuple[User, User, User]:
    return new_coder("satu"), new_coder("dua"), new_coder("tiga")


def sample(cast: Cast, n: int, public_id: str = "tugascontoh2", **asked: object) -> CodingTask:
    write_messages(cast.away_account, n, intent=B)
    return new_task(cast.national_admin, public_id=public_id, **asked)


def test_counts_agreement_and_confusion_of_a_pair(cast: Cast, people: tuple[User, User, User]):
    one, other, third = people
    task = sample(cast, 51)
    code_all(task, one, other, [(A, A)] * 20 + [(A, B)] * 5 + [(B, A)] * 10 + [(B, B)] * 15)
    settle(third, item_of(task, 21), B)
    results = results_of(task)
    assert (results.coded, results.coded_twice, results.settled, results.disputed) == (50, 50, 1, 14)
    assert results.coders == ("A", "B")
    (pair,) = results.pairs
    assert pair.kappa.value == pytest.approx(0.4)
    assert pair.share == pytest.approx(0.7)
    assert dict(pair.confusion) == {(A, A): 20, (A, B): 5, (B, A): 10, (B, B): 15}
    held = {each.id: each.n for each in results.classes if each.n}
    assert held == {A: 20, B: 16}
    two_classes = {each.id: each.alpha.value for each in results.classes if each.n}
    assert two_classes[A] == pytest.approx(two_classes[B]) == pytest.approx(results.alpha.value)
    assert count_coded_twice([task]) == {task.pk: 50}


def test_the_machine_is_held_against_what_people_settled_on(cast: Cast, people: tuple[User, User, User]):
    """The machine said B of all; of 12 that people agree on 8 are B, one was never labelled, of one it kept silent."""
    one, other, _ = people
    task = sample(cast, 13)
    Message.objects.filter(pk=item_of(task, 1).message_id).update(intent_version=None, intent=None)
    Message.objects.filter(pk=item_of(task, 2).message_id).update(intent=None)
    code_all(task, one, other, [(B, B)] * 8 + [(A, A)] * 4 + [(A, B)])
    results = results_of(task)
    assert (results.n_machine, results.abstained) == (11, 1)
    assert dict(results.confusion) == {(B, None): 1, (B, B): 6, (A, B): 4}
    machine = {each.id: each.machine for each in results.classes}
    assert machine[B].precision == pytest.approx(0.6)
    assert machine[B].recall == pytest.approx(6 / 7)
    assert (machine[A].sensitivity, machine[A].specificity) == (0, 1)


def test_a_label_people_do_not_agree_on_is_unreliable(cast: Cast, people: tuple[User, User, User]):
    one, other, _ = people
    assert reliability_of(LabelTask.INTENT) is None
    task = sample(cast, 40)
    code_all(task, one, other, [(A, A), (A, B), (B, A), (B, B)] * 8)
    found = reliability_of(LabelTask.INTENT)
    assert found is not None
    assert (found.status, found.n, found.task) == (Status.UNRELIABLE, 32, task)
    assert results_of(task).status == Status.UNRELIABLE
    assert reliability_of(LabelTask.TOPIC) is None


def test_a_later_sample_that_agrees_makes_the_label_reliable_again(
    cast: Cast, people: tuple[User, User, User]
):
    one, other, third = people
    code_all(sample(cast, 40), one, other, [(A, A), (A, B), (B, A), (B, B)] * 8)
    later = new_task(cast.national_admin, public_id="tugaskedua22")
    code_all(later, one, third, [(A, A), (B, B)] * 14)
    few = reliability_of(LabelTask.INTENT)
    assert few is not None
    assert few.status == Status.UNRELIABLE  # 28 messages are too few to change it
    assert results_of(later).status == Status.INSUFFICIENT
    for order in range(29, 35):
        for coder in (one, third):
            code_message(coder, item_of(later, order), A)
    found = reliability_of(LabelTask.INTENT)
    assert found is not None
    assert (found.status, found.alpha, found.task) == (Status.SCORED, 1, later)


def test_the_audit_for_the_correction_counts_hits_and_false_alarms(
    cast: Cast, people: tuple[User, User, User]
):
    one, other, _ = people
    task = sample(cast, 40)
    assert audit_of(LabelTask.INTENT, B) is None
    for order in range(1, 11):
        Message.objects.filter(pk=item_of(task, order).message_id).update(intent=A)
    code_all(task, one, other, [(A, A)] * 9 + [(B, B)] * 30 + [(A, A)])
    audit = audit_of(LabelTask.INTENT, A)
    assert audit is not None
    assert (audit.hits, audit.misses, audit.rejections, audit.false_alarms) == (9, 1, 29, 1)


def test_a_provincial_supervisor_sees_tasks_of_the_own_regions_only(cast: Cast):
    for account in (cast.home_account, cast.away_account):
        write_messages(account, 1)
    home = new_task(cast.national_admin, public_id="tugashome222", regions=[cast.home])
    away = new_task(cast.national_admin, public_id="tugasaway222", regions=[cast.away])
    both = new_task(cast.national_admin, public_id="tugasdua2222", regions=[cast.home, cast.away])
    country = new_task(cast.national_admin, public_id="tugassemua22")
    assert set(list_tasks_led_by(cast.provincial_supervisor)) == {home}
    for person in (cast.national_supervisor, cast.national_admin):
        assert set(list_tasks_led_by(person)) == {home, away, both, country}
    for person in (cast.coder, cast.staff_home, cast.stranger):
        assert not list_tasks_led_by(person).exists()
