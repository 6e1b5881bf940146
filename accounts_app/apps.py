from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts_app"
    verbose_name = _("Wilayah, akun resmi, dan pengguna")

    def ready(self) -> None:
        from django.core.signals import request_finished
        from django.db.backends.signals import connection_created

        from accounts_app import database_scope
        from accounts_app.audit import signals
        from accounts_app.sign_in import addresses  # noqa: F401 — it listens

        connection_created.connect(database_scope.watch, dispatch_uid="tell the database the scope")
        request_finished.connect(database_scope.end_request, dispatch_uid="forget the scope")
        signals.connect()
