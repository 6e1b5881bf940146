"""What the pages say in words: sentences, reasons, names of things. Indonesian first, English through gettext."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import AuthorRole, Disappearance, Status, TextGone, ThreadState
from analytics_app.formats import count, hours, in_unit, interval_in_unit, percent
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.guides import SERVICE_NAVIGATION
from analytics_app.indicators.peers import PARTICIPATION_RATE
from analytics_app.indicators.profile import ACCOUNT_AUTHENTICITY, PROFILE_COMPLETENESS, ProfileElement
from analytics_app.indicators.registry import BY_ID, WITHOUT_INPUT
from analytics_app.indicators.result import WhyNot
from analytics_app.labels import PROVISIONAL, PROVISIONAL_OTHER, WHY_NOT
from analytics_app.periods import WINDOW_DAYS, quarter_of
from analytics_app.selectors.conversation import Line
from analytics_app.selectors.national import RegionTable
from analytics_app.selectors.observation import DayState
from analytics_app.selectors.values import Value

TIERS: Mapping[str, Any] = {
    "atas": gettext_lazy("kelompok atas"),
    "tengah": gettext_lazy("kelompok tengah"),
    "bawah": gettext_lazy("kelompok bawah"),
}

#: How the components name the unit of an indicator.
UNITS = {
    Unit.SHARE: "percent",
    Unit.HOURS: "hours",
    Unit.POINTS: "score",
    Unit.RECIPROCAL_RANK: "number",
    Unit.TOPICS: "number",
    Unit.RATIO: "number",
    Unit.PER_THOUSAND: "number",
    Unit.DIFFERENCE: "percent",
}

DIMENSIONS = {
    Dimension.USABILITY: gettext_lazy("Kemudahan penggunaan"),
    Dimension.INFORMATION: gettext_lazy("Mutu informasi"),
    Dimension.SERVICE_INTERACTION: gettext_lazy("Mutu interaksi layanan"),
    Dimension.INTERNAL: gettext_lazy("Internal"),
}

INTENTS = {
    "darurat": gettext_lazy("darurat"),
    "pengaduan_pengawasan": gettext_lazy("pengaduan penyimpangan"),
    "pengaduan_layanan": gettext_lazy("pengaduan layanan"),
    "tanya_status": gettext_lazy("tanya status"),
    "tanya_informasi": gettext_lazy("tanya informasi"),
    "permohonan_layanan": gettext_lazy("permohonan layanan"),
    "aspirasi": gettext_lazy("aspirasi"),
    "kritik_umum": gettext_lazy("kritik umum"),
    "apresiasi": gettext_lazy("apresiasi"),
    "klarifikasi_hoaks": gettext_lazy("klarifikasi kabar"),
    "sapaan_sosial": gettext_lazy("sapaan"),
    "spam_promosi": gettext_lazy("promosi"),
}

MESSAGES_GONE = {
    Disappearance.DELETED_BY_AUTHOR: gettext_lazy("dihapus warga"),
    Disappearance.DELETED_BY_ACCOUNT: gettext_lazy("dihapus akun"),
    Disappearance.HIDDEN_BY_ACCOUNT: gettext_lazy("disembunyikan akun"),
    Disappearance.AUTHOR_REMOVED: gettext_lazy("akun warga ditutup platform"),
    Disappearance.UNKNOWN: gettext_lazy("hilang, sebabnya tidak diketahui"),
}
OWN_GONE = {
    **MESSAGES_GONE,
    Disappearance.DELETED_BY_AUTHOR: gettext_lazy("dihapus akun"),
    Disappearance.AUTHOR_REMOVED: gettext_lazy("akunnya ditutup platform"),
}
THREADS_GONE = {
    Disappearance.DELETED_BY_AUTHOR: gettext_lazy("Dihapus warga"),
    Disappearance.HIDDEN_BY_ACCOUNT: gettext_lazy("Disembunyikan atau dihapus akun"),
    Disappearance.UNKNOWN: gettext_lazy("Hilang, sebabnya tidak diketahui"),
}
THREAD_GONE_MEANS = {
    Disappearance.DELETED_BY_AUTHOR: gettext_lazy("dihapus warga; sejak itu tidak lagi dihitung menunggu"),
    Disappearance.HIDDEN_BY_ACCOUNT: gettext_lazy(
        "disembunyikan atau dihapus akun; bila belum dijawab, tetap dihitung belum dijawab"
    ),
    Disappearance.AUTHOR_REMOVED: gettext_lazy(
        "akun penulisnya ditutup platform; percakapan ini tidak dihitung"
    ),
    Disappearance.UNKNOWN: gettext_lazy(
        "hilang, sebabnya tidak diketahui; bila belum dijawab, tetap dihitung belum dijawab"
    ),
}
TEXTS_GONE = {
    TextGone.RETENTION: gettext_lazy("Teks dihapus sesuai masa simpan."),
    TextGone.DELETED: gettext_lazy("Teks dihapus karena penulisnya menghapus pesan ini."),
    TextGone.ERASURE: gettext_lazy("Teks dihapus atas permintaan penulisnya."),
}
THREAD_STATES = {
    ThreadState.ANSWERED: gettext_lazy("dijawab"),
    ThreadState.WAITING: gettext_lazy("menunggu"),
    ThreadState.NOT_OBSERVABLE: gettext_lazy("tidak teramati"),
    ThreadState.NEGATIVE: gettext_lazy("waktu negatif"),
}
#: Looked up account by account; a region has the mean of its accounts.
CHECKLISTS = (ACCOUNT_AUTHENTICITY.id, PROFILE_COMPLETENESS.id, SERVICE_NAVIGATION.id)
#: By IndicatorValue.Cause: why a figure took the place of the one before.
VALUE_CAUSES = {
    "first": gettext_lazy("perhitungan pertama"),
    "data": gettext_lazy("data berubah"),
    "rules": gettext_lazy("taksonomi, kalender, aturan tenggat, atau yang dapat diukur berubah"),
    "detail": gettext_lazy("angka tetap; keterangan atau rinciannya berubah"),
    "erratum": gettext_lazy("ralat: angka sebelumnya salah hitung"),
}

PROFILE_ELEMENTS = {
    ProfileElement.NAME: gettext_lazy("nama resmi"),
    ProfileElement.FUNCTION: gettext_lazy("penjelasan fungsi"),
    ProfileElement.PHONE: gettext_lazy("telepon atau WhatsApp"),
    ProfileElement.MAIL: gettext_lazy("surel .go.id"),
    ProfileElement.WEBSITE: gettext_lazy("situs .go.id"),
    ProfileElement.COMPLAINTS: gettext_lazy("kanal pengaduan"),
    ProfileElement.ADDRESS: gettext_lazy("alamat atau peta"),
    ProfileElement.HOURS: gettext_lazy("jam layanan"),
}

DAY_STATES = {
    DayState.CAPTURED: gettext_lazy("terekam"),
    DayState.PARTLY: gettext_lazy("terekam sebagian"),
    DayState.NOT: gettext_lazy("tidak terekam"),
}

SIDES = {
    "posts": gettext_lazy("unggahan"),
    "replies": gettext_lazy("balasan"),
    "citizens": gettext_lazy("pesan warga"),
}


# --- small words ---------------------------------------------------------------------------------


def say(text: Text) -> str:
    """A statement of the method in the reader's language."""
    return text.id if (get_language() or "id").startswith("id") else text.en


