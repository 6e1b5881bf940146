"""What a comparison says in words and in the lines of its table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics_app.formats import count, decimal, percent
from analytics_app.indicators.registry import BY_ID
from analytics_app.models import SensitivityRun
from analytics_app.scoring.peer_groups import BANDS, MIN_FOR_TIERS
from analytics_app.scoring.ranks import SURE_OF_PAIR
from analytics_app.selectors.comparison import ComparedGroup
from analytics_app.views.imports.progress import Progress
from analytics_app.views.wording import TIERS, say

COMPOSITE = "komposit"
_HIGHEST = 0.99  # what no replicate contradicted is still no certainty
LEVELS: Mapping[str, Any] = {
    "provinsi": gettext_lazy("Provinsi"),
    "kabupaten": gettext_lazy("Kabupaten"),
    "kota": gettext_lazy("Kota"),
}
_WITHHELD: Mapping[str, Any] = {
    "few_members": gettext_lazy(
        "Urutan tidak dihitung: kurang dari lima anggota mempunyai nilai komposit pada tanggal ini. "
        "Nilai per indikator tetap tampil."
    ),
    "core_set_too_small": gettext_lazy(
        "Urutan tidak dihitung: indikator yang dimiliki semua anggota mencakup kurang dari 60 % bobot suatu dimensi. "
        "Membandingkan selebihnya berarti membandingkan apa yang kebetulan teramati."
    ),
    "order_depends_on_choices": gettext_lazy(
        "Urutan tidak ditampilkan: uji kepekaan menunjukkan bahwa urutan ini bergantung pada pilihan metode."
    ),
}
_SCENARIOS: Mapping[str, Any] = {
    "arithmetic": gettext_lazy("Rata-rata hitung antardimensi"),
    "minimum": gettext_lazy("Hanya dimensi terlemah"),
    "U50": gettext_lazy("Kemudahan berbobot setengah"),
    "I50": gettext_lazy("Informasi berbobot setengah"),
    "S50": gettext_lazy("Interaksi berbobot setengah"),
    "equal_indicator_weights": gettext_lazy("Bobot semua indikator sama"),
    "knots_wider": gettext_lazy("Titik jangkar 20 % lebih jauh"),
    "knots_narrower": gettext_lazy("Titik jangkar 20 % lebih dekat"),
    "peer_min_max": gettext_lazy("Terendah dan tertinggi sebaya sebagai jangkar"),
    "random_weights": gettext_lazy("500 bobot acak (rata-rata)"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the table. Values lie between 0 and 1 for shares, between 0 and 100 for the composite."""

    code: str
    name: str
    x: float | None
    low: float | None
    high: float | None
    crude: float | None
    adjusted: float | None
    n: int | None
    is_provisional: bool
    is_compared: bool
    median_rank: float | None
    low_rank: int | None
    high_rank: int | None
    tier: str
    tier_words: str


def shown_rows(found: ComparedGroup, measure: str, only: Collection[str] | None) -> list[Shown]:
    """The lines of the measure, best first; by name where the order is withheld. ``only``: whose the reader may see."""
    rows = [
        _shown(row, found, measure)
        for row in found.comparison.rows
        if row["code"] in found.regions and (only is None or row["code"] in only)
    ]
    by_name = sorted(rows, key=lambda row: row.name)
    if found.why_no_order or only is not None:
        return by_name
    return sorted(by_name, key=lambda row: (row.x is None, -(row.x or 0.0)))


def _shown(row: Mapping[str, Any], found: ComparedGroup, measure: str) -> Shown:
    told = (row["composite"] if measure == COMPOSITE else row["shares"].get(measure)) or {}
    shrunk = told.get("shrunk")
    x = told.get("adjusted") if measure == COMPOSITE or shrunk is None else shrunk
    tier = "" if found.why_no_order else row["tier"] or ""
    return Shown(
        code=row["code"],
        name=found.regions[row["code"]].name,
        x=x,
        low=told.get("low"),
        high=told.get("high"),
        crude=told.get("crude"),
        adjusted=told.get("adjusted"),
        n=told.get("n"),
        is_provisional=row["is_provisional"],
        is_compared=row["is_compared"],
        median_rank=row["median_rank"],
        low_rank=row["low_rank"],
        high_rank=row["high_rank"],
        tier=tier,
        tier_words=str(TIERS[tier]) if tier else "",
    )


def csv_header(shows_order: bool) -> list[str]:
    """Names of the columns; ranks only where the table shows them."""
    common = [
        "kode",
        "wilayah",
        "nilai",
        "batas_bawah",
        "batas_atas",
        "mentah",
        "disesuaikan",
        "n",
        "kelompok",
    ]
    return [*common, "peringkat_median", "peringkat_5", "peringkat_95"] if shows_order else common


