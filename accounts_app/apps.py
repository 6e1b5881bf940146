from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts_app"
    verbose_name = _("Wilayah, akun resmi, dan pengguna")

    def ready(self) -> None:
        from accounts_app import audit_signals

        audit_signals.connect()