def day_words(day: date) -> str:
    """20 Nov 2026."""
    return date_format(day, "j M Y")


def period_words(as_of: date) -> str:
    """90 hari s.d. 18 Nov 2026."""
    return _("%(days)s hari s.d. %(day)s") % {"days": WINDOW_DAYS, "day": day_words(as_of)}


def date_choice(as_of: date, newest: date) -> str:
    """A date in the period selector: a quarter's end is named as such."""
    if quarter_of(as_of).last_day == as_of:
        quarter = quarter_of(as_of)
        words = _("triwulan %(number)s %(year)s") % {"number": quarter.roman, "year": quarter.year}
        return f"{day_words(as_of)} ({words})"
    if as_of != newest:
        return day_words(as_of)
    words = _("data terbaru")
    return f"{day_words(as_of)} ({words})"


def intent_words(intent: str | None) -> str:
    """What a citizen wanted; without a rule that matched it needs an answer all the same."""
    if intent is None:
        return _("tidak dikenali")
    return str(INTENTS.get(intent, intent.replace("_", " ")))


def government(region: Region) -> str:
    """The government of a region, as the subject of a sentence."""
    prefix = "" if not region.is_province else _("Provinsi") + " "
    return _("Pemerintah %(region)s") % {"region": f"{prefix}{region.name}"}


# --- reasons -------------------------------------------------------------------------------------


def reason_words(value: Value | None, missing: str | None = None) -> tuple[str, str]:
    """Why there is no value, and what would change it; empty where the component's own words do.

    ``missing``: the code to use where nothing was ever computed.
    """
    code = (missing or "not_computed") if value is None else value.reason
    why, remedy = WHY_NOT.get(code, ("", ""))
    definition = BY_ID.get(value.indicator) if value is not None else None
    if code == WhyNot.BELOW_MINIMUM and value is not None and definition and value.n < definition.min_n:
        needed = count(definition.min_n)
        return str(why), _("Nilai muncul sejak ada %(needed)s kasus dalam 90 hari.") % {"needed": needed}
    return str(why), str(remedy)


