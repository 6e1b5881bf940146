"""Figures per class, checked against scikit-learn."""

import random

import pytest

from analytics_app.text.evaluation import evaluate, expected_calibration_error, macro_f1_interval


def test_figures_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import accuracy_score, precision_recall_fscore_support

    chosen = random.Random(3)
    codes = chosen.choices("abc", k=400)
    labels = [code if chosen.random() < 0.6 else chosen.choice("abc") for code in codes]
    found = evaluate(codes, labels)
    precision, recall, f1, support = precision_recall_fscore_support(codes, labels, labels=["a", "b", "c"])
    assert [one.precision for one in found.classes] == pytest.approx(precision.tolist())
    assert [one.recall for one in found.classes] == pytest.approx(recall.tolist())
    assert [one.f1 for one in found.classes] == pytest.approx(f1.tolist())
    assert [one.support for one in found.classes] == support.tolist()
    assert found.macro_f1 == pytest.approx(f1.mean())
    assert found.accuracy == pytest.approx(accuracy_score(codes, labels))


def test_an_abstention_is_a_miss_and_is_counted() -> None:
    found = evaluate(["a", "a", "b"], ["a", None, "b"])
    assert (found.abstained, found.accuracy, found.confusion["a", None]) == (1, pytest.approx(2 / 3), 1)
    assert found.classes[0].recall == 0.5


def test_a_class_that_is_never_given_has_no_precision_not_zero() -> None:
    found = evaluate(["a", "b"], ["a", "a"])
    assert found.classes[1].precision is None
    assert evaluate(["a"], ["z"]).macro_f1 == 0


def test_no_codes_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        evaluate([], [])


def test_calibration_error_is_the_distance_from_what_came_true() -> None:
    assert expected_calibration_error([0.75] * 4, [True, True, True, False]) == 0
    assert expected_calibration_error([1.0] * 4, [True, True, False, False]) == 0.5


def test_the_interval_is_that_of_texts_drawn_again_one_by_one() -> None:
    chosen = random.Random(5)
    codes: list[str] = chosen.choices("abc", k=300)
    labels = [code if chosen.random() < 0.7 else chosen.choice(["a", "b", "d", None]) for code in codes]
    means = []
    for _ in range(1000):
        places = chosen.choices(range(300), k=300)
        means.append(evaluate([codes[p] for p in places], [labels[p] for p in places]).macro_f1)
    low, high = macro_f1_interval(evaluate(codes, labels))
    assert (low, high) == pytest.approx((sorted(means)[25], sorted(means)[975]), abs=0.01)
