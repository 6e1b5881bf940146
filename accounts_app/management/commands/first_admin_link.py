"""Print the one-time link with which the first administrator sets e-mail and password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts_app import first_admin


class Command(BaseCommand):
    help = (
        "Prints a one-time link for the first administrator; once there is one, the address for signing in."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if first_admin.has_administrator():
            self.stdout.write(_("Masuk: {url}").format(url=_absolute(reverse("account_login"))))
            return
        path = reverse("first-admin", args=[first_admin.make_token()])
        self.stdout.write(
            _("Administrator pertama (sekali pakai, berlaku {hours} jam): {url}").format(
                hours=first_admin.LINK_HOURS, url=_absolute(path)
            )
        )


def _absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
