"""What codes say of labels, counted out by hand."""

import pytest

from analytics_app.text.coding.label_audit import AuditedMessage, audit_class

M = AuditedMessage
SEEN = [M("a", "a")] * 6 + [M("a", "b")] * 2 + [M("a", None)] * 2 + [M("b", "b")] * 9 + [M("b", "a")]


def test_counts_and_shares_of_one_class_against_the_rest() -> None:
    found = audit_class("a", SEEN)
    assert (found.hits, found.misses, found.rejections, found.false_alarms) == (6, 4, 9, 1)
    assert (found.precision, found.recall) == (pytest.approx(6 / 7), pytest.approx(0.6))
    assert found.f1 == pytest.approx(2 * (6 / 7) * 0.6 / (6 / 7 + 0.6))
    assert (found.sensitivity, found.specificity) == (0.6, 0.9)
    audit = found.for_correction()
    assert audit is not None
    assert (audit.sensitivity, audit.specificity) == (0.6, 0.9)


def test_weights_bring_the_sample_back_to_its_population() -> None:
    """One of 10 unsure messages drawn, all 2 sure ones: the unsure one stands for ten."""
    found = audit_class("a", [M("a", "a", 1), M("a", "a", 1), M("b", "a", 10)])
    assert found.precision == pytest.approx(2 / 12)
    assert (found.hits, found.false_alarms) == (2, 1)


def test_a_class_never_seen_says_so() -> None:
    only_labelled = audit_class("c", [M("a", "c"), M("a", "a")])
    assert only_labelled.recall is None
    assert only_labelled.sensitivity is None
    assert only_labelled.for_correction() is None
    assert audit_class("z", SEEN).f1 is None


def test_labels_no_better_than_chance_correct_nothing() -> None:
    assert audit_class("a", [M("a", "b"), M("b", "a")]).for_correction() is None
