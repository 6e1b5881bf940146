"""Where the link of an invitation leads."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts_app.members import invitations
from accounts_app.members.forms import FirstAdminForm, NewPersonForm
from accounts_app.members.invitations import LinkNotValid, Problem
from accounts_app.models import Invitation, User

#: An unknown link tells nothing; a link that was good once may say what became of it.
STATUS = {Problem.UNKNOWN: 404, Problem.OTHER_PERSON: 403}
GONE = 410


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation. Only a sent form spends the link: mail scanners open links too."""
    try:
        invitation = invitations.find(token, request.user)
        if isinstance(request.user, User):
            return _accept_as(request, request.user, token, invitation)
        if invitations.invited_user(invitation):
            return render(request, "accounts/invitation_sign_in.html", {"invitation": invitation})
        return _accept_as_new(request, token, invitation)
    except LinkNotValid as refused:
        context = {"problem": refused.problem, "days": invitations.INVITATION_DAYS}
        status = STATUS.get(refused.problem, GONE)
        return render(request, "accounts/invitation_invalid.html", context, status=status)


def _accept_as(request: HttpRequest, user: User, token: str, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/invitation_accept.html", {"invitation": invitation})
    invitations.accept(token, user)
    return redirect("after-sign-in")


def _accept_as_new(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form_class = NewPersonForm if invitation.email else FirstAdminForm
    form = form_class(invitation.email, request.POST or None)
    if not form.is_valid():
        return render(
            request, "accounts/invitation_new_person.html", {"form": form, "invitation": invitation}
        )
    user = invitations.accept_as_new(
        token,
        email=form.cleaned_data.get("email", ""),
        full_name=form.cleaned_data["full_name"],
        password=form.cleaned_data["password"],
    )
    answer = perform_login(request, Login(user=user, email=user.email))
    # The password was typed a moment ago: setting up the second factor need not ask for it again.
    record_authentication(request, user, method="password", email=user.email, reauthenticated=True)
    return answer
