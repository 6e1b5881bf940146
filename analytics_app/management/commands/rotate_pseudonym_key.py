"""Move citizens' pseudonyms to the newest key in GOVMONITOR_PSEUDONYM_KEY."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from analytics_app.services import key_rotation


class Command(BaseCommand):
    help = (
        "Moves the pseudonyms of everybody named in a file that is still kept to the newest key. Stop web and worker "
        "first; add the new key before the old one (2:NEW,1:OLD). See docs/decisions/0097."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = key_rotation.rotate()
        except key_rotation.StillImporting:
            raise CommandError(_("Masih ada impor yang berjalan. Tunggu sampai selesai.")) from None
        self.stdout.write(
            _(
                "Kunci versi {version}: {messages} pesan dipindahkan, {left} pesan tetap di kunci lama."
            ).format(version=done.version, messages=done.messages, left=done.left)
        )
