"""One thread with its messages, masked; only for those who may read what citizens wrote."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.models import OfficialAccount
from accounts_app.permissions import Permission
from analytics_app.choices import AuthorRole, Status
from analytics_app.formats import hours
from analytics_app.indicators.registry import BY_ID
from analytics_app.models import Thread
from analytics_app.periods import zone_of
from analytics_app.selectors.conversation import find_thread, list_lines
from analytics_app.selectors.linked_cases import linked_threads
from analytics_app.selectors.message_labels import intents_of_threads, is_catching_up, label_states
from analytics_app.selectors.thread_evidence import RESPONSE_HOURS, Count, Part, list_counts_of
from analytics_app.text.personal_data import (
    CHILD_DATA,
    FINANCIAL_DATA,
    HEALTH_DATA,
    HOUSEHOLD_DATA,
    sensitive_groups,
)
from analytics_app.views.label_words import origin_words
from analytics_app.views.labels import label_rows, may_correct, opened
from analytics_app.views.subject import breadcrumb, evidence_url
from analytics_app.views.wording import (
    account_words,
    date_choice,
    definition_unit,
    disappeared_words,
    intent_words,
    reason_words,
    say,
    text_words,
    thread_gone_words,
)

_SENSITIVE = {
    CHILD_DATA: gettext_lazy("data anak"),
    HOUSEHOLD_DATA: gettext_lazy("data rumah tangga"),
    HEALTH_DATA: gettext_lazy("data kesehatan"),
    FINANCIAL_DATA: gettext_lazy("data keuangan"),
}
_PARTS = {
    Part.IN_TIME: gettext_lazy("dijawab dalam %(limit)s"),
    Part.LATE: gettext_lazy("dijawab, tetapi setelah %(limit)s"),
    Part.WAITING: gettext_lazy("belum dijawab sampai akhir pengamatan"),
    Part.NOT_OBSERVABLE: gettext_lazy("disisihkan: di luar rentang data"),
    Part.NEGATIVE: gettext_lazy("disisihkan: jawabannya tercatat sebelum aduannya"),
    Part.DROPPED: gettext_lazy("tidak ikut: akun ini di luar skor wilayah atau cakupannya di bawah 80 %%"),
    Part.CRITICAL_IN_TIME: gettext_lazy("kelompok kritis, dibalas dalam 72 jam"),
    Part.CRITICAL_UNANSWERED: gettext_lazy("kelompok kritis, tidak dibalas dalam 72 jam"),
    Part.OTHER_IN_TIME: gettext_lazy("kelompok lain, dibalas dalam 72 jam"),
    Part.OTHER_UNANSWERED: gettext_lazy("kelompok lain, tidak dibalas dalam 72 jam"),
    Part.NOT_MATURED: gettext_lazy("belum dihitung: teramati kurang dari 72 jam"),
    Part.DUE_MET: gettext_lazy("jatuh tempo di masa ini, dijawab tepat waktu"),
    Part.CITIZEN: gettext_lazy("penulisnya dihitung sebagai satu warga yang ikut serta"),
    Part.DUE_MISSED: gettext_lazy("jatuh tempo di masa ini, tidak dijawab tepat waktu"),
}


@require_safe
@access.staff_page
def thread(request: HttpRequest, public_id: str) -> HttpResponse:
    """A conversation between one citizen and one account; 404 for unknown and forbidden alike."""
    found = find_thread(public_id)
    if found is None or found.account is None:
        raise Http404
    account = found.account
    if not access.may(request.user, Permission.READ_CONVERSATIONS, account):
        raise Http404
    zone = zone_of(account.region.zone)
    answered = found.first_region_response_at
    waited = None if answered is None or answered < found.opened_at else answered - found.opened_at
    lines = list_lines(found)
    states = label_states({line.message_id: line.role is AuthorRole.OFFICIAL for line in lines})
    here, corrects = reverse("thread", args=[found.public_id]), may_correct(request.user, account)
    open_id, open_task = opened(request) if corrects else (0, "")
    context = {
        "thread": found,
        "account": account,
        "breadcrumb": breadcrumb(
            request.user,
            account.region,
            (account_words(account), reverse("account", args=[account.public_id])),
            (_("Percakapan"), ""),
        ),
        "intent": intent_words(found.intent),
        "intent_origin": origin_words(intents_of_threads({found.pk: found.intent}).get(found.pk)),
        "is_catching_up": is_catching_up(found),
        "linked": [
            {
                "url": reverse("thread", args=[one.thread.public_id]),
                "opened_at": localtime(one.thread.opened_at, zone),
                "is_private": one.is_private,
                "is_answered": one.thread.first_response_at is not None,
            }
            for one in linked_threads(found)
        ],
        "opened_at": localtime(found.opened_at, zone),
        "waited_hours": None if waited is None else waited.total_seconds() / 3600,
        "sees_identity": access.may(request.user, Permission.SEE_IDENTITY, account),
        "is_serving": access.is_serving(request.user, account),
        "is_negative": found.is_region_negative,
        "gone": thread_gone_words(found.gone, found.gone_at, zone),
        "zone": account.region.get_zone_display(),
        "counts": _counts(request, found, account),
        "lines": [
            {
                "line": line,
                "text": text_words(line.text, line.gone),
                "created_at": localtime(line.created_at, zone),
                "gone": disappeared_words(line, zone),
                "sensitive": [] if line.official else _sensitive_words(line.text),
                "labels": label_rows(
                    line.message_id,
                    states[line.message_id],
                    here,
                    is_open=open_task if open_id == line.message_id else "",
                    may_correct=may_correct(request.user, line.official) if line.official else corrects,
                ),
            }
            for line in lines
        ],
    }
    return render(request, "pages/thread.html", context)


def _counts(request: HttpRequest, found: Thread, account: OfficialAccount) -> list[dict[str, Any]]:
    """The figures that count this thread, each with a way to its evidence for whom may open it."""
    counts = list_counts_of(found, account)
    newest = max((one.as_of for one in counts), default=None)
    opens = {
        subject: access.may(request.user, Permission.READ_EVIDENCE, subject)
        for subject in (account, account.region)
    }
    return [
        {
            "period": date_choice(one.as_of, newest or one.as_of),
            "subject": str(one.subject) if one.subject == account else account.region.name,
            "indicator": say(BY_ID[one.indicator].name),
            "url": evidence_url(one.subject, one.indicator, one.as_of, one.pool)
            if opens[one.subject]
            else "",
            "part": _part_words(one),
            "hours": one.hours,
            "unit": definition_unit(BY_ID[one.indicator]),
            "x": one.value.x if one.value.status == Status.SCORED else None,
            "n": one.value.n,
            "reason": "" if one.value.status == Status.SCORED else reason_words(one.value)[0],
        }
        for one in counts
    ]


def _part_words(one: Count) -> str:
    return str(_PARTS[one.part]) % {"limit": hours(RESPONSE_HOURS.get(one.indicator), 0)}


def _sensitive_words(text: str) -> list[str]:
    """What data of persons the masked text tells beyond what was masked: “data anak”, “data kesehatan”."""
    return [str(_SENSITIVE[group]) for group in sorted(sensitive_groups(text))]