def provisional_words(value: Value | None) -> str:
    """On what a provisional value rests; empty for any other."""
    if value is None or not value.provisional:
        return ""
    return str(PROVISIONAL.get(value.reason, PROVISIONAL_OTHER))


# --- sentences -----------------------------------------------------------------------------------


def value_words(value: Value, unit: str) -> str:
    """61 % (selang 95 %: 55–67 %)."""
    number = in_unit(value.x, unit)
    if value.interval is None:
        return number
    limits = interval_in_unit(value.interval.low, value.interval.high, unit)
    return _("%(number)s (selang %(level)s: %(limits)s)") % {
        "number": number,
        "level": percent(value.interval.level),
        "limits": limits,
    }


def still_provisional(is_provisional: bool) -> str:
    """A closing sentence for provisional values; empty for others."""
    return " " + _("Angka ini masih sementara.") if is_provisional else ""


def subject_sentence(name: str, value: Value | None) -> str:
    """The first sentence of a region's or an account's page, from the headline value."""
    if value is None:
        return _("Belum ada angka untuk %(name)s.") % {"name": name} + " " + reason_words(None)[1]
    if value.status != Status.SCORED or value.x is None:
        why, remedy = reason_words(value)
        return (
            _("Belum dapat dikatakan seberapa besar peluang aduan kepada %(name)s dijawab.") % {"name": name}
            + f" {why} {remedy}".rstrip()
        )
    words = _("Peluang aduan kepada %(name)s dijawab dalam 72 jam: %(value)s, dari %(n)s aduan.")
    first = words % {"name": name, "value": value_words(value, "percent"), "n": count(value.n)}
    return first + still_provisional(value.provisional)


def waiting_sentence(rate: Value | None) -> str:
    """How long half of the citizens wait, and how many still wait; empty where it is not known."""
    if rate is None or not rate.counts or rate.status != Status.SCORED:
        return ""
    median = rate.detail.get("median_hours")
    if median is None:
        first = _("Kurang dari separuh aduan dijawab dalam masa pengamatan.")
    else:
        first = _("Separuh aduan dijawab dalam %(hours)s.") % {"hours": hours(median)}
    waiting = rate.counts.get("waiting", 0)
    second = ngettext("%(n)s aduan masih menunggu.", "%(n)s aduan masih menunggu.", waiting)
    return f"{first} {second % {'n': count(waiting)}}"


def national_sentence(table: RegionTable) -> str:
    """The first sentence of the national page."""
    total, scored = len(table.rows), table.scored
    kind = kind_words([row.region for row in table.rows])
    if not scored:
        return _("Belum ada %(kind)s yang datanya cukup untuk dinilai.") % {"kind": kind}
    words = _("%(scored)s dari %(total)s %(kind)s cukup datanya untuk dinilai.")
    first = words % {"scored": len(scored), "total": total, "kind": kind}
    if len(scored) == 1:
        return first
    spread = _(
        "Peluang aduan dijawab dalam 72 jam terentang dari %(low)s sampai %(high)s; selangnya saling tindih."
    )
    if not _overlap(table):
        spread = _("Peluang aduan dijawab dalam 72 jam terentang dari %(low)s sampai %(high)s.")
    words = f"{first} {spread % {'low': percent(table.lowest.x), 'high': percent(table.highest.x)}}"
    is_provisional = any(row.value is not None and row.value.provisional for row in scored)
    return words + still_provisional(is_provisional)


def kind_words(regions: Sequence[Region]) -> str:
    """What a list of regions is made of: provinces alone, or regions of both levels."""
    provinces_only = all(region.is_province for region in regions)
    return pgettext("jamak", "provinsi") if provinces_only else pgettext("jamak", "wilayah")


def _overlap(table: RegionTable) -> bool:
    """Whether the interval of the lowest reaches that of the highest."""
    low, high = table.lowest.value, table.highest.value
    if low is None or high is None or low.interval is None or high.interval is None:
        return True
    return low.interval.high >= high.interval.low


def public_sentence(table: RegionTable, *, is_example: bool) -> str:
    """The first sentence of the public national page; for real data it says why there is nothing yet."""
    if is_example or table.scored:
        return national_sentence(table)
    if any(row.value is not None and row.value.reason == "public_provisional" for row in table.rows):
        return _(
            "Belum ada angka yang dapat ditampilkan: peluang dijawab masih sementara karena label pesannya "
            "belum diaudit."
        )
    return _(
        "Belum ada triwulan yang dipublikasikan. Angka tampil di sini setelah triwulan lengkap dan disahkan "
        "administrator."
    )


