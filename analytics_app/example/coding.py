"""What coders of the example world are asked, and what they say: mostly what a message means, now and then not.

Everything follows from the day, the sample and the message, so that the same world is always coded alike. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from analytics_app.choices import LabelTask
from analytics_app.example.meaning import is_regional, meaning_of
from analytics_app.example.words.phrases import SLOTS
from analytics_app.example.world import quarter_end, quarter_start
from analytics_app.text.coding.rubric import class_of, marks_of

#: Where the two coders read the rubric so differently that the method lets no figure stand.
DISPUTED_REGION = "14.71"
_SLIP = 0.07  # how often a coder takes a near class for the right one
_SLIP_REGIONAL = 0.2  # in a regional language
_SLIP_MARK = 0.025  # of one point of the rubric
_SLIP_MARK_DISPUTED = 0.25
_WRONG_MARK = 0.08  # answers that do not fit the question, or say what is not so
_UNSETTLED = 0.1
_SAMPLE, _ANSWERS, _OPEN, _OPEN_CODED = 400, 500, 100, 60

_NAMES: Mapping[LabelTask, str] = {
    LabelTask.INTENT: "Maksud pesan warga",
    LabelTask.SENTIMENT: "Sentimen pesan warga",
    LabelTask.FUNCTION: "Fungsi unggahan",
    LabelTask.TOPIC: "Topik unggahan",
    LabelTask.ANSWER: "Mutu jawaban",
}
#: For each class the ones that people take it for.
_NEAR: Mapping[str, Sequence[str]] = {
    "pengaduan_layanan": ("tanya_status", "kritik_umum", "permohonan_layanan", "pengaduan_pengawasan"),
    "pengaduan_pengawasan": ("pengaduan_layanan", "kritik_umum"),
    "tanya_informasi": ("tanya_status", "permohonan_layanan", "klarifikasi_hoaks"),
    "tanya_status": ("tanya_informasi", "pengaduan_layanan"),
    "permohonan_layanan": ("tanya_informasi", "pengaduan_layanan"),
    "aspirasi": ("permohonan_layanan", "kritik_umum"),
    "klarifikasi_hoaks": ("tanya_informasi",),
    "kritik_umum": ("pengaduan_layanan",),
    "apresiasi": ("sapaan_sosial",),
    "sapaan_sosial": ("apresiasi", "tanya_status"),
    "spam_promosi": ("sapaan_sosial",),
    "negatif": ("netral",),
    "netral": ("negatif", "positif"),
    "positif": ("netral",),
    "layanan": ("edukasi_informasi",),
    "edukasi_informasi": ("layanan", "lain"),
    "seremonial_pencitraan": ("lain", "edukasi_informasi"),
    "lain": ("seremonial_pencitraan", "edukasi_informasi"),
    "layanan_publik": ("kebijakan_pemerintahan", "infrastruktur"),
    "lalu_lintas_transportasi": ("infrastruktur",),
    "infrastruktur": ("layanan_publik",),
    "kesehatan": ("layanan_publik", "lingkungan_sosial"),
    "kebencanaan": ("lingkungan_sosial",),
    "lingkungan_sosial": ("kesehatan", "layanan_publik"),
    "ekonomi_umkm_kerja": ("layanan_publik",),
    "fenomena_klarifikasi": ("layanan_publik",),
    "seni_budaya": ("wisata_acara",),
    "wisata_acara": ("seni_budaya", "lainnya"),
    "lainnya": ("wisata_acara",),
    "seremonial_pejabat": ("kebijakan_pemerintahan", "capaian_penghargaan"),
    "capaian_penghargaan": ("seremonial_pejabat",),
    "hari_besar_ucapan": ("seremonial_pejabat",),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One sample that is coded. ``is_open``: the first coder has begun with it and the second has not."""

    public_id: str
    name: str
    label: LabelTask
    strata: tuple[str, ...]
    size: int
    first_day: date
    last_day: date
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Opinions:
    """What two coders and, where they differ, a third say of a message; None: nothing (yet)."""

    first: str | None
    second: str | None
    settled: str | None


