"""What official accounts post about and what citizens complain about: words, problems, topics, service and ceremony."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.models import OfficialAccount, Region
from accounts_app.permissions import Permission
from analytics_app.figures.heat import share_heat_map
from analytics_app.figures.mix import MOST_LAYERS, MonthMix, stacked_shares
from analytics_app.formats import count, percent
from analytics_app.indicators.content import Function
from analytics_app.labels import PLATFORMS
from analytics_app.periods import zone_of
from analytics_app.scoring.crosstab import Cell, CellState, Column, crosstab
from analytics_app.scoring.suppression import THRESHOLD
from analytics_app.selectors.linked_cases import linked_cases
from analytics_app.selectors.text_analytics import (
    PostMonth,
    Span,
    Words,
    list_accounts,
    list_months,
    observed_months,
    posts_by_month,
    problem_counts,
    words_of_citizens,
    words_of_posts,
)
from analytics_app.selectors.values import Subject
from analytics_app.text.classify import CLASSES, Task
from analytics_app.text.frequencies import Frequency
from analytics_app.text.taxonomy.problems import NOT_STATED
from analytics_app.views.kept_page import kept_page
from analytics_app.views.label_words import class_name
from analytics_app.views.subject import breadcrumb
from analytics_app.views.wording import account_words

PARAMETERS = ("dari", "sampai", "platform", "wilayah", "kolom")
MOST_MONTHS = 36
USUAL_MONTHS = 12
LINKED_SHOWN = 25
WORDS_SHOWN = 20
_REGION_CODE = re.compile(r"\d\d(\.\d\d)?")
_MONTH = re.compile(r"\d{4}-\d{2}")
NO_LABEL = ""


@require_safe
@access.staff_page
def analytics(request: HttpRequest, key: str) -> HttpResponseBase:
    """A region's or an account's words, problems and topics in chosen months; ``?unduh=csv`` the table of problems."""
    subject = _subject(request, key)
    if request.GET.get("unduh") == "csv":
        return _csv(request, subject, key)
    reader = request.user
    return kept_page(
        request, "pages/analytics.html", PARAMETERS, lambda address: _context(address, subject, reader)
    )


def _subject(request: HttpRequest, key: str) -> Subject:
    if _REGION_CODE.fullmatch(key):
        return access.region_for(request.user, key)
    return access.account_for(request.user, key)


# --- what is asked for ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the address asks for, and what could be asked for."""

    span: Span | None
    months: Sequence[date]
    platform: str
    platforms: Sequence[str]
    with_below: bool
    can_go_below: bool
    columns: str
    hides_small: bool


def _choose(request: HttpRequest, subject: Subject, reader: access.Visitor) -> _Choice:
    region = subject if isinstance(subject, Region) else subject.region
    can_go_below = isinstance(subject, Region) and region.is_province
    with_below = can_go_below and request.GET.get("wilayah") == "bawahan"
    below = access.regions_visible_to(reader).filter(parent=region) if with_below else None
    accounts = list_accounts(subject, below)
    platforms = sorted({account.platform for account in accounts})
    platform = request.GET.get("platform", "")
    if platform and platform not in PLATFORMS:
        raise Http404
    if platform:
        accounts = [account for account in accounts if account.platform == platform]
    months = list_months(accounts)
    columns = request.GET.get("kolom", "bulan")
    if columns not in COLUMNS:
        raise Http404
    return _Choice(
        span=_span(request, accounts, months, region),
        months=months,
        platform=platform,
        platforms=platforms,
        with_below=with_below,
        can_go_below=can_go_below,
        columns=columns,
        hides_small=not _reads_all(reader, subject, accounts),
    )


def _reads_all(reader: access.Visitor, subject: Subject, accounts: Sequence[OfficialAccount]) -> bool:
    """Whether the reader may read the conversations anyway; then small counts tell nothing new."""
    places = {account.region for account in accounts} if isinstance(subject, Region) else {subject}
    return all(access.may(reader, Permission.READ_CONVERSATIONS, place) for place in places)


