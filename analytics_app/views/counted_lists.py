"""What an indicator counts, one row each, for those that rest on neither threads by state nor labelled posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts_app.choices import AccountPlatform, AccountRole
from accounts_app.models import OfficialAccount, Region
from analytics_app.formats import amount, count, decimal, hours, in_unit, percent
from analytics_app.indicators.deadlines import DEADLINE_COMPLIANCE
from analytics_app.indicators.equity import REPLY_EQUITY
from analytics_app.indicators.findability import FINDABILITY
from analytics_app.indicators.interaction import CITIZEN_INTERACTION_SHARE
from analytics_app.indicators.lag import INFORMATION_LAG
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT, PARTICIPATION_RATE, RESIDENTS_MILLIONS
from analytics_app.indicators.registry import BY_ID
from analytics_app.periods import zone_of
from analytics_app.selectors.account_parts import AccountPart, list_account_parts
from analytics_app.selectors.counted_cases import (
    EdgeCase,
    ItemCase,
    SearchCase,
    ThreadCase,
    list_edges,
    list_items,
    list_searches,
    list_threads_of,
)
from analytics_app.selectors.relative_evidence import (
    AuthorRow,
    EngagedRow,
    PostPart,
    list_authors,
    list_engaged,
)
from analytics_app.selectors.values import Subject
from analytics_app.views.listing import Column, Listing
from analytics_app.views.subject import evidence_url
from analytics_app.views.wording import account_words, day_words, definition_unit, intent_words

EXCERPT = 140
PLATFORMS = dict(AccountPlatform.choices)
ROLES = dict(AccountRole.choices)
_ACCOUNT, _WHEN, _POST = gettext_lazy("Akun"), gettext_lazy("Waktu"), gettext_lazy("Unggahan")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose list at which date, and whether the reader may open conversations."""

    subject: Subject
    region: Region
    as_of: date
    may_read: bool

    def local(self, at: datetime) -> datetime:
        return localtime(at, zone_of(self.region.zone))

    def moment(self, at: datetime | None) -> str:
        return "–" if at is None else date_format(self.local(at), "j M Y H.i")

    def iso(self, at: datetime | None) -> str | None:
        """With all digits: a computation needs them."""
        return None if at is None else self.local(at).isoformat()

    def thread(self, public_id: str, at: datetime) -> tuple[str, str]:
        return self.moment(at), reverse("thread", args=[public_id]) if self.may_read else ""


def counted_list(asked: Asked, indicator: str) -> Listing[Any] | None:
    """The list behind a figure of social media; None where another list stands, or the subject cannot have one."""
    build = _LISTS.get(indicator)
    return build(asked) if build else None


# --- citizens and posts beside those of peers ----------------------------------------------------


