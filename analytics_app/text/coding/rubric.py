"""The rubric of answers as coders give it: four yes or no in one class (method 5.3, answer_quality)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from analytics_app.indicators.quality import Marks
from analytics_app.text.coding.definitions import Meaning

#: The four points in the order of ``quality.RUBRIC``: short name, question, both in Indonesian and English.
POINTS: tuple[tuple[str, str, str, str], ...] = (
    ("menjawab", "answers", "Menjawab pertanyaannya", "Addresses the question"),
    (
        "dapat ditindaklanjuti",
        "actionable",
        "Dapat ditindaklanjuti (syarat, tempat, waktu, tautan, atau status)",
        "Actionable (requirement, place, time, link or status)",
    ),
    ("benar", "correct", "Benar menurut standar layanan", "Correct against the service standard"),
    ("santun", "polite", "Santun dan pribadi, bukan templat", "Polite and personal, no template"),
)
#: Pieces of an invented reply: what is said where a point is given, and where it is not.
_PIECES = (
    ("Untuk KK yang hilang, Kak:", "Terima kasih sudah menghubungi kami."),
    ("datang ke loket 3 pukul 08.00–15.00.", "Silakan diurus di kantor."),
    ("Tidak dipungut biaya.", "Biayanya Rp50.000 (keliru, seharusnya gratis)."),
    ("Semoga segera beres ya, Bu Sari.", "Demikian, harap maklum."),
)


def class_of(marks: Marks) -> str:
    """Four digits, 1 for a point that is given."""
    return "".join("1" if mark else "0" for mark in marks)


def marks_of(code_class: str) -> Marks:
    """The points of a class."""
    one, two, three, four = (digit == "1" for digit in code_class)
    return one, two, three, four


def _meaning(marks: Marks) -> tuple[str, str, Meaning]:
    given = [point for point, mark in zip(POINTS, marks, strict=True) if mark]
    name_id = f"{len(given)}/4: {', '.join(point[0] for point in given)}" if given else "0/4"
    name_en = f"{len(given)}/4: {', '.join(point[1] for point in given)}" if given else "0/4"
    asked = list(zip(POINTS, marks, strict=True))
    definition_id = ". ".join(f"{point[2]}: {'ya' if mark else 'tidak'}" for point, mark in asked) + "."
    definition_en = ". ".join(f"{point[3]}: {'yes' if mark else 'no'}" for point, mark in asked) + "."
    example = " ".join(pieces[0 if mark else 1] for pieces, mark in zip(_PIECES, marks, strict=True))
    return name_id, name_en, (definition_id, definition_en, example)


_YES_NO = (True, False)
#: All sixteen, from four points to none.
ANSWERS: Mapping[str, tuple[str, str, Meaning]] = {
    class_of(marks): _meaning(marks) for marks in product(_YES_NO, _YES_NO, _YES_NO, _YES_NO)
}
