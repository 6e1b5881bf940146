from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "analytics_app"
    verbose_name = _("Pesan, utas, dan penilaian")

    def ready(self) -> None:
        from accounts_app.signals import registry_changed

        registry_changed.connect(_file_messages_again, dispatch_uid="file messages again")


def _file_messages_again(sender: Any, account_ids: list[int], **kwargs: Any) -> None:
    """Pages changed the registry: they show it at once, the worker files earlier messages under these accounts."""
    from analytics_app import tasks
    from analytics_app.selectors.data_version import forget_data_version

    forget_data_version()
    tasks.registry_changed.delay(account_ids)
