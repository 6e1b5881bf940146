"""Make the demo users of the example world and print how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts_app import example_people
from analytics_app.selectors.installation import is_example_installation


class Command(BaseCommand):
    help = "Makes the demo users of the example world (only there) and prints their e-mail addresses and password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_example_installation():
            raise CommandError(
                _("Basis data ini tidak berisi data contoh; pengguna contoh hanya dibuat di data contoh.")
            )
        password = example_people.read_or_make_password(settings.VAR_DIR / "demo-password")
        people = example_people.ensure_example_people(password)
        self.stdout.write(
            _("Masuk untuk mencoba: {url}").format(
                url=settings.BASE_URL.rstrip("/") + reverse("account_login")
            )
        )
        for person in people:
            where = person.region.name if person.region else "Indonesia"
            self.stdout.write(f"  {person.email:<26} {person.role.label}, {where}")
        self.stdout.write("  " + _("Kata sandi: {password}").format(password=password))
