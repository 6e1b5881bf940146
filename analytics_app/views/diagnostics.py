"""The page "Diagnostik": what is shown beside the indicators, each with its definition and n, and never scored."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.models import OfficialAccount, Region
from analytics_app.figures.relations import MonthRelations, relations_per_month
from analytics_app.formats import count, decimal, hours, percent
from analytics_app.indicators.diagnostics import (
    DIAGNOSTICS,
    gini,
    hashtag_use,
    herfindahl,
    periodic_series_rate,
    ratio,
    top_share,
)
from analytics_app.scoring.aggregate import Conduct
from analytics_app.selectors.diagnostics import Diagnosis, Relations, load_diagnosis
from analytics_app.selectors.subject_page import pool_of
from analytics_app.selectors.values import SOCIAL, Subject, Value, list_dates, list_values
from analytics_app.selectors.what_if import conduct_stored
from analytics_app.views.periods import chosen_date, date_choices
from analytics_app.views.subject import breadcrumb
from analytics_app.views.wording import account_words, day_words, period_words, reason_words, say

_REGION_CODE = re.compile(r"\d\d(\.\d\d)?")
#: Fewer posts say nothing of habits; the same minimum as that of the indicators over posts.
MIN_POSTS = 30
MIN_REPLIES = 10
Row = dict[str, Any]


@require_safe
@access.staff_page
def diagnostics(request: HttpRequest, key: str) -> HttpResponseBase:
    """The page; ``?unduh=ringkasan|hubungan|integrasi`` gives one of its tables as a file."""
    subject, region = _subject(request, key)
    as_of = chosen_date(request, dates := list_dates(subject))
    context: Row = {
        "subject_name": subject.name if isinstance(subject, Region) else str(subject),
        "is_region": isinstance(subject, Region),
        "breadcrumb": _breadcrumb(request, subject, region),
        "dates": date_choices(dates, as_of),
    }
    if as_of is None:
        return render(request, "pages/diagnostics.html", context)
    found = load_diagnosis(subject, as_of)
    pool = SOCIAL if isinstance(subject, Region) else pool_of(subject)
    tables = {
        "ringkasan": _summary(
            found, list_values(subject, as_of).get((pool, "response_speed")), conduct_stored(subject, as_of)
        ),
        "hubungan": _relation_table(found),
        "integrasi": _mention_table(found),
    }
    if wanted := request.GET.get("unduh"):
        return _csv(subject, key, as_of.isoformat(), wanted, tables)
    return render(request, "pages/diagnostics.html", context | _page(found, tables, as_of))


def _subject(request: HttpRequest, key: str) -> tuple[Subject, Region]:
    if _REGION_CODE.fullmatch(key):
        region = access.region_for(request.user, key)
        return region, region
    account = access.account_for(request.user, key)
    return account, account.region


def _breadcrumb(request: HttpRequest, subject: Subject, region: Region) -> list[dict[str, str]]:
    title = (_("Diagnostik"), "")
    if isinstance(subject, Region):
        return breadcrumb(request.user, region, title)
    account = (account_words(subject), reverse("account", args=[subject.public_id]))
    return breadcrumb(request.user, region, account, title)


def _page(found: Diagnosis, tables: dict[str, tuple[list[str], list[tuple[str, ...]]]], as_of: Any) -> Row:
    columns, rows = tables["hubungan"]
    summary_columns, summary = tables["ringkasan"]
    known = [relations for _month, relations in found.months if relations is not None]
    has_relations = any(any(relations) for relations in known)
    return {
        "data_until": as_of,
        "period": period_words(as_of),
        "summary_columns": summary_columns,
        "summary": summary,
        "relations": _figure(found) if has_relations else None,
        "relation_columns": columns,
        "relation_rows": rows,
        "window": [(words, count(n)) for words, n in zip(columns[1:], found.relations, strict=True)],
        "mention_columns": tables["integrasi"][0],
        "mentions": tables["integrasi"][1],
        "neighbours": len(found.neighbours),
        "matrix": _matrix(found),
    }


def _figure(found: Diagnosis) -> Row:
    rows = [MonthRelations(month, *(relations or (None,) * 4)) for month, relations in found.months]
    return relations_per_month(rows, gettext)


# --- tables --------------------------------------------------------------------------------------


def _relation_table(found: Diagnosis) -> tuple[list[str], list[tuple[str, ...]]]:
    columns = [
        _("Bulan"),
        _("G2C: kepada warga"),
        _("C2G: dari warga"),
        _("G2G: kepada instansi"),
        _("penerima tidak diketahui"),
    ]
    rows = [
        (date_format(month, "F Y"), *map(count, relations or [None] * len(Relations._fields)))
        for month, relations in found.months
    ]
    return columns, rows


def _mention_table(found: Diagnosis) -> tuple[list[str], list[tuple[str, ...]]]:
    columns = [_("Akun"), _("Menyebut atau membalas"), _("Pesan"), _("Hari")]
    rows = [
        (account_words(one.source), account_words(one.target), count(one.messages), count(one.days))
        for one in found.mentions
    ]
    return columns, rows


def _matrix(found: Diagnosis) -> Row | None:
    """Who mentions whom as a square table, where it is small enough to be read."""
    if not 2 <= len(found.neighbours) <= 12:
        return None
    cells = {(one.source.pk, one.target.pk): one for one in found.mentions}
    return {
        "columns": found.neighbours,
        "rows": [
            (source, [_cell(source, target, cells) for target in found.neighbours])
            for source in found.neighbours
        ],
    }


def _cell(source: OfficialAccount, target: OfficialAccount, cells: dict[tuple[int, int], Any]) -> str:
    if source == target:
        return "·"
    one = cells.get((source.pk, target.pk))
    return count(one.messages if one else 0)


def _summary(
    found: Diagnosis, speed: Value | None, conduct: Conduct
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Diagnostic, definition, value, n or the reason that there is none."""
    makers: dict[str, Callable[[], tuple[str, str]]] = {
        "interaction_openness": lambda: _openness(conduct),
        "periodic_series_rate": lambda: _digests(found),
        "correction_transparency": lambda: (
            "",
            _("Belum ada yang mencatat unggahan yang keliru dan koreksinya."),
        ),
        "following_follower_ratio": lambda: _reach(found),
        "reply_concentration": lambda: _concentration(found),
        "hashtag_use": lambda: _hashtags(found),
        "relation_mix": lambda: _relation_value(found.relations),
        "rmst72": lambda: _waited(speed),
    }
    columns = [_("Diagnostik"), _("Definisi"), _("Nilai"), _("Dasar atau sebab")]
    rows = [(say(one.name), say(one.formula), *makers[one.id]()) for one in DIAGNOSTICS if one.id in makers]
    return columns, [*rows, _participation(found)]


