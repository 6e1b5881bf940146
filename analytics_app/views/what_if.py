""" "Apa yang menaikkan skor?": the citizens who still wait, and what answering them would change."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts_app import access
from accounts_app.models import OfficialAccount, Region
from accounts_app.permissions import Permission
from analytics_app.choices import ScoreStatus, Status
from analytics_app.formats import count, decimal, percent
from analytics_app.indicators.registry import BY_ID
from analytics_app.periods import zone_of
from analytics_app.records import IndicatorResult
from analytics_app.scoring.aggregate import MIN_WEIGHT, DimensionScore
from analytics_app.scoring.prospects import NoGain, Step, ThreadEffect, steps_to
from analytics_app.scoring.what_if import MOVING, Standing
from analytics_app.selectors.evidence import ThreadRow, openings
from analytics_app.selectors.subject_page import pool_of
from analytics_app.selectors.values import SOCIAL, Subject, list_dates
from analytics_app.selectors.what_if import (
    WhatIf,
    accounts_of,
    deadlines,
    load_what_if,
    region_accounts,
)
from analytics_app.views.subject import breadcrumb, evidence_url, may_see_some_threads
from analytics_app.views.wording import (
    DIMENSIONS,
    account_words,
    definition_unit,
    intent_words,
    reason_words,
    say,
    text_words,
)

LISTED = 500
EXCERPT = 140
AT_DATA_END = "akhir-data"
_REGION_CODE = re.compile(r"\d\d(\.\d\d)?")
_NO_GAIN = {
    NoGain.TOO_LATE: gettext_lazy("lewat 72 jam"),
    NoGain.NOT_SCORED: gettext_lazy("belum bernilai"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff_page
def what_if(request: HttpRequest, key: str) -> HttpResponse:
    """The page; a POST only chooses threads, ``?teratas=`` the first so many, and nothing is ever written."""
    subject, region = _subject(request, key)
    dates = list_dates(subject)
    context: dict[str, Any] = {
        "subject_name": subject.name if isinstance(subject, Region) else str(subject),
        "breadcrumb": _breadcrumb(request, subject, region),
        "zone": region.get_zone_display(),
    }
    if not dates:
        return render(request, "pages/what_if.html", context)
    asked = request.POST if request.method == "POST" else request.GET
    at_end = asked.get("saat") == AT_DATA_END
    pool = SOCIAL if isinstance(subject, Region) else pool_of(subject)
    world = load_what_if(subject, pool, dates[0], None if at_end else timezone.now())
    effects = _visible(request, world)
    chosen = _chosen(request, world, effects)
    context |= _answer(world, effects, chosen, zone_of(region.zone))
    context |= {
        "data_until": dates[0],
        "at_end": at_end,
        "indicators": _indicator_rows(world, chosen, subject, pool),
        "threads": _thread_rows(request, subject, world, effects[:LISTED], chosen),
        "not_listed": max(0, len(effects) - LISTED),
        "links": _links(effects, at_end),
    }
    return render(request, "pages/what_if.html", context)


def _subject(request: HttpRequest, key: str) -> tuple[Subject, Region]:
    if _REGION_CODE.fullmatch(key):
        region = access.region_for(request.user, key)
        if not may_see_some_threads(request.user, region, region_accounts(region)):
            raise Http404
        return region, region
    account = access.account_for(request.user, key)
    if not may_see_some_threads(request.user, account):
        raise Http404
    return account, account.region


def _breadcrumb(request: HttpRequest, subject: Subject, region: Region) -> list[dict[str, str]]:
    title = (_("Apa yang menaikkan skor?"), "")
    if isinstance(subject, Region):
        return breadcrumb(request.user, region, title)
    account = (account_words(subject), reverse("account", args=[subject.public_id]))
    return breadcrumb(request.user, region, account, title)


def _visible(request: HttpRequest, world: WhatIf) -> list[ThreadEffect]:
    """The waiting threads, in order of effect, of accounts whose threads the reader may see."""
    allowed = {
        account.pk
        for account in world.threads.kept
        if access.may(request.user, Permission.READ_EVIDENCE, account)
    }
    waiting = world.waiting
    return [
        one
        for one in world.prospects.effects()
        if one.thread_id in waiting and waiting[one.thread_id].account_id in allowed
    ]


def _chosen(request: HttpRequest, world: WhatIf, effects: list[ThreadEffect]) -> list[int]:
    """The threads asked about, in order of effect; unasked those that gain anything."""
    if request.method == "POST":
        wanted = set(request.POST.getlist("utas"))
        ids = {row.pk for row in world.waiting.values() if row.public_id in wanted}
        return [one.thread_id for one in effects if one.thread_id in ids]
    first = request.GET.get("teratas", "")
    if first.isascii() and first.isdigit() and len(first) < 7:
        return [one.thread_id for one in effects[: int(first)]]
    return [one.thread_id for one in effects if round(one.gain, 9) > 0]


def _links(effects: list[ThreadEffect], at_end: bool) -> list[dict[str, Any]]:
    """Ready choices: the first five, ten, twenty, all."""
    moment = {"saat": AT_DATA_END} if at_end else {}
    return [
        {"words": count(k), "url": f"?{urlencode({**moment, 'teratas': k})}"}
        for k in (5, 10, 20, 50, len(effects))
        if k <= len(effects)
    ]


# --- the answer in words and in steps ------------------------------------------------------------


def _answer(world: WhatIf, effects: list[ThreadEffect], chosen: list[int], zone: ZoneInfo) -> dict[str, Any]:
    prospects = world.prospects
    before, after = prospects.before, prospects.after(chosen)
    steps = [prospects.after(chosen[:k]) for k in steps_to(len(chosen))]
    late = [one for one in effects if one.why_none is NoGain.TOO_LATE]
    dimension = prospects.standing().dimension
    return {
        "sentence": _sentence(before, after, len(effects), prospects.by_dimension),
        "why_no_score": "" if prospects.by_dimension else _why_no_score(dimension),
        "measure": _measure(prospects.by_dimension),
        "waiting": len(effects),
        "late": len(late),
        "at": localtime(world.at, zone),
        "steps": [_step_row(step, before) for step in (before, *steps)],
        "by_dimension": prospects.by_dimension,
    }


def _measure(by_dimension: bool) -> str:
    if by_dimension:
        return str(DIMENSIONS[BY_ID["response_rate"].dimension])
    return _("Rata-rata berbobot indikator jawaban")


def _sentence(before: Step, after: Step, waiting: int, by_dimension: bool) -> str:
    if not waiting:
        return _("Tidak ada aduan yang menunggu jawaban.")
    said = {"k": count(after.answered), "n": count(waiting), "what": _measure(by_dimension).lower()}
    if before.worth is None or after.worth is None:
        return ngettext(
            "%(n)s aduan menunggu; belum ada skor yang dapat dinaikkan.",
            "%(n)s aduan menunggu; belum ada skor yang dapat dinaikkan.",
            waiting,
        ) % {"n": count(waiting)}
    if not after.answered or round(after.worth - before.worth, 6) == 0:
        return _("Menjawab %(k)s dari %(n)s aduan yang menunggu tidak mengubah %(what)s.") % said
    said["before"], said["after"] = _two(before.worth, after.worth)
    if after.worth < before.worth:
        return (
            _(
                "Menjawab %(k)s dari %(n)s aduan yang menunggu mengubah %(what)s dari %(before)s menjadi %(after)s: "
                "dengan jawaban itu sebuah indikator yang rendah menjadi bernilai."
            )
            % said
        )
    words = _(
        "Menjawab %(k)s dari %(n)s aduan yang menunggu menaikkan %(what)s dari %(before)s menjadi %(after)s."
    )
    return words % said


def _two(before: float, after: float) -> tuple[str, str]:
    """Both with as many decimals as it takes to tell them apart, at most four."""
    for places in (1, 2, 3, 4):
        texts = decimal(before, places), decimal(after, places)
        if texts[0] != texts[1]:
            break
    return texts


def _why_no_score(dimension: DimensionScore) -> str:
    if dimension.status is ScoreStatus.LOW_COVERAGE:
        words = _(
            "Mutu interaksi layanan belum bernilai: indikator yang bernilai baru memegang %(share)s bobotnya, "
            "perlu %(needed)s. Karena itu yang dihitung pengaruh pada indikatornya sendiri, menurut bobotnya."
        )
        return words % {"share": percent(dimension.coverage), "needed": percent(MIN_WEIGHT)}
    if dimension.status is ScoreStatus.CLOSED:
        return _("Mutu interaksi layanan bernilai 0 karena komentar ditutup; jawaban tidak mengubahnya.")
    return _(
        "Mutu interaksi layanan belum bernilai: peluang dijawab dan lama menunggu belum bernilai. Karena itu yang "
        "dihitung pengaruh pada indikatornya sendiri, menurut bobotnya."
    )


def _step_row(step: Step, before: Step) -> dict[str, Any]:
    gain = None if step.worth is None or before.worth is None else step.worth - before.worth
    return {
        "k": step.answered,
        "worth": step.worth,
        "gain": gain,
        "scores": [step.scores.get(i) for i in MOVING],
    }


# --- the indicators ------------------------------------------------------------------------------


def _indicator_rows(world: WhatIf, chosen: list[int], subject: Subject, pool: str) -> list[dict[str, Any]]:
    """Each indicator that answers move: as stored, unanswered until then, and with the chosen ones answered."""
    before, after = world.prospects.standing(), world.prospects.standing(chosen)
    names = [name for name in MOVING if name in world.stored]
    return [
        _indicator_row(name, world, before, after, evidence_url(subject, name, world.as_of, pool))
        for name in names
    ]


def _indicator_row(name: str, world: WhatIf, before: Standing, after: Standing, url: str) -> dict[str, Any]:
    definition, stored = BY_ID[name], world.stored[name]
    return {
        "name": say(definition.name),
        "url": url,
        "unit": definition_unit(definition),
        "stored": stored.x if stored.status == Status.SCORED else None,
        "reason": reason_words(stored)[0] if stored.status != Status.SCORED else "",
        "before": _shown(before.results[name]),
        "after": _shown(after.results[name]),
    }


def _shown(result: IndicatorResult) -> dict[str, float | None]:
    is_scored = result.status is Status.SCORED
    return {"x": result.x if is_scored else None, "score": result.score if is_scored else None}


# --- the threads ---------------------------------------------------------------------------------


def _thread_rows(
    request: HttpRequest, subject: Subject, world: WhatIf, effects: list[ThreadEffect], chosen: list[int]
) -> list[dict[str, Any]]:
    waiting, accounts = world.waiting, accounts_of(world.threads)
    rows = [waiting[one.thread_id] for one in effects]
    readable = {
        pk
        for pk, account in accounts.items()
        if access.may(request.user, Permission.READ_CONVERSATIONS, account)
    }
    texts = openings([row for row in rows if row.account_id in readable]) if readable else {}
    due, ids = deadlines(subject, rows), set(chosen)
    return [
        {
            **_thread_row(row, one, accounts[row.account_id], due.get(row.pk), world.at),
            "may_read": row.account_id in readable,
            "is_chosen": row.pk in ids,
            "excerpt": text_words(*texts.get(row.opened_message_id, ("", None)))[:EXCERPT],
        }
        for row, one in zip(rows, effects, strict=True)
    ]


def _thread_row(
    row: ThreadRow, effect: ThreadEffect, account: OfficialAccount, due: datetime | None, at: datetime
) -> dict[str, Any]:
    zone = zone_of(account.region.zone)
    return {
        "row": row,
        "account": account,
        "opened_at": localtime(row.opened_at, zone),
        "intent": intent_words(row.intent),
        "waited_hours": effect.waited_hours,
        "gain": effect.gain,
        "why_none": _NO_GAIN[effect.why_none] if effect.why_none else "",
        "due_at": localtime(due, zone) if due else None,
        "in_time": due is not None and at <= due,
    }