def _authors(asked: Asked) -> Listing[AuthorRow] | None:
    if not isinstance(asked.subject, Region):
        return None
    found = list_authors(asked.subject, asked.as_of)
    threads = sum(len(row.threads) for row in found.rows)
    return Listing(
        name="authors",
        title=_("Warga yang dihitung"),
        note=_(
            "Satu baris satu penulis, menurut kedatangannya; nomornya hanya berlaku dalam daftar ini. Penulis "
            "dihitung sekali di tiap platform, berapa pun percakapan yang dibukanya."
        ),
        columns=(
            Column("author", gettext_lazy("Penulis"), lambda row: row.number, lambda row: count(row.number)),
            Column(
                "platform",
                gettext_lazy("Platform"),
                lambda row: row.platform.value,
                lambda row: str(PLATFORMS[row.platform.value]),
            ),
            Column(
                "accounts",
                _ACCOUNT,
                lambda row: _handles(row.accounts),
                lambda row: ", ".join(map(str, row.accounts)),
            ),
            Column(
                "thread_count",
                gettext_lazy("Banyaknya percakapan"),
                lambda row: len(row.threads),
                lambda row: count(len(row.threads)),
                is_number=True,
            ),
            Column(
                "threads",
                gettext_lazy("Dibuka"),
                lambda row: [public_id for public_id, _ in row.threads],
                lambda row: [asked.thread(public_id, at) for public_id, at in row.threads],
            ),
        ),
        rows=found.rows,
        facts=(
            (_("Penulis yang berbeda"), count(len(found.rows))),
            (_("Percakapan mereka"), count(threads)),
            (_("Percakapan tanpa penulis yang diketahui, tidak dihitung"), count(found.unnamed)),
            (
                _("Jangkauan platform yang teramati"),
                " + ".join(
                    f"{PLATFORMS[one.value]} {decimal(reach, 1)}" for one, reach in found.reach.items()
                )
                + " "
                + _("juta, dari %(n)s juta penduduk Indonesia") % {"n": decimal(RESIDENTS_MILLIONS, 0)}
                if found.reach
                else "–",
            ),
        ),
        more={
            "threads_without_author": found.unnamed,
            "reach_millions": {one.value: reach for one, reach in found.reach.items()},
            "residents_millions": RESIDENTS_MILLIONS,
        },
    )


POST_PARTS: Mapping[PostPart, Any] = {
    PostPart.COUNTED: gettext_lazy("dihitung"),
    PostPart.SPIKE: gettext_lazy("dibuang: melonjak, hampir tanpa komentator"),
    PostPart.ACCOUNT_LEFT_OUT: gettext_lazy("tidak ikut: akunnya tidak bernilai"),
}


def _engaged(asked: Asked) -> Listing[EngagedRow]:
    left_out: frozenset[int] = frozenset()
    if isinstance(asked.subject, Region):
        parts = list_account_parts(asked.subject, AUDIENCE_ENGAGEMENT.id, asked.as_of)
        left_out = frozenset(part.account.pk for part in parts if not part.weight)
    rows = list_engaged(asked.subject, asked.as_of, left_out)
    return Listing(
        name="posts",
        title=_("Unggahan di balik angka ini"),
        note=_(
            "Reaksi adalah suka, komentar, dan (di X, Facebook, TikTok) bagikan, menurut rekaman terakhir yang "
            "sedikitnya tujuh hari setelah unggahan; pengikut menurut rekaman profil terdekat, paling jauh 30 "
            "hari. Unggahan yang salah satunya tidak diketahui tidak ada di sini dan tidak dihitung. Angka akun "
            "adalah median reaksi per pengikut atas unggahan yang dihitung."
        ),
        columns=(
            _at(asked, lambda row: row.at),
            _account(lambda row: row.account),
            Column("role", "", lambda row: row.account.role),
            Column(
                "post",
                _POST,
                lambda row: row.platform_id,
                lambda row: [(row.text[:EXCERPT], row.url or "")],
                is_text=True,
            ),
            Column("likes", "", lambda row: row.likes),
            Column("comments", "", lambda row: row.comments),
            Column("shares", "", lambda row: row.shares),
            Column(
                "reactions",
                gettext_lazy("Suka + komentar + bagikan"),
                lambda row: row.reactions.reactions,
                _sum_of_reactions,
                is_number=True,
            ),
            _number("followers", gettext_lazy("Pengikut"), lambda row: row.reactions.followers),
            Column(
                "part",
                gettext_lazy("Dalam angka ini"),
                lambda row: row.part.value,
                lambda row: str(POST_PARTS[row.part]),
            ),
            Column(
                "",
                gettext_lazy("Reaksi per pengikut"),
                shown=lambda row: decimal(row.reactions.rate, 6),
                is_number=True,
            ),
        ),
        rows=rows,
        facts=[
            (words, count(n))
            for part, words in POST_PARTS.items()
            if (n := sum(row.part is part for row in rows))
        ],
    )


