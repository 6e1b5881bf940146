"""Dimensions and composites in words: names, bands, why there is none, cards, rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts_app.models import Region
from analytics_app.choices import ScoreStatus, Status
from analytics_app.formats import count, decimal, interval_in_unit, percent
from analytics_app.labels import PROVISIONAL, PROVISIONAL_OTHER, WHY_NOT
from analytics_app.scoring.aggregate import MIN_POSTS, MIN_WEIGHT
from analytics_app.scoring.bands import MIN_CASES, Band, band_of, bands_of
from analytics_app.selectors.publication import MIN_CELL
from analytics_app.selectors.scores import COMPOSITE, Measure, ScoreRow, ScoreTable, ScoreValue
from analytics_app.selectors.values import Subject, Value
from analytics_app.views.periods import PARAMETER
from analytics_app.views.wording import kind_words, period_words, still_provisional, subject_sentence

#: In the order in which cards stand; the composite first.
NAMES: Mapping[str, Any] = {
    Measure.COMPOSITE: gettext_lazy("Mutu"),
    Measure.USABILITY: gettext_lazy("Kemudahan"),
    Measure.INFORMATION: gettext_lazy("Informasi"),
    Measure.SERVICE_INTERACTION: gettext_lazy("Interaksi"),
}
MEANINGS: Mapping[str, Any] = {
    Measure.COMPOSITE: gettext_lazy(
        "Nilai gabungan: rata-rata geometris Kemudahan, Informasi, dan Interaksi, berbobot sama. Diam tidak dapat "
        "ditebus dengan unggahan yang bagus."
    ),
    Measure.USABILITY: gettext_lazy(
        "Kemudahan penggunaan: apakah warga menemukan akun resmi, kontak, dan panduannya."
    ),
    Measure.INFORMATION: gettext_lazy(
        "Mutu informasi: apakah yang diunggah berguna, baru, beragam, dan buatan sendiri."
    ),
    Measure.SERVICE_INTERACTION: gettext_lazy(
        "Mutu interaksi layanan: apakah warga dijawab, secepat apa, dan tanpa pilih-pilih."
    ),
}
#: How an address names a measure.
SLUGS = {
    "gabungan": Measure.COMPOSITE,
    "kemudahan": Measure.USABILITY,
    "informasi": Measure.INFORMATION,
    "interaksi": Measure.SERVICE_INTERACTION,
}
SLUG_OF = {measure: slug for slug, measure in SLUGS.items()}
BANDS: Mapping[Band, Any] = {
    Band.VERY_POOR: gettext_lazy("Sangat kurang"),
    Band.POOR: gettext_lazy("Kurang"),
    Band.FAIR: gettext_lazy("Cukup"),
    Band.GOOD: gettext_lazy("Baik"),
    Band.VERY_GOOD: gettext_lazy("Sangat baik"),
}
_STATUSES: Mapping[ScoreStatus, Any] = {
    ScoreStatus.LOW_COVERAGE: gettext_lazy(
        "Baru %(share)s bobot indikatornya terukur; perlu sedikitnya %(needed)s."
    ),
    ScoreStatus.NO_RESPONSE_FIGURE: gettext_lazy(
        "Peluang dan lama dijawab belum terukur; tanpa salah satunya interaksi tidak dinilai."
    ),
    ScoreStatus.INACTIVE: gettext_lazy("Tidak aktif: kurang dari %(posts)s unggahan sendiri dalam 90 hari."),
    ScoreStatus.CLOSED: gettext_lazy(
        "Tertutup: komentar ditutup atau pengamat diblokir. Itu diketahui, maka 0."
    ),
}


def band_words(value: ScoreValue) -> str:
    """One word, or the first and the last where the 90 % interval crosses a cut: "Cukup – Baik"."""
    if value.score is None:
        return ""
    low, high = (
        bands_of(value.ninety.low, value.ninety.high)
        if value.ninety
        else (band_of(value.score), band_of(value.score))
    )
    return str(BANDS[low]) if low == high else f"{BANDS[low]} – {BANDS[high]}"


def why_no_score(value: ScoreValue | None) -> str:
    """Why there is no score, in a sentence; of a closed account why it is 0; else empty."""
    if value is None:
        return _("Belum dihitung.")
    if value.is_hidden:
        return _("Masih sementara: belum dipublikasikan sampai labelnya diaudit.")
    if value.status is ScoreStatus.MISSING_DIMENSION:
        missing = [str(NAMES[part["dimension"]]) for part in value.parts if part["status"] not in _KNOWN]
        return _("Memerlukan ketiga dimensi; belum ada: %(names)s.") % {"names": ", ".join(missing)}
    if (
        value.score is None and value.reason in WHY_NOT
    ):  # what all its indicators say, as before monitoring began
        return str(WHY_NOT[value.reason][0])
    words = str(_STATUSES.get(value.status, ""))
    told = {"share": percent(value.coverage or 0.0), "needed": percent(MIN_WEIGHT), "posts": str(MIN_POSTS)}
    return words % told if words else ""


_KNOWN = (ScoreStatus.SCORED.value, ScoreStatus.CLOSED.value)


def withheld_words(value: ScoreValue) -> str:
    """Why the public gets the band and not the number; empty where it gets the number."""
    if value.score is None or value.is_number_public:
        return ""
    if value.n is not None and value.n < MIN_CASES:
        return _("Publik hanya melihat kategorinya: kurang dari %(n)s kasus.") % {"n": MIN_CASES}
    return _("Publik hanya melihat kategorinya: selangnya terlalu lebar.")


def score_url(subject: Subject, measure: str, as_of: date) -> str:
    """The evidence page of one score."""
    key = subject.code if isinstance(subject, Region) else subject.public_id
    return (
        f"{reverse('score-evidence', args=[key, SLUG_OF[Measure(measure)]])}?{PARAMETER}={as_of.isoformat()}"
    )


def score_cards(
    scores: Mapping[str, ScoreValue], as_of: date, subject: Subject | None = None, *, is_public: bool = False
) -> list[dict[str, Any]]:
    """The composite and the three dimensions; with their evidence where ``subject`` is given."""
    return [
        score_card(measure, scores.get(measure), as_of, subject, is_public=is_public) for measure in NAMES
    ]


def score_card(
    measure: str, value: ScoreValue | None, as_of: date, subject: Subject | None, *, is_public: bool = False
) -> dict[str, Any]:
    """Everything that one card shows. The public gets a number only where it is sure enough."""
    has_score = value is not None and value.score is not None
    shows_number = has_score and value is not None and (value.is_number_public or not is_public)
    return {
        "name": NAMES[Measure(measure)],
        "meaning": MEANINGS[Measure(measure)],
        "value": value if has_score else None,
        "number": decimal(value.score, 1) if value and shows_number else "",
        "band": band_words(value) if value else "",
        "interval": interval_in_unit(value.ninety.low, value.ninety.high, "score")
        if value and value.ninety and not _is_census(value)
        else "",
        "cases": _case_words(value, is_public=is_public) if value and has_score else "",
        "coverage": value.coverage if value else None,
        "period": period_words(as_of),
        "provisional": provisional_words(value),
        "withheld": withheld_words(value) if value and not is_public else "",
        "reason": why_no_score(value),
        "href": score_url(subject, measure, as_of) if subject is not None and value is not None else "",
    }


def _is_census(value: ScoreValue) -> bool:
    """Checklists alone: nothing was drawn, so there is no interval to speak of."""
    has_width = value.ninety is not None and value.ninety.low < value.ninety.high
    return _is_looked_up(value) and not has_width


def _is_looked_up(value: ScoreValue) -> bool:
    """Checklists weigh most in it, so that there is no number of cases to state."""
    return value.score is not None and value.n is None and value.status is not ScoreStatus.CLOSED


def _case_words(value: ScoreValue, *, is_public: bool) -> str:
    """The number of cases; of a census that it is one. The public gets no count below ten."""
    if value.n is None and _is_looked_up(value):
        return _("daftar periksa") if _is_census(value) else _("terutama daftar periksa")
    if value.n is None:
        return ""
    return f"< {MIN_CELL}" if is_public and value.n < MIN_CELL else count(value.n)


def provisional_words(value: ScoreValue | None) -> str:
    """On what a provisional score rests; empty for any other."""
    if value is None or not value.provisional or value.is_hidden:
        return ""
    return str(PROVISIONAL.get(value.reason, PROVISIONAL_OTHER))


def score_row(row: ScoreRow, url: str, *, is_public: bool = False) -> dict[str, Any]:
    """One line of a table of regions."""
    value = row.value
    card = score_card(value.measure if value else COMPOSITE, value, date.min, None, is_public=is_public)
    return card | {"region": row.region, "url": url, "as_of": value.as_of if value else None}


def score_tiles(
    rows: Sequence[ScoreRow], url_name: str, *, is_public: bool = False
) -> dict[str, dict[str, Any]]:
    """Kemendagri code → what the tile map shows of the province."""
    return {
        row.region.code: {
            "x": row.score if row.value and (row.value.is_number_public or not is_public) else None,
            "url": reverse(url_name, args=[row.region.code]),
            "reason": _tile_reason(row, is_public=is_public),
        }
        for row in rows
    }


def _tile_reason(row: ScoreRow, *, is_public: bool) -> str:
    if is_public and row.value and row.value.score is not None and not row.value.is_number_public:
        return band_words(row.value)
    return why_no_score(row.value)


# --- sentences -----------------------------------------------------------------------------------


def composite_sentence(name: str, value: ScoreValue | None, *, is_public: bool = False) -> str:
    """The first sentence where a composite exists; else empty. Whether it is provisional is said after it."""
    if value is None or value.score is None or value.ninety is None:
        return ""
    limits = interval_in_unit(value.ninety.low, value.ninety.high, "score")
    told = {"name": name, "band": band_words(value), "limits": limits, "score": decimal(value.score, 1)}
    words = _(
        "Mutu layanan media sosial %(name)s: %(band)s, nilai %(score)s dari 100 (selang 90 %%: %(limits)s)."
    )
    if is_public and not value.is_number_public:
        words = _("Mutu layanan media sosial %(name)s: %(band)s (selang 90 %%: %(limits)s dari 100).")
    return words % told


def first_sentences(
    name: str, scores: Mapping[str, ScoreValue], rate: Value | None, *, is_public: bool = False
) -> str:
    """What a subject's page says first: of the composite where there is one, then of the answers."""
    value = scores.get(COMPOSITE)
    first = composite_sentence(name, value, is_public=is_public)
    is_said_below = rate is not None and rate.provisional and rate.status == Status.SCORED
    if first and value and not is_said_below:
        first += still_provisional(value.provisional)
    return f"{first} {subject_sentence(name, rate)}".strip()


def table_sentence(table: ScoreTable, *, is_public: bool = False) -> str:
    """The first sentence of a page of many regions."""
    scored = table.scored
    told = {
        "scored": count(len(scored)),
        "total": count(len(table.rows)),
        "name": NAMES[Measure(table.measure)],
        "kind": kind_words([row.region for row in table.rows]),
    }
    if not scored:
        return _("Belum ada %(kind)s yang datanya cukup untuk %(name)s.") % told
    first = _("%(name)s dapat dinilai pada %(scored)s dari %(total)s %(kind)s.") % told
    shown = [
        row.score or 0.0 for row in scored if row.value and (row.value.is_number_public or not is_public)
    ]
    if len(shown) > 1:
        ends = {"low": decimal(min(shown), 1), "high": decimal(max(shown), 1)}
        first += " " + _("Nilainya terentang dari %(low)s sampai %(high)s dari 100.") % ends
    return first + still_provisional(any(row.value.provisional for row in scored if row.value))