def account_words(account: OfficialAccount) -> str:
    """@handle (platform)."""
    return f"{account} ({account.get_platform_display()})"


def definition_unit(definition: IndicatorDefinition) -> str:
    return UNITS[definition.unit]


def quotient_words(value: Value | None, definition: IndicatorDefinition, *, is_region: bool) -> str:
    """Why a value is not its numerator over its denominator; empty where it is, or where that is in the formula."""
    if value is None or value.x is None or value.numerator is None or not value.denominator:
        return ""
    quotient, unit = value.numerator / value.denominator, definition_unit(definition)
    if unit == "hours":
        return _("Nilainya dibaca dari kurva waktu tunggu, bukan pembilang dibagi penyebut.")
    if definition.id == PARTICIPATION_RATE.id:
        return _("Pembilang dibagi penyebut masih dibagi median sebaya.")
    if unit != "percent" or abs(quotient - value.x) < 0.0005:
        return ""
    if definition.dimension is Dimension.SERVICE_INTERACTION and "n_eff" in value.detail:
        return _(
            "Bukan pembilang dibagi penyebut: kurva Kaplan–Meier memperhitungkan aduan yang belum teramati penuh."
        )
    if definition.dimension is Dimension.INFORMATION and is_region:
        return _(
            "Bukan pembilang dibagi penyebut: akun utama memegang separuh bobot dan akun perangkat daerah "
            "separuh lainnya, berapa pun unggahannya."
        )
    return ""


def definition_words(definition: IndicatorDefinition) -> dict[str, Any]:
    """An indicator's declaration in the reader's language."""
    return {
        "id": definition.id,
        "name": say(definition.name),
        "dimension": DIMENSIONS[definition.dimension],
        "weight": definition.weight,
        "webqual_items": definition.webqual_items,
        "evidence": definition.evidence,
        "formula": say(definition.formula),
        "unit": definition_unit(definition),
        "is_up": definition.direction == "up",
        "knots": definition.shown_knots,
        "anchors": say(definition.anchors),
        "min_n": definition.min_n,
        "sample": say(definition.sample),
        "missing": say(definition.missing),
        "gaming": say(definition.gaming),
        "countermeasure": say(definition.countermeasure),
        "method_version": definition.method_version,
        "why_unobserved": reason_words(None, WITHOUT_INPUT[definition.id])[0]
        if definition.id in WITHOUT_INPUT
        else "",
    }


def sample_words(value: Value | None, definition: IndicatorDefinition) -> str:
    """Of what n is: a region's checklist is over its accounts, whatever an account's own is over."""
    if value is not None and definition.id in CHECKLISTS and "accounts" in value.detail:
        return _("akun yang bernilai")
    return say(definition.sample)


def missing_words(value: Value | None) -> str:
    """Which elements of a profile are not there; empty where all are, or the value is of something else."""
    missing = value.detail.get("missing_elements", []) if value else []
    return join_words([str(PROFILE_ELEMENTS[ProfileElement(one)]) for one in missing])


def join_words(words: Sequence[str]) -> str:
    return ", ".join(words)


def disappearance_words(value: Value | None) -> list[tuple[str, int]]:
    """Of how many threads the questions disappeared, and how."""
    found = value.detail.get("disappeared", {}) if value else {}
    return [(str(THREADS_GONE[Disappearance(how)]), n) for how, n in found.items()]


def text_words(text: str, gone: TextGone | None) -> str:
    """What a citizen wrote, or why it is not held any more."""
    return str(TEXTS_GONE[gone]) if gone else text


def disappeared_words(line: Line, zone: ZoneInfo) -> str:
    """What became of a message: “dihapus warga pada 2 Mar 2026”; empty while it stands."""
    if line.disappeared is None:
        return ""
    is_official = line.role == AuthorRole.OFFICIAL
    words = (OWN_GONE if is_official else MESSAGES_GONE)[line.disappeared]
    if line.disappeared_at is None:
        return str(words)
    return _("%(what)s pada %(day)s") % {"what": words, "day": _moment(line.disappeared_at, zone)}


def thread_gone_words(gone: str | None, at: datetime | None, zone: ZoneInfo) -> str:
    """What the disappearance of its questions means for a thread; empty while one stands."""
    if gone is None:
        return ""
    words = str(THREAD_GONE_MEANS[Disappearance(gone)])
    return words if at is None else f"{words} ({_moment(at, zone)})"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return date_format(localtime(at, zone), "j M Y H.i")