def _sum_of_reactions(row: EngagedRow) -> str:
    """12 + 3 + 4 = 19; without shares where the platform shows none."""
    parts = [n for n in (row.likes, row.comments, row.shares) if n is not None]
    return " + ".join(map(count, parts)) + f" = {count(row.reactions.reactions)}"


# --- threads -------------------------------------------------------------------------------------


def _deadlines(asked: Asked) -> Listing[ThreadCase]:
    rows = list_threads_of(asked.subject, DEADLINE_COMPLIANCE.id, asked.as_of)
    met = sum(row.is_met for row in rows)
    return Listing(
        name="threads",
        title=_("Aduan yang jatuh tempo dalam 90 hari ini"),
        note=_(
            "Dihitung menurut hari jatuh temponya, kapan pun dibuka. Penyelesaian belum tercatat, jadi jawaban "
            "pertama menggantikannya."
        ),
        columns=(
            *_thread_columns(asked),
            Column(
                "due_at",
                gettext_lazy("Jatuh tempo"),
                lambda row: asked.iso(row.due_at),
                lambda row: asked.moment(row.due_at),
            ),
            _replied(asked),
            _yes_no("is_met", gettext_lazy("Tepat waktu"), lambda row: row.is_met),
        ),
        rows=rows,
        facts=((_("Tepat waktu"), count(met)), (_("Tidak tepat waktu"), count(len(rows) - met))),
    )


def _equity(asked: Asked) -> Listing[ThreadCase]:
    rows = list_threads_of(asked.subject, REPLY_EQUITY.id, asked.as_of)

    def told(is_critical: bool) -> str:
        group = [row for row in rows if row.is_critical is is_critical]
        return _("%(k)s dari %(n)s") % {"k": count(sum(row.is_met for row in group)), "n": count(len(group))}

    return Listing(
        name="threads",
        title=_("Aduan yang diperbandingkan"),
        note=_(
            "Yang maksudnya dikenali dan sudah teramati 72 jam, atau sudah dijawab sebelumnya. Tingkat balasan "
            "tiap kelompok dihaluskan: (dibalas + ½)/(aduan + 1). Skornya dikalikan min(1, tingkat tertinggi/0,6)."
        ),
        columns=(
            *_thread_columns(asked),
            Column(
                "is_critical",
                gettext_lazy("Kelompok"),
                lambda row: row.is_critical,
                lambda row: _("kritis") if row.is_critical else _("lainnya"),
            ),
            _replied(asked),
            _yes_no("is_met", gettext_lazy("Dibalas dalam 72 jam"), lambda row: row.is_met),
        ),
        rows=rows,
        facts=(
            (_("Kritis, dibalas dalam 72 jam"), told(True)),
            (_("Lainnya, dibalas dalam 72 jam"), told(False)),
        ),
    )


def _thread_columns(asked: Asked) -> tuple[Column[ThreadCase], ...]:
    return (
        Column(
            "thread",
            gettext_lazy("Dibuka"),
            lambda row: row.public_id,
            lambda row: [asked.thread(row.public_id, row.opened_at)],
        ),
        Column("opened_at", "", lambda row: asked.iso(row.opened_at)),
        _account(lambda row: row.account),
        Column(
            "intent", gettext_lazy("Maksud"), lambda row: row.intent, lambda row: intent_words(row.intent)
        ),
    )


def _replied(asked: Asked) -> Column[ThreadCase]:
    return Column(
        "replied_at",
        gettext_lazy("Jawaban pertama"),
        lambda row: asked.iso(row.replied_at),
        lambda row: asked.moment(row.replied_at),
    )


# --- messages, items, searches -------------------------------------------------------------------


