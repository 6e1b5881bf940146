"""How good the answers are, as coders judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics_app.indicators.agreement import MIN_ALPHA, krippendorff_nominal
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import mean_interval
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import too_few
from analytics_app.records import IndicatorResult

RUBRIC = ("addresses_the_question", "actionable", "correct", "polite_and_personal")

ANSWER_QUALITY = IndicatorDefinition(
    id="answer_quality",
    name=Text("Mutu jawaban", "Answer quality"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=10,
    webqual_items=("W19", "W21", "W22"),
    evidence=(
        "003: memberikan jawaban yang cepat dan sesuai dengan keinginan saya",
        "003: kemampuan (ability), sikap (attitude), penampilan (appearance), perhatian (attention), "
        "tindakan (action), "
        "dan tanggung jawab (accountability)",
    ),
    formula=Text(
        "rata-rata rubrik/4 atas sampel acak balasan: +1 menjawab pertanyaannya, +1 dapat ditindaklanjuti (syarat, "
        "tempat, waktu, tautan, status), +1 benar menurut standar layanan, +1 santun dan bukan templat",
        "mean rubric/4 over a random sample of replies: +1 addresses the question, +1 actionable "
        "(requirement, place, "
        "time, link, status), +1 correct against the service standard, +1 polite and no template",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (1.0, 100.0)),
    anchors=Text(
        "Nilai penuh rubrik; unsurnya dari makalah 003 (enam A).",
        "Rubric maximum; elements from paper 003 (six A's).",
    ),
    min_n=30,
    sample=Text("balasan yang disandi", "coded replies"),
    missing=Text(
        "Alfa Krippendorff di bawah 0,667: belum andal, tidak diberi skor.",
        "Krippendorff's alpha below 0.667: unreliable, not scored.",
    ),
    gaming=Text("penyandi dari instansi yang dinilai", "coders from the scored agency"),
    countermeasure=Text(
        "penyandi tidak menilai wilayahnya sendiri; 20% disandi ganda",
        "coders never rate their own region; 20% double-coded",
    ),
)

Marks = tuple[bool, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class CodedReply:
    """One reply with each coder's four marks, in the order of ``RUBRIC``."""

    marks: tuple[Marks, ...]

    @property
    def share(self) -> float:
        return sum(sum(one) for one in self.marks) / (len(RUBRIC) * len(self.marks))


def answer_quality(
    replies: Sequence[CodedReply] | None, seed: int, *, why_not: WhyNot | None = None
) -> IndicatorResult:
    """Mean share of rubric points; unreliable where coders disagree or were never compared. None: nothing coded."""
    if replies is None:
        return unknown(ANSWER_QUALITY, WhyNot.NO_CODERS)
    alpha = krippendorff_nominal(
        [[one[item] for one in reply.marks] for reply in replies for item in range(len(RUBRIC))]
    )
    shares = [reply.share for reply in replies]
    sample = Sample(sum(shares), len(shares), len(shares), {"alpha": alpha})
    why = why_not or too_few(ANSWER_QUALITY, len(shares))
    if why is None and (alpha is None or alpha < MIN_ALPHA):
        why = WhyNot.CODERS_DISAGREE
    if why is not None:
        return unknown(ANSWER_QUALITY, why, sample)
    return scored(ANSWER_QUALITY, sample, sum(shares) / len(shares), mean_interval(shares, seed), None)