def _openness(conduct: Conduct) -> tuple[str, str]:
    if conduct.is_blocked:
        return percent(conduct.openness), _("Komentar ditutup atau pengumpulan data diblokir.")
    if conduct.openness is None:
        return "", _("Belum ada yang memeriksa apakah komentar dibuka.")
    return percent(conduct.openness), _("dari pemeriksaan komentar dalam masa ini")


def _digests(found: Diagnosis) -> tuple[str, str]:
    if not found.posts.is_covered:
        return "", _("Unggahan terekam kurang dari 80 % hari.")
    weeks = len({day.isocalendar()[:2] for day in found.posts.observed_days})
    rate = periodic_series_rate(found.posts.digest_days, found.posts.observed_days)
    basis = _("n = %(n)s pekan teramati; dikenali dari sebutannya (“sepekan”, “rangkuman mingguan”)")
    return percent(rate), basis % {"n": count(weeks)}


def _hashtags(found: Diagnosis) -> tuple[str, str]:
    n = len(found.posts.hashtags)
    if not found.posts.is_covered:
        return "", _("Unggahan terekam kurang dari 80 % hari.")
    if n < MIN_POSTS:
        return "", _("Baru %(n)s unggahan asli; perlu %(needed)s.") % {"n": n, "needed": MIN_POSTS}
    per_hundred, top = hashtag_use(found.posts.hashtags)
    value = _("%(per_hundred)s per 100 unggahan; tagar teratas pada %(top)s")
    said = {"per_hundred": decimal(per_hundred), "top": percent(top)}
    return value % said, _("n = %(n)s unggahan asli") % {"n": count(n)}