def _edges(asked: Asked) -> Listing[EdgeCase]:
    rows = list_edges(asked.subject, asked.as_of)
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("to_citizens", "known", "unknown")}
    return Listing(
        name="messages",
        title=_("Pesan resmi yang menyapa seseorang"),
        note=_(
            "Satu pesan dapat menyapa beberapa akun. Kepada warga hanya dihitung di dalam percakapan yang dibuka "
            "warga itu, atau bila ia menanggapi."
        ),
        columns=(
            _at(asked, lambda row: row.at),
            _account(lambda row: row.account),
            Column(
                "message",
                gettext_lazy("Pesan") if asked.may_read else "",
                lambda row: row.platform_id if asked.may_read else None,
                lambda row: "–" if row.text is None else [(row.text[:EXCERPT], row.url or "")],
                is_text=True,
            ),
            _number("to_citizens", gettext_lazy("Kepada warga"), lambda row: row.to_citizens),
            _number("known", gettext_lazy("Penerima diketahui"), lambda row: row.known),
            _number("unknown", gettext_lazy("Tidak diketahui"), lambda row: row.unknown),
        ),
        rows=rows,
        facts=(
            (_("Kepada warga"), count(sums["to_citizens"])),
            (_("Penerima diketahui"), count(sums["known"])),
            (_("Penerima tidak diketahui"), count(sums["unknown"])),
        ),
    )


def _items(asked: Asked) -> Listing[ItemCase]:
    rows = list_items(asked.subject, asked.as_of)
    usual = [row for row in rows if not row.is_emergency]
    return Listing(
        name="items",
        title=_("Butir sumber informasi yang dihitung"),
        note=_(
            "Lama sampai diunggah, atau sampai akhir pengamatan bila belum. Mediannya dari kurva Kaplan–Meier atas "
            "butir biasa; informasi serta-merta dihitung tersendiri."
        ),
        columns=(
            Column(
                "source_at",
                gettext_lazy("Dikirim"),
                lambda row: asked.iso(row.source_at),
                lambda row: asked.moment(row.source_at),
            ),
            _account(lambda row: row.account),
            Column(
                "published_at",
                gettext_lazy("Diunggah"),
                lambda row: asked.iso(row.published_at),
                lambda row: asked.moment(row.published_at) if row.published_at else _("belum"),
            ),
            Column("observed_until", "", lambda row: asked.iso(row.end_at)),
            Column(
                "hours",
                gettext_lazy("Lama"),
                lambda row: row.hours,
                lambda row: hours(row.hours),
                is_number=True,
            ),
            _yes_no("is_emergency", gettext_lazy("Serta-merta"), lambda row: row.is_emergency),
        ),
        rows=rows,
        facts=(
            (_("Butir biasa"), count(len(usual))),
            (_("Di antaranya sudah diunggah"), count(sum(row.published_at is not None for row in usual))),
        ),
    )


def _searches(asked: Asked) -> Listing[SearchCase]:
    rows = list_searches(asked.subject, asked.as_of)
    return Listing(
        name="searches",
        title=_("Pencarian yang dihitung"),
        note=_("Tiap kata pencarian menurut percobaan terakhirnya. Nilainya rata-rata dari 1/urutan."),
        columns=(
            Column("query", gettext_lazy("Kata pencarian"), lambda row: row.query, lambda row: row.query),
            Column(
                "platform",
                gettext_lazy("Platform"),
                lambda row: row.platform,
                lambda row: str(PLATFORMS.get(row.platform, row.platform)),
            ),
            Column(
                "observed_on",
                gettext_lazy("Dicoba"),
                lambda row: row.observed_on.isoformat(),
                lambda row: day_words(row.observed_on),
            ),
            Column(
                "rank",
                gettext_lazy("Urutan akun resmi"),
                lambda row: row.rank,
                lambda row: count(row.rank) if row.rank else _("tidak ditemukan"),
                is_number=True,
            ),
            Column(
                "gain",
                gettext_lazy("1/urutan, sampai urutan ke-10"),
                lambda row: row.gain,
                lambda row: decimal(row.gain, 3),
                is_number=True,
            ),
        ),
        rows=rows,
        facts=(
            (_("Jumlah 1/urutan"), decimal(sum(row.gain for row in rows), 3)),
            (_("Pencarian"), count(len(rows))),
        ),
    )


