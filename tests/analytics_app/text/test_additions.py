"""Keywords added to the taxonomy: refused for a reason, matched like its own, and part of the version."""

import pytest

from analytics_app.text.classify import Task, classify
from analytics_app.text.rules.labels import RULES_VERSION, intent_of
from analytics_app.text.taxonomy.additions import (
    NO_ADDITIONS,
    Addition,
    KeywordProblem,
    Refused,
    check_keyword,
    clean_keyword,
    taxonomy_version,
)

SLOW = Addition("problem", "waktu_lambat", "kayak siput")


def test_an_added_keyword_is_matched_in_every_spelling_and_changes_the_version() -> None:
    held = NO_ADDITIONS.with_one(SLOW)
    (before,) = classify(["pelayanannya kayak siputtt"], [Task.PROBLEM])
    (after,) = classify(["pelayanannya kayak siputtt"], [Task.PROBLEM], additions=held)
    assert (before[Task.PROBLEM].value, before[Task.PROBLEM].version) == (None, RULES_VERSION)
    assert (after[Task.PROBLEM].value, after[Task.PROBLEM].version) == ("waktu_lambat", f"{RULES_VERSION}.1")


def test_intents_of_threads_follow_added_keywords_too() -> None:
    held = NO_ADDITIONS.with_one(Addition("intent", "aspirasi", "andai kota ini"))
    assert intent_of("andai kota ini lebih hijau").intent != "aspirasi"
    label = intent_of("andai kota ini lebih hijau", held)
    assert (label.intent, label.version) == ("aspirasi", f"{RULES_VERSION}.1")


@pytest.mark.parametrize(
    ("task", "class_id", "keyword", "problem"),
    [
        ("problem", "entah", "kayak siput", KeywordProblem.UNKNOWN_CLASS),
        ("entah", "waktu_lambat", "kayak siput", KeywordProblem.UNKNOWN_CLASS),
        ("problem", "waktu_lambat", "   ", KeywordProblem.EMPTY),
        ("problem", "waktu_lambat", "a" * 61, KeywordProblem.TOO_LONG),
        ("problem", "waktu_lambat", "satu dua tiga empat lima enam tujuh", KeywordProblem.TOO_LONG),
        ("problem", "waktu_lambat", "nik 3302", KeywordProblem.NOT_WORDS),
        ("problem", "waktu_lambat", "lama*", KeywordProblem.NOT_WORDS),
        ("problem", "waktu_lambat", "yang", KeywordProblem.AMBIGUOUS),
        ("problem", "waktu_lambat", "sinar", KeywordProblem.AMBIGUOUS),
        ("problem", "waktu_lambat", "lelet", KeywordProblem.ALREADY_THERE),
        ("problem", "kurang_transparan", "lama bgt", KeywordProblem.IN_ANOTHER_CLASS),
    ],
)
def test_what_may_not_be_added(task: str, class_id: str, keyword: str, problem: KeywordProblem) -> None:
    refused = check_keyword(Addition(task, class_id, clean_keyword(keyword)), NO_ADDITIONS)
    assert refused is not None
    assert refused.problem is problem


def test_what_was_added_before_counts_as_there() -> None:
    held = NO_ADDITIONS.with_one(SLOW)
    assert check_keyword(SLOW, NO_ADDITIONS) is None
    assert check_keyword(SLOW, held) == Refused(KeywordProblem.ALREADY_THERE, "waktu_lambat")


def test_the_taxonomys_version_names_the_change() -> None:
    assert (taxonomy_version("1.1.0", 0), taxonomy_version("1.1.0", 3)) == ("1.1.0", "1.1.0+3")