def csv_row(row: Shown, shows_order: bool) -> list[Any]:
    """The line with all digits; what is unknown is empty."""
    cells = [row.code, row.name, row.x, row.low, row.high, row.crude, row.adjusted, row.n, row.tier]
    if shows_order:
        cells += [row.median_rank, row.low_rank, row.high_rank]
    return ["" if cell is None else cell for cell in cells]


# --- words ---------------------------------------------------------------------------------------


def group_words(group: str) -> str:
    """Kabupaten, 250.000–500.000 penduduk."""
    if group == "jakarta":
        return _("Wilayah administrasi Jakarta")
    level, first, last = group.split("-")
    limits = BANDS[level]
    low = limits[int(first) - 1] if int(first) else 0
    high = limits[int(last)]
    if not low and high == float("inf"):
        return _("%(level)s, semua ukuran") % {"level": LEVELS[level]}
    if not low:
        words = _("%(level)s, di bawah %(high)s penduduk")
    elif high == float("inf"):
        words = _("%(level)s, mulai %(low)s penduduk")
    else:
        words = _("%(level)s, %(low)s–%(high)s penduduk")
    return words % {
        "level": LEVELS[level],
        "low": count(low),
        "high": count(0 if high == float("inf") else high),
    }


def measure_words(measure: str) -> str:
    """The composite, or an indicator by its name."""
    if measure == COMPOSITE:
        return _("Komposit pada indikator bersama")
    return say(BY_ID[measure].name)


def withheld_words(found: ComparedGroup) -> str:
    """Why no order or no tiers are shown; empty where both are."""
    if found.why_no_order:
        return str(_WITHHELD[found.why_no_order])
    if len(found.ranked) < MIN_FOR_TIERS:
        return _(
            "Kelompok atas, tengah, dan bawah tidak ditentukan: anggota yang dibandingkan kurang dari delapan."
        )
    return ""


def group_sentence(found: ComparedGroup, measure: str, rows: list[Shown]) -> str:
    """How many are compared and how many of them stand out."""
    total = len(found.comparison.rows)
    if found.why_no_order and measure != COMPOSITE:  # nobody is ranked, but the values stand below
        known = sum(bool(row["shares"].get(measure)) for row in found.comparison.rows)
        words = _("%(known)s dari %(total)s wilayah kelompok ini mempunyai angka untuk ukuran ini.")
        return words % {"known": count(known), "total": count(total)}
    ranked = len(found.ranked)
    words = ngettext(
        "%(ranked)s dari %(total)s wilayah kelompok ini dibandingkan.",
        "%(ranked)s dari %(total)s wilayah kelompok ini dibandingkan.",
        total,
    ) % {"ranked": count(ranked), "total": count(total)}
    tiers = [row["tier"] for row in found.comparison.rows if row["tier"]]
    if found.why_no_order or not tiers:
        return words
    told = _(
        "%(top)s pasti di seperempat teratas, %(bottom)s pasti di seperempat terbawah (peluang ≥ 90 %%)."
    )
    sure = told % {"top": count(tiers.count("atas")), "bottom": count(tiers.count("bawah"))}
    return f"{words} {sure}"


def pair_sentence(one: str, other: str, share: float) -> str:
    """What may be said of two members: that one is better only from a probability of 95 % on."""
    if share >= SURE_OF_PAIR:
        words = _("%(one)s lebih baik daripada %(other)s (peluang %(share)s).")
    elif share <= 1 - SURE_OF_PAIR:
        one, other, share = other, one, 1 - share
        words = _("%(one)s lebih baik daripada %(other)s (peluang %(share)s).")
    else:
        words = _(
            "Tidak dapat dikatakan mana yang lebih baik: peluang %(one)s di atas %(other)s %(share)s, dan baru dari "
            "95 %% boleh dikatakan."
        )
    return words % {"one": one, "other": other, "share": percent(min(share, _HIGHEST))}


def progress_of(run: SensitivityRun) -> Progress:
    """How far an analysis is, in words and as a bar."""
    label = _("Menguji kepekaan urutan")
    if run.state not in SensitivityRun.UNFINISHED:
        return Progress(label, "", 1, 1, True)
    if run.cancel_requested:
        return Progress(_("Membatalkan"), "", None, None, False)
    if not run.step_total:
        return Progress(label, _("menunggu giliran"), None, None, False)
    words = _("{done} dari {total}").format(done=count(run.step_done), total=count(run.step_total))
    return Progress(label, words, run.step_done, run.step_total, False)


def scenario_rows(run: SensitivityRun) -> list[tuple[str, str, str]]:
    """Scenario, mean shift in rank, share of members that leave their quarter; the largest shift first."""
    ordered = sorted(run.scenarios, key=lambda one: -one["shift"])
    return [
        (_scenario(one["name"]), decimal(one["shift"], 2), percent(one["quarter_changes"])) for one in ordered
    ]


def _scenario(name: str) -> str:
    if name in _SCENARIOS:
        return str(_SCENARIOS[name])
    return _("Tanpa %(indicator)s") % {"indicator": measure_words(name.removeprefix("without_"))}
