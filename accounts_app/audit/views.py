"""The audit log for those who watch over the program, and an official account's history for its readers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts_app.access import account_for, may, page_for, staff_page
from accounts_app.audit import AuditSubject, labels, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.audit.forms import AuditFilterForm
from accounts_app.audit.log import as_row, history_of, list_events
from accounts_app.csv_download import csv_download
from accounts_app.models import AuditEvent, AuditSeal
from accounts_app.permissions import Permission

EVENTS_A_PAGE = 50
_COLUMNS = (
    "id", "at", "action", "actor", "actor_roles", "subject_kind", "subject_id", "subject", "region", "network",
    "old", "new",
)  # fmt: skip


@require_safe
@page_for(Permission.READ_LOG)
def audit_log(request: HttpRequest) -> HttpResponseBase:
    """Everything that was done, newest first; ``?unduh=csv`` the same list as a file."""
    form = AuditFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    events = list_events(
        request.user,
        actor=wanted.get("pelaku", ""),
        action=wanted.get("tindakan", ""),
        subject=wanted.get("objek", ""),
        first_day=wanted.get("dari"),
        last_day=wanted.get("sampai"),
    )
    if request.GET.get("unduh") == "csv":
        stated = {name: value for name, value in wanted.items() if value}
        record_event(AuditAction.EXPORTED, subject=AuditSubject("auditlog"), new={"filter": stated})
        return csv_download("jejak-audit.csv", _COLUMNS, _lines(events))
    page_obj = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_filtered": any(wanted.values()),
        "page_obj": page_obj,
        "rows": [event_words(event) for event in page_obj],
        "seal": AuditSeal.objects.last(),
        "is_administrator": may(request.user, Permission.ADMINISTER),
        "csv_query": _with(request, "unduh", "csv"),
    }
    return render(request, "accounts/audit_log.html", context)


@require_safe
@staff_page
def account_history(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """How an official account came to what it is."""
    account = account_for(request.user, public_id)
    page_obj = Paginator(history_of(account), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"account": account, "page_obj": page_obj, "rows": [event_words(event) for event in page_obj]}
    return render(request, "accounts/account_history.html", context)


def event_words(event: AuditEvent) -> dict[str, Any]:
    """An event in the reader's language."""
    return {
        "event": event,
        "action": labels.action_words(event.action),
        "roles": labels.role_words(event.actor_roles),
        "kind": labels.kind_words(event.subject_kind),
        "changes": labels.change_words(event.old, event.new),
    }


def _lines(events: Any) -> Iterator[list[Any]]:
    for event in events.iterator(chunk_size=1_000):
        row = as_row(event)
        yield [
            json.dumps(value, ensure_ascii=False)
            if isinstance(value, dict)
            else ""
            if value is None
            else value
            for value in (row[name] for name in _COLUMNS)
        ]


def _with(request: HttpRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query[name] = value
    return f"?{query.urlencode()}"
