"""For the administrator who has lost the phone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_app.models import User
from accounts_app.sign_in import sessions


class Command(BaseCommand):
    help = "Removes a person's second factors; the next sign-in sets up a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        sessions.forget_second_factor(user)
        self.stdout.write(f"{user.email}: ok")