def _span(
    request: HttpRequest, accounts: Sequence[OfficialAccount], months: Sequence[date], region: Region
) -> Span | None:
    if not months:
        return None
    last = _month(request, "sampai") or months[-1]
    first = _month(request, "dari") or max(months[0], _months_before(last, USUAL_MONTHS - 1))
    if first > last or _months_before(last, MOST_MONTHS - 1) > first:
        raise Http404
    return Span(tuple(accounts), first, last, zone_of(region.zone))


def _month(request: HttpRequest, name: str) -> date | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not _MONTH.fullmatch(given):
        raise Http404
    try:
        return date.fromisoformat(f"{given}-01")
    except ValueError as error:
        raise Http404 from error


def _months_before(month: date, n: int) -> date:
    years, place = divmod(month.year * 12 + month.month - 1 - n, 12)
    return date(max(years, 1), place + 1, 1)


# --- the page ------------------------------------------------------------------------------------


def _context(request: HttpRequest, subject: Subject, reader: access.Visitor) -> dict[str, Any]:
    choice = _choose(request, subject, reader)
    context = _frame(subject, choice, reader)
    if choice.span is None:
        return context
    table, posts = _problems(choice), posts_by_month(choice.span)
    posted = observed_months(choice.span, "posts")
    seen = {month for _account, month in posted}
    return context | {
        "posts_words": _words(words_of_posts(choice.span), hides_small=False),
        "citizens_words": _words(words_of_citizens(choice.span), hides_small=True),
        "problems": table,
        "problems_heat": _heat(table),
        "functions": _mix(posts, seen, lambda month: month.functions, Task.FUNCTION, tuple(Function)),
        "topics": _mix(posts, seen, lambda month: month.topics, Task.TOPIC, ()),
        "repeats": sum(month.repeats for month in posts),
        "posts": sum(month.n for month in posts),
        "linked": _linked(subject, choice.span, reader),
        "sentence": _sentence(posts),
        "csv_query": _csv_query(request),
    }


def _linked(subject: Subject, span: Span, reader: access.Visitor) -> dict[str, Any] | None:
    """Cases that went from private to public, for the readers of the account's conversations; None for others."""
    if not isinstance(subject, OfficialAccount) or not access.may(
        reader, Permission.READ_CONVERSATIONS, subject
    ):
        return None
    found = linked_cases(subject, span.period)
    return {
        "n": len(found.pairs),
        "threads": found.threads,
        "cases": found.cases,
        "rows": [
            {
                "private_url": reverse("thread", args=[private.public_id]),
                "public_url": reverse("thread", args=[public.public_id]),
                "private_at": localtime(private.opened_at, span.zone),
                "public_at": localtime(public.opened_at, span.zone),
                "is_answered": public.first_response_at is not None,
            }
            for private, public in found.pairs[:LINKED_SHOWN]
        ],
    }


def _frame(subject: Subject, choice: _Choice, reader: access.Visitor) -> dict[str, Any]:
    region = subject if isinstance(subject, Region) else subject.region
    trail = (
        ()
        if isinstance(subject, Region)
        else ((account_words(subject), reverse("account", args=[subject.public_id])),)
    )
    first = choice.span.first if choice.span else None
    last = choice.span.last if choice.span else None
    return {
        "subject_name": str(subject) if not isinstance(subject, Region) else subject.name,
        "breadcrumb": breadcrumb(reader, region, *trail, (_("Isi pesan"), "")),
        "has_data": choice.span is not None,
        "from_choices": [_month_choice(month, month == first) for month in choice.months],
        "until_choices": [_month_choice(month, month == last) for month in choice.months],
        "platform_choices": [
            {"value": one, "words": PLATFORMS[one], "is_chosen": one == choice.platform}
            for one in choice.platforms
        ],
        "columns_choices": [
            {"value": name, "words": words, "is_chosen": name == choice.columns}
            for name, words in _column_choices(choice)
        ],
        "can_go_below": choice.can_go_below,
        "with_below": choice.with_below,
        "hides_small": choice.hides_small,
        "threshold": THRESHOLD,
        "months_words": f"{date_format(first, 'F Y')} – {date_format(last, 'F Y')}" if first and last else "",
    }