def _concentration(found: Diagnosis) -> tuple[str, str]:
    replies = found.replies_of_citizens
    total = sum(replies)
    if total < MIN_REPLIES:
        return "", _("Baru %(n)s balasan kepada warga; perlu %(needed)s.") % {
            "n": total,
            "needed": MIN_REPLIES,
        }
    value = _("Gini %(gini)s; empat teratas %(top)s; Herfindahl %(herfindahl)s") % {
        "gini": decimal(gini(replies), 2),
        "top": percent(top_share(replies, total)),
        "herfindahl": decimal(herfindahl(replies, total), 3),
    }
    basis = _("n = %(replies)s balasan kepada %(people)s penulis")
    return value, basis % {"replies": count(total), "people": count(len(replies))}


def _reach(found: Diagnosis) -> tuple[str, str]:
    told = [one for one in found.reach if ratio(one.following, one.followers) is not None]
    if not told:
        return "", _("Belum ada potret profil 90 hari ini yang menyebut pengikut dan yang diikuti.")
    values = [
        f"{account_words(one.account)} {decimal(ratio(one.following, one.followers), 3)}" for one in told
    ]
    days = sorted(one.taken_on for one in told)
    period = "–".join(dict.fromkeys(day_words(day) for day in (days[0], days[-1])))
    return "; ".join(values), _("n = %(n)s akun; potret %(days)s") % {"n": count(len(told)), "days": period}


def _relation_value(relations: Relations) -> tuple[str, str]:
    if not any(relations):
        return "", _("Tidak ada pesan yang terekam dalam masa ini.")
    value = f"G2C {count(relations.to_citizens)}; C2G {count(relations.from_citizens)}; "
    value += f"G2G {count(relations.to_governments)}"
    basis = _(
        "%(unknown)s pesan resmi lain penerimanya tidak diketahui; usaha dan organisasi nirlaba tidak dikenali dari "
        "akunnya, jadi G2B, B2G, G2N, dan N2G tidak teramati"
    )
    return value, basis % {"unknown": count(relations.unknown)}


def _waited(speed: Value | None) -> tuple[str, str]:
    waited = speed.detail.get("rmst72") if speed is not None else None
    if speed is None or waited is None:
        return "", reason_words(speed)[0] or _("Belum ada aduan yang teramati cukup lama.")
    return hours(waited), _("n = %(n)s aduan") % {"n": count(speed.n)}


def _participation(found: Diagnosis) -> tuple[str, ...]:
    name, formula = (
        _("Partisipasi per penduduk (konteks)"),
        _("warga berbeda yang membuka percakapan / 10.000 penduduk"),
    )
    if not found.population:
        return name, formula, "", _("Jumlah penduduk wilayah ini belum diketahui.")
    value = decimal(10_000 * found.participants / found.population, 2)
    said = {"n": count(found.participants), "people": count(found.population)}
    basis = _("n = %(n)s penulis; %(people)s penduduk") % said
    return name, formula, value, basis + (f" ({found.population_year})" if found.population_year else "")


# --- the tables as files -------------------------------------------------------------------------


def _csv(
    subject: Subject,
    key: str,
    day: str,
    wanted: str,
    tables: dict[str, tuple[list[str], list[tuple[str, ...]]]],
) -> HttpResponseBase:
    if wanted not in tables:
        raise Http404
    columns, rows = tables[wanted]
    record_event(
        AuditAction.EXPORTED, subject=subject, new={"list": "diagnostics", "table": wanted, "rows": len(rows)}
    )
    return csv_download(f"diagnostik-{wanted}-{key}-{day}.csv", columns, rows)