# --- accounts of a region ------------------------------------------------------------------------


def account_list(asked: Asked, indicator: str) -> Listing[AccountPart] | None:
    """What each account adds to the region's figure; None where the figure is no roll-up of accounts."""
    if not isinstance(asked.subject, Region):
        return None
    if not (rows := list_account_parts(asked.subject, indicator, asked.as_of)):
        return None
    unit = definition_unit(BY_ID[indicator])
    is_engagement = indicator == AUDIENCE_ENGAGEMENT.id
    return Listing(
        name="accounts",
        title=_("Akun di balik angka ini"),
        note=_(
            "Skor wilayah adalah jumlah bobot × skor akun; nilainya dihitung balik dari skor itu: 2^((skor − 50)/25)."
        )
        if is_engagement
        else _(
            "Nilai wilayah adalah jumlah bobot × bagian tiap akun. Akun utama bersama-sama memegang separuh bobot "
            "dan akun lainnya separuh; bila hanya satu jenis yang ada nilainya, jenis itu memegang semuanya."
        ),
        columns=(
            Column(
                "account",
                _ACCOUNT,
                lambda row: _handle(row.account),
                lambda row: [(account_words(row.account), evidence_url(row.account, indicator, asked.as_of))],
            ),
            Column(
                "role",
                gettext_lazy("Peran"),
                lambda row: row.account.role,
                lambda row: str(ROLES[row.account.role]),
            ),
            _number("numerator", gettext_lazy("Pembilang"), lambda row: row.value.numerator, amount),
            _number("denominator", gettext_lazy("Penyebut"), lambda row: row.value.denominator, amount),
            Column("n", "", lambda row: row.value.n),
            _number("x", gettext_lazy("Nilai"), lambda row: row.value.x, lambda x: in_unit(x, unit)),
            _number("score", gettext_lazy("Skor"), lambda row: row.value.score, lambda x: decimal(x, 1)),
            Column(
                "weight",
                gettext_lazy("Bobot"),
                lambda row: row.weight,
                lambda row: percent(row.weight, 1) if row.weight else _("tidak ikut"),
                is_number=True,
            ),
        ),
        rows=rows,
    )


# --- pieces --------------------------------------------------------------------------------------


def _at(asked: Asked, of: Callable[[Any], datetime]) -> Column[Any]:
    return Column("at", _WHEN, lambda row: asked.iso(of(row)), lambda row: asked.moment(of(row)))


def _account(of: Callable[[Any], OfficialAccount]) -> Column[Any]:
    return Column("account", _ACCOUNT, lambda row: _handle(of(row)), lambda row: account_words(of(row)))


def _handle(account: OfficialAccount) -> str:
    return f"{account.platform}:{account.handle.lower()}"


def _handles(accounts: tuple[OfficialAccount, ...]) -> list[str]:
    return [_handle(account) for account in accounts]


def _number(
    key: str, words: Any, of: Callable[[Any], Any], tell: Callable[[Any], str] = count
) -> Column[Any]:
    return Column(key, words, of, lambda row: tell(of(row)), is_number=True)


def _yes_no(key: str, words: Any, of: Callable[[Any], bool]) -> Column[Any]:
    return Column(key, words, of, lambda row: _("ya") if of(row) else _("tidak"))


_LISTS: Mapping[str, Callable[[Asked], Listing[Any] | None]] = {
    PARTICIPATION_RATE.id: _authors,
    AUDIENCE_ENGAGEMENT.id: _engaged,
    DEADLINE_COMPLIANCE.id: _deadlines,
    REPLY_EQUITY.id: _equity,
    CITIZEN_INTERACTION_SHARE.id: _edges,
    INFORMATION_LAG.id: _items,
    FINDABILITY.id: _searches,
}