def _month_choice(month: date, is_chosen: bool) -> dict[str, Any]:
    return {"value": f"{month:%Y-%m}", "words": date_format(month, "F Y"), "is_chosen": is_chosen}


def _sentence(posts: Sequence[PostMonth]) -> str:
    """What the official posts were for, in one sentence."""
    labelled = Counter[str]()
    for month in posts:
        labelled.update({id: n for id, n in month.functions.items() if id != NO_LABEL})
    total = labelled.total()
    if not total:
        return _("Belum ada unggahan berlabel dalam bulan-bulan ini.")
    words = _(
        "Dari %(n)s unggahan yang berlabel, %(service)s tentang layanan dan %(ceremony)s seremonial atau pencitraan."
    )
    return words % {
        "n": count(total),
        "service": percent(labelled[Function.SERVICE] / total),
        "ceremony": percent(labelled[Function.PERSONA] / total),
    }


# --- words ---------------------------------------------------------------------------------------


def _words(words: Words, *, hides_small: bool) -> dict[str, Any]:
    """The most frequent words and hashtags; of citizens' only those that ten people or more wrote."""
    return {
        "texts": words.found.texts,
        "stored": words.stored,
        "gone": words.gone,
        "is_sample": words.is_sample,
        "service_share": words.found.service_share,
        "content_words": words.found.content_words,
        "service_words": words.found.service_words,
        "words": _shown(words.found.words, hides_small),
        "hashtags": _shown(words.found.hashtags, hides_small),
    }


def _shown(found: Sequence[Frequency], hides_small: bool) -> list[Frequency]:
    kept = [one for one in found if not hides_small or one.writers >= THRESHOLD]
    return kept[:WORDS_SHOWN]


# --- problems ------------------------------------------------------------------------------------

COLUMNS = ("bulan", "platform", "wilayah")
_ROWS: tuple[str | None, ...] = (*(name for name in CLASSES[Task.PROBLEM] if name != NOT_STATED), None)


def _column_choices(choice: _Choice) -> list[tuple[str, str]]:
    offered = [("bulan", _("bulan")), ("platform", _("platform"))]
    return [*offered, ("wilayah", _("wilayah"))] if choice.with_below else offered


def _problems(choice: _Choice) -> dict[str, Any]:
    """The table problem × months, platforms or regions: the same cells for the page, the chart and the file."""
    span = choice.span
    assert span is not None
    names = _columns(choice, span)
    place = {account.pk: account for account in span.accounts}
    counts: Counter[tuple[Any, Any]] = Counter()
    for one in problem_counts(span):
        counts[one.problem, _column_of(choice.columns, place[one.account_id], one.month)] += one.n
    known = {
        _column_of(choice.columns, place[account], month)
        for account, month in observed_months(span, "citizens")
    }
    columns = crosstab(counts, _ROWS, list(names), known, hides_small=choice.hides_small)
    rows = [_problem_name(row) for row in _ROWS]
    return {"columns": list(names.values()), "rows": _rows(rows, columns), "names": rows, "cells": columns}


def _columns(choice: _Choice, span: Span) -> dict[Any, str]:
    if choice.columns == "platform":
        return {one: str(PLATFORMS[one]) for one in sorted({account.platform for account in span.accounts})}
    if choice.columns == "wilayah":
        return {
            region.pk: region.name
            for region in sorted({account.region for account in span.accounts}, key=lambda one: one.code)
        }
    return {month: date_format(month, "M Y") for month in span.months()}


def _column_of(columns: str, account: OfficialAccount, month: date) -> Any:
    return {"platform": account.platform, "wilayah": account.region_id}.get(columns, month)


def _problem_name(problem: str | None) -> str:
    return _("tanpa masalah yang dikenali") if problem is None else class_name(Task.PROBLEM, problem)


def _rows(names: Sequence[str], columns: Sequence[Column]) -> list[dict[str, Any]]:
    lines = [
        {"name": name, "cells": [_cell(column.cells[place]) for column in columns], "is_total": False}
        for place, name in enumerate(names)
    ]
    total = {"name": _("semua aduan"), "cells": [_cell(column.total) for column in columns], "is_total": True}
    return [*lines, total]