def plans(last_day: date) -> Iterator[Plan]:
    """What has been drawn by then: labels of the last whole quarter, answers of every half month since it began."""
    first = quarter_start(quarter_start(last_day) - timedelta(days=1))
    last = quarter_end(first)
    quarter = f"{first.year}k{(first.month - 1) // 3 + 1}"
    when = f"triwulan {(first.month - 1) // 3 + 1} {first.year}"
    for label in (LabelTask.INTENT, LabelTask.SENTIMENT, LabelTask.FUNCTION, LabelTask.TOPIC):
        public_id = f"cth{label.name[:5].lower()}{quarter}"
        yield Plan(public_id, _name(label, when), label, ("region", "platform"), _SAMPLE, first, last)
    for begin, end in _halves(first, last_day):
        name = _name(LabelTask.ANSWER, f"{begin.day}–{end.day} {_month(begin)}")
        yield Plan(f"cthjwb{begin:%Y%m%d}", name, LabelTask.ANSWER, ("region",), _ANSWERS, begin, end)
    month = (last_day + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    name = f"{_NAMES[LabelTask.INTENT]}, {_month(month)}: masih disandi (contoh)"
    begin = month.replace(day=1)
    yield Plan(f"cthbaru{month:%Y%m}", name, LabelTask.INTENT, (), _OPEN, begin, month, is_open=True)


def opinions(plan: Plan, order: int, region_code: str, message_id: str, text: str) -> Opinions:
    """What is said of the message that comes as number ``order`` of the sample."""
    meaning = meaning_of(text)
    if meaning is None or plan.label not in meaning or (plan.is_open and order > _OPEN_CODED):
        return Opinions(None, None, None)
    lot = _Lot(f"{plan.label}:{message_id}")
    if plan.label is LabelTask.ANSWER:
        right = _answer(meaning[plan.label], lot)
        slip = _SLIP_MARK_DISPUTED if region_code == DISPUTED_REGION else _SLIP_MARK
        first, second = _marked(right, slip, lot), _marked(right, slip, lot)
    else:
        right = meaning[plan.label]
        slip = _SLIP_REGIONAL if is_regional(text) else _SLIP
        first, second = _classed(right, slip, lot), _classed(right, slip, lot)
    if plan.is_open:
        return Opinions(first, None, None)
    is_settled = first != second and lot.draw() >= _UNSETTLED
    return Opinions(first, second, right if is_settled else None)


class _Lot:
    """Numbers in [0, 1) that always follow from the name, one after the other."""

    def __init__(self, name: str) -> None:
        self._name, self._drawn = name, 0

    def draw(self) -> float:
        self._drawn += 1
        digest = blake2b(f"{self._name}:{self._drawn}".encode(), digest_size=4).digest()
        return int.from_bytes(digest, "big") / 2**32


def _classed(right: str, slip: float, lot: _Lot) -> str:
    is_slip, which, near = lot.draw() < slip, lot.draw(), _NEAR[right]
    return near[int(which * len(near))] if is_slip else right


def _answer(marks: str, lot: _Lot) -> str:
    """The marks that the reply deserves: it may fit another question, or be wrong, which its sentence cannot show."""
    answers, actionable, correct, polite = marks_of(marks)
    answers, correct = answers and lot.draw() >= _WRONG_MARK, correct and lot.draw() >= _WRONG_MARK
    return class_of((answers, actionable, correct, polite))


def _marked(right: str, slip: float, lot: _Lot) -> str:
    return "".join(("1" if mark == "0" else "0") if lot.draw() < slip else mark for mark in right)


def _halves(first: date, last_day: date) -> Iterator[tuple[date, date]]:
    """First and last day of each half of a month that is over."""
    while first <= last_day:
        after = first.replace(day=16) if first.day == 1 else (first + timedelta(days=20)).replace(day=1)
        if after <= last_day + timedelta(days=1):
            yield first, after - timedelta(days=1)
        first = after


def _month(month: date) -> str:
    return f"{SLOTS['bulan'][month.month - 1]} {month.year}"


def _name(label: LabelTask, when: str) -> str:
    return f"{_NAMES[label]}, {when} (contoh)"
