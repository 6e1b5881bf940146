"""Makes our administration site the one that every app registers with."""

from django.contrib.admin.apps import SimpleAdminConfig


class SiteConfig(SimpleAdminConfig):
    """Without looking for what apps register: accounts_app.admin_urls does that when an address is asked for."""

    default = False
    default_site = "accounts_app.admin_site.GovMonitorAdminSite"
