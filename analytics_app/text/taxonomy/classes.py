"""The kinds of class that texts are sorted into. Keywords are in lower case; "kata*" matches a beginning."""

from dataclasses import dataclass


def phrases(listed: str) -> tuple[str, ...]:
    """The phrases of a list whose parts are divided by commas."""
    return tuple(listed.split(", "))


@dataclass(frozen=True, slots=True)
class TextClass:
    """A class: its stable id and the phrases that speak for it."""

    id: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent(TextClass):
    """What a citizen wants. ``needs_response`` makes the denominator of the response figures."""

    name_en: str
    needs_response: bool
    critical: bool
    urgent: bool = False
    sp4n: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(TextClass):
    """What a post informs about; ``kip`` is its class under the public information act."""

    name_id: str
    name_en: str
    useful: bool
    kip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(TextClass):
    """A problem with a service. Residual classes never win over a named one."""

    name_id: str
    name_en: str
    residual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(TextClass):
    """A public service. ``owner`` kabkota, provinsi or pusat: who can settle a matter of it."""

    name_id: str
    type: str
    owner: str