def _cell(cell: Cell) -> dict[str, Any]:
    words = {CellState.HIDDEN: _("disembunyikan"), CellState.UNKNOWN: _("tidak diketahui")}
    if cell.state is CellState.SHOWN:
        return {
            "n": count(cell.n),
            "share": percent(cell.share),
            "state": "shown",
            "raw": cell.n,
            "part": cell.share,
        }
    return {
        "n": words[cell.state],
        "share": "",
        "state": cell.state.value,
        "raw": words[cell.state],
        "part": "",
    }


def _heat(table: Mapping[str, Any]) -> dict[str, Any] | None:
    """The named problems as colours; what no problem was recognised in would outshine them all."""
    columns: Sequence[Column] = table["cells"]
    named = [place for place, row in enumerate(_ROWS) if row is not None]
    if not any(column.cells[row].share is not None for column in columns for row in named):
        return None
    shares = [[column.cells[row].share for column in columns] for row in named]
    return {
        "figure": share_heat_map([table["names"][row] for row in named], table["columns"], shares),
        "rows": [
            (
                table["rows"][row]["name"],
                *(cell["share"] or cell["n"] for cell in table["rows"][row]["cells"]),
            )
            for row in named
        ],
        "columns": [_("Masalah"), *table["columns"]],
    }


def _csv_query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["unduh"] = "csv"
    return query.urlencode()


def _csv(request: HttpRequest, subject: Subject, key: str) -> HttpResponseBase:
    choice = _choose(request, subject, request.user)
    if choice.span is None:
        raise Http404
    table = _problems(choice)
    record_event(
        AuditAction.EXPORTED,
        subject=subject,
        new={
            "list": "problems",
            "columns": choice.columns,
            "from": choice.span.first,
            "until": choice.span.last,
        },
    )
    header = [_("Masalah")]
    for name in table["columns"]:
        header += [name, _("%(column)s, bagian") % {"column": name}]
    return csv_download(
        f"masalah-{key}-{choice.span.first:%Y-%m}-{choice.span.last:%Y-%m}.csv", header, _lines(table)
    )


def _lines(table: Mapping[str, Any]) -> Iterator[list[Any]]:
    for row in table["rows"]:
        line: list[Any] = [row["name"]]
        for cell in row["cells"]:
            line += [cell["raw"], "" if cell["part"] in ("", None) else round(cell["part"], 4)]
        yield line


# --- what posts are for --------------------------------------------------------------------------


def _mix(
    months: Sequence[PostMonth],
    observed: set[date],
    pick: Callable[[PostMonth], Mapping[str, int]],
    task: Task,
    order: Sequence[str],
) -> dict[str, Any] | None:
    """Shares of the classes by month, unlabelled posts as a layer of their own; unknown months are gaps."""
    total: Counter[str] = Counter()
    for month in months:
        total.update(pick(month))
    if not total:
        return None
    ranked = order or [id for id, _n in total.most_common() if id != NO_LABEL]
    shown = list(ranked[: MOST_LAYERS - 2])
    layers = [(id, class_name(task, id)) for id in shown]
    if any(id not in shown and id != NO_LABEL for id in total):
        layers.append((REST, _("lainnya")))
    layers.append((NO_LABEL, _("tanpa label")))
    rows = [_month_mix(month, pick(month), shown, month.start in observed) for month in months]
    table = [
        (
            date_format(row.start, "F Y"),
            *(
                f"{percent(row.counts[id] / row.n)} ({count(row.counts[id])})" if row.n else "–"
                for id, _w in layers
            ),
            count(row.n),
        )
        for row in rows
    ]
    return {
        "figure": stacked_shares(rows, layers, _),
        "rows": table,
        "columns": [_("Bulan"), *(words for _id, words in layers), _("Unggahan")],
    }


REST = "-rest"


def _month_mix(month: PostMonth, counts: Mapping[str, int], shown: Sequence[str], is_known: bool) -> MonthMix:
    kept = {id: counts.get(id, 0) for id in (*shown, NO_LABEL)}
    kept[REST] = sum(n for id, n in counts.items() if id not in kept)
    return MonthMix(month.start, month.n if month.n or is_known else None, kept)
