"""Pages of those who give roles: the members, and the invitations to become one."""

from __future__ import annotations

from smtplib import SMTPException

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts_app.access import page_for
from accounts_app.members import grants, invitations, letters
from accounts_app.members.forms import InviteForm, UntilForm
from accounts_app.models import Invitation, Membership
from accounts_app.permissions import Permission

MEMBERS_A_PAGE = 50


@require_safe
@page_for(Permission.GRANT)
def member_list(request: HttpRequest) -> HttpResponse:
    """The people of the regions in which one gives roles."""
    search = request.GET.get("q", "").strip()
    members = grants.memberships_managed_by(request.user, search)
    context = {
        "search": search,
        "page_obj": Paginator(members, MEMBERS_A_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "is_mail_delivered": letters.is_delivered(),
    }
    return render(request, "accounts/member_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.GRANT)
@reauthentication_required(allow_get=True)
def member(request: HttpRequest, public_id: str) -> HttpResponse:
    """One membership: move its end."""
    membership = _managed(request, public_id)
    form = UntilForm(request.POST or None, initial={"until": membership.valid_until})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        offer = grants.Offer(
            membership.role, membership.region, membership.agency, membership.reads_conversations, until
        )
        if grants.may_give(request.user, offer):
            grants.change_until(membership, until)
            messages.success(request, _("Akhir peran {person} disimpan.").format(person=membership.user))
            return redirect("member-list")
        form.add_error(
            "until", _("Peran Anda sendiri berakhir lebih dahulu. Pilih hari terakhir yang lebih awal.")
        )
    return render(request, "accounts/member.html", {"membership": membership, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.GRANT)
@reauthentication_required(allow_get=True)
def member_revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks once more, then takes the role away."""
    membership = _managed(request, public_id)
    if request.method == "POST":
        grants.revoke(membership)
        messages.success(request, _("Peran {person} dicabut.").format(person=membership.user))
        return redirect("member-list")
    return render(request, "accounts/member_revoke.html", {"membership": membership})


@require_safe
@page_for(Permission.GRANT)
def invitation_list(request: HttpRequest) -> HttpResponse:
    """The invitations that nobody has accepted yet."""
    context = {
        "invitations": grants.invitations_managed_by(request.user),
        "now": timezone.now(),
        "is_mail_delivered": letters.is_delivered(),
    }
    return render(request, "accounts/invitation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.GRANT)
@reauthentication_required(allow_get=True)
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Invite a person."""
    form = InviteForm(request.user, request.POST or None)  # type: ignore[arg-type]
    if form.is_valid():
        try:
            invitation, token = invitations.invite(
                request.user,  # type: ignore[arg-type]
                form.cleaned_data["email"],
                form.cleaned_data["offer"],
            )
        except invitations.AlreadyInvited:
            form.add_error(
                "email",
                _("Undangan yang sama masih terbuka. Kirim ulang dari daftar undangan, atau tarik dahulu."),
            )
        else:
            _deliver(request, invitation, token)
            return redirect("invitation-list")
    context = {"form": form, "days": invitations.INVITATION_DAYS}
    return render(request, "accounts/invitation_new.html", context)


@require_POST
@page_for(Permission.GRANT)
@reauthentication_required
def invitation_resend(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new link to the same address; the one before stops working."""
    invitation = _open_invitation(request, public_id)
    if not grants.may_give(request.user, grants.offer_of(invitation)):
        raise Http404
    _deliver(request, invitation, invitations.send_again(invitation, request.user))  # type: ignore[arg-type]
    return redirect("invitation-list")


@require_POST
@page_for(Permission.GRANT)
def invitation_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """The link stops working."""
    invitation = _open_invitation(request, public_id)
    invitations.withdraw(invitation)
    messages.success(request, _("Undangan untuk {email} ditarik.").format(email=invitation.email))
    return redirect("invitation-list")


@require_POST
@page_for(Permission.GRANT)
def mail_trial(request: HttpRequest) -> HttpResponse:
    """A letter to oneself: do letters arrive?"""
    address = request.user.email  # type: ignore[union-attr]
    try:
        letters.send_trial(address)
    except (OSError, SMTPException) as problem:
        name = type(problem).__name__
        messages.error(
            request, _("Surel tidak terkirim ({problem}). Periksa pengaturan surel.").format(problem=name)
        )
    else:
        messages.success(
            request, _("Surel uji dikirim ke {email}. Periksa kotak masuknya.").format(email=address)
        )
    return redirect("invitation-list")


def _deliver(request: HttpRequest, invitation: Invitation, token: str) -> None:
    try:
        letters.send_invitation(invitation, token)
    except (OSError, SMTPException) as problem:
        text = _(
            "Surel tidak terkirim ({problem}). Undangan tetap tersimpan; kirim ulang setelah pengaturan surel "
            "diperbaiki."
        ).format(problem=type(problem).__name__)
        messages.error(request, text)
    else:
        messages.success(request, _("Undangan dikirim ke {email}.").format(email=invitation.email))


def _managed(request: HttpRequest, public_id: str) -> Membership:
    membership = grants.membership_managed_by(request.user, public_id)
    if membership is None:
        raise Http404
    return membership


def _open_invitation(request: HttpRequest, public_id: str) -> Invitation:
    invitation = grants.invitation_managed_by(request.user, public_id)
    if invitation is None:
        raise Http404
    return invitation
