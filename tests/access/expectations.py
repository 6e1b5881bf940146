"""Who may open which page. A page that is not listed here fails the walk: say who it is for.

Add one line per URL name to ROUTES: ``"name": Route(AUDIENCE, kwargs)``. ``kwargs`` are the values in the address, a
dict or a function of the Scene; ``foreign`` the same for a thing of the other government, which must answer exactly
like one that does not exist (``unknown``). ``method="post"`` for addresses that only take POST.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import PEOPLE, Cast

OPEN = 200
NOT_FOUND = 404
SIGN_IN = "sign-in"

Answers = Mapping[str, Any]


def _audience(*names: str, otherwise: Any = NOT_FOUND, anonymous: Any = SIGN_IN) -> Answers:
    """The named people get the page, visitors are sent to sign-in, everybody else gets 404."""
    return {**dict.fromkeys(PEOPLE, otherwise), "anonymous": anonymous, **dict.fromkeys(names, OPEN)}


_SEES_HOME = (
    "national_admin",
    "national_supervisor",
    "provincial_supervisor",
    "staff_home",
    "agency_user",
)

EVERYBODY = dict.fromkeys(PEOPLE, OPEN)
SIGNED_IN = _audience(*(name for name in PEOPLE if name != "anonymous"))
#: Staff pages without a region in the address.
READERS = _audience(*_SEES_HOME, "staff_away")
#: Staff pages of the home region, its accounts, its threads.
HOME_READERS = _audience(*_SEES_HOME)
#: Pages that bring data in, without a region in the address, and those of the home region.
IMPORTERS = _audience("national_admin", "staff_home", "staff_away")
HOME_IMPORTERS = _audience("national_admin", "staff_home")
#: Conversations of the home region: what citizens wrote.
HOME_CONVERSATIONS = _audience("national_admin", "staff_home")
NATIONAL_ADMINS = _audience("national_admin")
NOBODY = _audience(anonymous=NOT_FOUND)


@dataclass(frozen=True)
class Scene:
    """What the addresses can name: the cast, and things that belong to the home and the away government."""

    cast: Cast
    things: Mapping[str, Any] = field(default_factory=dict)


Kwargs = Mapping[str, Any] | Callable[[Scene], Mapping[str, Any]]


@dataclass(frozen=True)
class Route:
    """One address: who gets what. ``audience`` maps each name of the cast to a status, or to SIGN_IN."""

    audience: Answers
    kwargs: Kwargs = field(default_factory=dict)
    foreign: Kwargs | None = None
    unknown: Kwargs | None = None
    method: str = "get"
    query: str = ""
    allowed: tuple[int, ...] = (
        OPEN,
    )  # statuses that count as "gets the page" (302 where it redirects by design)

    def resolved(self, which: str, scene: Scene) -> dict[str, Any] | None:
        """The values of the address, None where the route has none of this sort."""
        kwargs = getattr(self, which)
        if kwargs is None:
            return None
        return dict(kwargs(scene) if callable(kwargs) else kwargs)


def _home_account(scene: Scene) -> dict[str, str]:
    return {"public_id": scene.cast.home_account.public_id}


def _away_account(scene: Scene) -> dict[str, str]:
    return {"public_id": scene.cast.away_account.public_id}


UNKNOWN_ID = {"public_id": "tidakadasama"}
POST_ON_HOME_ACCOUNT = {
    "kwargs": _home_account,
    "foreign": _away_account,
    "unknown": UNKNOWN_ID,
    "method": "post",
    "allowed": (302,),
}

ROUTES: dict[str, Route] = {
    # accounts_app
    "account-list": Route(READERS),
    "account-import": Route(IMPORTERS),
    "account-attest": Route(HOME_IMPORTERS, **POST_ON_HOME_ACCOUNT),
    "account-archive": Route(HOME_IMPORTERS, **POST_ON_HOME_ACCOUNT),
    "first-admin": Route(NOBODY, {"token": "tidak-berlaku"}),
    # language
    "set_language": Route(EVERYBODY, method="post", allowed=(302,)),
}

#: Sign-in pages of django-allauth: who is signed in is sent on, a visitor sees them or goes to sign-in.
#: Walked to see that none breaks and that nobody can sign up.
ALLAUTH_PREFIX = "account_"
SIGN_UP = "account_signup"
