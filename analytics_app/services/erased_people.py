"""The names of people who asked to be forgotten, as the importer asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts_app.pseudonyms import handle_key, person_digest, user_key
from analytics_app.models import ErasedPerson

Name = tuple[str, str, str]  # platform, kind, digest


@dataclass(frozen=True, slots=True)
class ErasedPeople:
    """(platform, kind, digest) → (the key that stands in, until when). Nobody, as in most installations, is false."""

    names: dict[Name, tuple[str, datetime]]

    def __bool__(self) -> bool:
        return bool(self.names)

    def mentioned(self, platform: str, handle: str) -> str:
        """The key under which a name stands in texts and answers, whoever wrote them and whenever."""
        known = self.names.get((platform, "handle", person_digest(platform, "handle", handle)))
        return known[0] if known else handle_key(platform, handle)

    def has_name(self, platform: str, handle: str) -> bool:
        """Whether a name is an erased person's."""
        return (platform, "handle", person_digest(platform, "handle", handle)) in self.names

    def author(
        self, platform: str, user_id: str | None, handle: str | None, written_at: datetime
    ) -> tuple[str | None, str | None] | None:
        """(author key, handle key) of what an erased person wrote before asking; None for everything else."""
        by_handle = by_id = None
        if handle:
            digest = person_digest(platform, "handle", handle)
            by_handle = self._known(platform, "handle", digest, written_at)
        if user_id:
            by_id = self._known(platform, "id", person_digest(platform, "id", user_id), written_at)
            by_id = by_id or self._known(platform, "key", user_key(platform, user_id), written_at)
        if by_handle is None and by_id is None:
            return None
        handle_stands_as = by_handle or (by_id if handle else None)
        return by_id or by_handle, handle_stands_as

    def _known(self, platform: str, kind: str, digest: str, written_at: datetime) -> str | None:
        found = self.names.get((platform, kind, digest))
        return found[0] if found and written_at < found[1] else None


NOBODY = ErasedPeople({})


def load_erased_people() -> ErasedPeople:
    """Everybody's, in one query."""
    return ErasedPeople(
        {
            (one.platform, one.kind, one.digest): (one.stands_as, one.erased_at)
            for one in ErasedPerson.objects.all()
        }
    )
