"""The data dictionary: every stored field and how much it tells of a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.permissions import Permission
from analytics_app.selectors.data_dictionary import Sensitivity, list_fields

WORDS = {
    Sensitivity.PUBLIC: _("publik"),
    Sensitivity.INTERNAL: _("internal"),
    Sensitivity.PSEUDONYMOUS: _("dengan nama samaran"),
    Sensitivity.PERSONAL: _("pribadi"),
}


@require_safe
@access.page_for(Permission.READ_LOG)
def data_dictionary(request: HttpRequest) -> HttpResponse:
    """For administrators and auditors."""
    rows = [{"entry": entry, "words": WORDS[entry.sensitivity]} for entry in list_fields()]
    return render(request, "pages/data_dictionary.html", {"rows": rows})
