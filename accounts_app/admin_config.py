"""Makes our administration site the one that every app registers with."""

from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    default = False
    default_site = "accounts_app.admin_site.GovMonitorAdminSite"
