"""Who the citizen of a conversation is: for those who serve, from the file as received, never without a trace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts_app import access
from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.permissions import Permission
from analytics_app.models import Thread
from analytics_app.selectors.conversation import find_thread, list_citizens_messages
from analytics_app.services.originals import find_originals
from analytics_app.text.personal_data import mask
from analytics_app.views.subject import breadcrumb
from analytics_app.views.wording import account_words


class RevealForm(forms.Form):
    """What to show, and why. Who serves the citizen need not say why to see name and contact."""

    NAME, TEXT = "nama", "teks"

    apa = forms.ChoiceField(choices=[(NAME, ""), (TEXT, "")], required=False, widget=forms.HiddenInput)
    alasan = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tercatat di jejak audit. Jangan tulis nama atau nomor warga di sini."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_serving: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_serving and self.data.get("apa") == self.NAME:
            self.fields["alasan"].required = False

    def clean_apa(self) -> str:
        return self.cleaned_data["apa"] or self.TEXT


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff_page
def thread_identity(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks why; POST shows name and contact, or the texts as they were written, and writes down that it did."""
    thread = find_thread(public_id)
    if thread is None or thread.account is None:
        raise Http404
    if not access.may(request.user, Permission.SEE_IDENTITY, thread.account):
        raise Http404
    serving = access.is_serving(request.user, thread.account)
    form = RevealForm(request.POST or None, is_serving=serving)
    context: dict[str, Any] = {
        "thread": thread,
        "form": form,
        "is_serving": serving,
        "breadcrumb": breadcrumb(
            request.user,
            thread.account.region,
            (account_words(thread.account), reverse("account", args=[thread.account.public_id])),
            (_("Percakapan"), reverse("thread", args=[thread.public_id])),
            (_("Identitas warga"), ""),
        ),
    }
    if form.is_valid():
        context |= _reveal(thread, form.cleaned_data["apa"], form.cleaned_data.get("alasan", ""))
    return render(request, "pages/thread_identity.html", context)


@transaction.atomic
def _reveal(thread: Thread, what: str, reason: str) -> dict[str, Any]:
    messages = list_citizens_messages(thread)
    originals = find_originals(messages)
    with_text = what == RevealForm.TEXT
    account = thread.account
    assert account is not None
    told: dict[str, Any] = {"messages": len(originals)}
    if reason:
        told["reason"] = mask(reason)
    record_event(
        AuditAction.UNMASKED if with_text else AuditAction.IDENTITY_SHOWN,
        subject=AuditSubject("thread", thread.public_id, f"{account} {thread.public_id}"),
        region=account.region,
        new=told,
    )
    shown = list(originals.values())
    return {
        "is_shown": True,
        "is_found": bool(shown),
        "handles": list(dict.fromkeys(one.handle for one in shown if one.handle)),
        "contacts": list(dict.fromkeys(contact for one in shown for contact in one.contacts)),
        "texts": [originals[message.pk].text for message in messages if message.pk in originals]
        if with_text
        else [],
    }
