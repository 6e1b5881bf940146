"""The administration site: for national administrators only, with the product's own sign-in."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts_app.access import lacks_second_factor, may, to_second_factor, to_sign_in
from accounts_app.permissions import Permission
from accounts_app.request_limit import too_many_of_person


class GovMonitorAdminSite(AdminSite):
    """Visitors are sent to sign-in; whoever is signed in and may not enter gets the 404 of an unknown page."""

    site_header = _("Administrasi GovMonitor")
    site_title = _("Administrasi GovMonitor")
    index_title = _("Wilayah, akun resmi, dan pengguna")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Active, marked for this site, and national administrator today."""
        user = request.user
        if user.is_authenticated and not (user.is_staff and may(user, Permission.ADMINISTER)):
            raise Http404
        return user.is_authenticated

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page of the site stands behind the second factor too."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if refusal := too_many_of_person(request):
                return refusal
            if self.has_permission(request) and lacks_second_factor(request):
                return to_second_factor(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """The product's sign-in page stands in for the one of Django's administration."""
        target = request.GET.get("next", "")
        if self.has_permission(request):
            is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
            return redirect(target if is_ours else "admin:index")
        return to_sign_in(request, target)
