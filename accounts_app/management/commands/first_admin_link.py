"""Print the one-time link with which the first administrator sets e-mail and password."""

from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts_app.members import invitations, letters


class Command(BaseCommand):
    help = (
        "Prints a one-time link for the first administrator; once there is one, the address for signing in."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if invitations.has_administrator():
            self.stdout.write(_("Masuk: {url}").format(url=letters.absolute(reverse("account_login"))))
            return
        path = reverse("invitation-accept", args=[invitations.invite_first_admin()])
        self.stdout.write(
            _("Administrator pertama (sekali pakai, berlaku {hours} jam): {url}").format(
                hours=invitations.FIRST_ADMIN_HOURS, url=letters.absolute(path)
            )
        )
