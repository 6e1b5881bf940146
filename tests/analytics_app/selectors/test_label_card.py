"""The model card's figures, counted out by hand: classes, groups, calibration, drift."""

from datetime import UTC, date, datetime

import pytest

from analytics_app.choices import LabelTask
from analytics_app.models import Label, StaleLabel
from analytics_app.selectors.label_card import audit_card, label_drift
from analytics_app.services.coding import code_message
from analytics_app.text.classify import Task
from tests.analytics_app.services.coding_world import item_of, new_coder, new_task, write_messages
from tests.cast import Cast
from tests.factories import MessageFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db

WORSE, GOOD = "negatif", "positif"


def test_an_audit_tells_classes_errors_languages_and_calibration(cast: Cast) -> None:
    """30 messages: 20 are negative, of which the model found 16 at 0.9 and called 4 positive at 0.5."""
    write_messages(cast.away_account, 30)
    task = new_task(cast.national_admin, public_id="tugaskartu22", label=LabelTask.SENTIMENT)
    people = new_coder("satu"), new_coder("dua")
    for order in range(1, 31):
        item = item_of(task, order)
        code = WORSE if order <= 20 else GOOD
        for person in people:
            code_message(person, item, code)
        said, confidence = ("positive", 0.5) if order <= 4 or order > 20 else ("negative", 0.9)
        rows = [
            ("sentiment", said, confidence, "model", "sentiment@1"),
            ("language", "id", None, "rule", "1"),
        ]
        for name, value, sure, source, version in rows[: 2 if order <= 12 else 1]:
            Label.objects.create(
                message_id=item.message_id,
                task=name,
                value=value,
                confidence=sure,
                source=source,
                version=version,
            )
    StaleLabel.objects.all().delete()
    card = audit_card(LabelTask.SENTIMENT)
    assert card is not None
    by_name = {one.name: one for one in card.classes}
    assert (by_name[WORSE].support, by_name[WORSE].recall, by_name[WORSE].precision) == (20, 0.8, 1)
    assert card.worst == ((WORSE, GOOD, 4),)
    assert {(one.name, one.n) for one in card.languages} == {("id", 12), ("", 18)}
    assert next(one.accuracy for one in card.languages if one.name == "id") == pytest.approx(8 / 12)
    indonesian = next(one for one in card.languages if one.name == "id")
    assert [(one.name, one.support, one.sensitivity, one.specificity) for one in indonesian.classes] == [
        (WORSE, 12, pytest.approx(8 / 12), None),
        (GOOD, 0, None, pytest.approx(8 / 12)),
    ]
    assert [(one.low, one.n, one.right) for one in card.calibration] == [
        (0.5, 14, pytest.approx(10 / 14)),
        (0.9, 16, 1),
    ]
    assert card.by_version == {"model sentiment@1": 30}


def test_without_codes_there_is_no_audit(cast: Cast) -> None:
    assert audit_card(LabelTask.TOPIC) is None


def test_drift_counts_the_unlabelled_of_each_month_and_leaves_out_what_waits() -> None:
    account = OfficialAccountFactory()
    for month, labelled in ((1, 15), (2, 5)):
        for n in range(25):
            message = MessageFactory(created_at=datetime(2026, month, 10, tzinfo=UTC))
            if n < labelled:
                Label.objects.create(
                    message=message, task="intent", value="aspirasi", source="rule", version="9"
                )
    StaleLabel.objects.create(message=MessageFactory(created_at=datetime(2026, 2, 1, tzinfo=UTC)))
    MessageFactory(account=account, created_at=datetime(2026, 2, 1, tzinfo=UTC))
    drift = label_drift(Task.INTENT, is_official=False, since=date(2026, 1, 1))
    assert [(one.start, one.n, one.unlabelled) for one in drift.months] == [
        (date(2026, 1, 1), 25, 10),
        (date(2026, 2, 1), 25, 20),
    ]
    assert drift.months[0].by_version == {"rule 9": 15}
    assert not drift.is_sample


def test_a_sample_of_many_messages_says_so() -> None:
    for _ in range(40):
        MessageFactory(created_at=datetime(2026, 1, 10, tzinfo=UTC))
    drift = label_drift(Task.INTENT, is_official=False, since=date(2026, 1, 1), size=10)
    assert drift.is_sample
    assert 8 <= drift.months[0].n <= 14
