"""How many subjects an account informs about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import DRAWS, LEVEL
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import too_few
from analytics_app.records import IndicatorResult, Interval

TOPIC_DIVERSITY = IndicatorDefinition(
    id="topic_diversity",
    name=Text("Keragaman topik informasi", "Topic diversity"),
    dimension=Dimension.INFORMATION,
    weight=10,
    webqual_items=("W12", "W14"),
    evidence=(
        "000: dengan berbagai tema dan bidang yang dibahas mulai dari bidang ekonomi, kesehatan, pendidikan hingga "
        "peringatan hari besar",
        "002: kebijakan pemerintah, layanan masyarakat, lalu lintas, Kesehatan, bencana alam, sosial budaya, dan "
        "informasi lainnya",
        "000: informasi tempat wisata dan acara penting",
        "000: webinar yang bisa diikuti secara gratis",
        "000: info waspada bencana alam",
        "000: perkembangan proyek infrastruktur & sarana prasana hingga pengalokasian APBD",
    ),
    formula=Text(
        "bilangan Hill orde 1: exp(−Σ pᵢ ln pᵢ) atas 12 topik yang berguna; unggahan bertopik lain tidak dihitung",
        "Hill number of order 1: exp(−Σ pᵢ ln pᵢ) over the 12 useful topics; posts on other topics are left out",
    ),
    unit=Unit.TOPICS,
    direction="up",
    knots=((1.0, 0.0), (7.0, 100.0)),
    anchors=Text(
        "Makalah 002 menyebut tujuh jenis informasi: 7 topik efektif = 100.",
        "Paper 002 names seven information types: 7 effective topics = 100.",
    ),
    min_n=30,
    sample=Text("unggahan bertopik berguna", "posts on useful topics"),
    missing=Text(
        "Kurang dari 30: data kurang; akun satu urusan (misalnya Dukcapil, BPBD): tidak berlaku.",
        "Fewer than 30: insufficient; single-agency accounts (such as Dukcapil, BPBD): not applicable.",
    ),
    gaming=Text("satu unggahan pengisi untuk tiap topik", "one filler post for each topic"),
    countermeasure=Text(
        "entropi memberi bobot kecil pada topik yang jarang; unggahan ganda dibuang",
        "entropy gives rare topics little weight; duplicates are dropped",
    ),
)


def hill(counts: Collection[float]) -> float:
    """The effective number of classes: exp of Shannon's entropy (natural logarithms). Not all counts 0."""
    total = sum(counts)
    return exp(-sum(count / total * log(count / total) for count in counts if count > 0))


@dataclass(frozen=True, slots=True)
class TopicPost:
    """A post on a useful topic; ``weight`` of its group in a region (1 for an account)."""

    local_day: date
    topic: str
    weight: float = 1.0


def topic_diversity(
    posts: Sequence[TopicPost] | None,
    seed: int,
    *,
    is_single_agency: bool = False,
    provisional_reason: str | None = None,
    why_not: WhyNot | None = None,
) -> IndicatorResult:
    """Effective number of useful topics, interval by weekly blocks; None: posts have no topics yet."""
    if posts is None:
        return unknown(TOPIC_DIVERSITY, WhyNot.NO_LABELS)
    counts = Counter(post.topic for post in posts)
    sample = Sample(n=len(posts), detail={"topics": dict(sorted(counts.items()))})
    single = WhyNot.SINGLE_AGENCY if is_single_agency else None
    why = single or why_not or too_few(TOPIC_DIVERSITY, len(posts))
    if why is not None:
        return unknown(TOPIC_DIVERSITY, why, sample, provisional_reason)
    weights = {topic: sum(post.weight for post in posts if post.topic == topic) for topic in sorted(counts)}
    return scored(
        TOPIC_DIVERSITY, sample, hill(weights.values()), _hill_interval(posts, seed), provisional_reason
    )


def _hill_interval(posts: Sequence[TopicPost], seed: int) -> Interval:
    """Percentile interval of the Hill number, resampling whole ISO weeks."""
    import numpy as np

    weeks, row = np.unique([(post.local_day.toordinal() - 1) // 7 for post in posts], return_inverse=True)
    topics, column = np.unique([post.topic for post in posts], return_inverse=True)
    table = np.zeros((weeks.size, topics.size))
    np.add.at(table, (row, column), [post.weight for post in posts])
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(weeks.size, np.full(weeks.size, 1 / weeks.size), size=DRAWS) @ table
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    values = np.exp(-(shares * logs).sum(axis=1))
    low, high = np.percentile(values, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(low), float(high), LEVEL)
