"""Who may open which page. A page that is not listed here fails the walk: say who it is for.

Add one line per URL name to ROUTES: ``"name": Route(AUDIENCE, kwargs)``. ``kwargs`` are the values in the address, a
dict or a function of the Scene; ``foreign`` the same for a thing of the other government, which must answer exactly
like one that does not exist (``unknown``). ``method="post"`` for addresses that only take POST.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.cast import PEOPLE, Cast

#: Quarters of the home province: one that could be published, one that is.
QUARTER_END = date(2026, 6, 30)
PUBLISHED_QUARTER_END = date(2026, 3, 31)
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
HOME_CONVERSATIONS = _audience("national_admin", "staff_home", "agency_user")
#: Threads behind a figure of the home region, without what citizens wrote.
HOME_EVIDENCE = _audience("national_admin", "national_supervisor", "provincial_supervisor", "staff_home")
#: Pages of those who give roles, and of the roles that staff of the home region give.
GRANTERS = _audience(
    "national_admin", "national_supervisor", "provincial_supervisor", "staff_home", "staff_away"
)
HOME_GRANTERS = _audience("national_admin", "staff_home")
NATIONAL_ADMINS = _audience("national_admin")
#: Who codes messages; who makes samples for them and sees results; both.
CODERS = _audience("national_admin", "coder")
CODING_LEADERS = _audience("national_admin", "national_supervisor", "provincial_supervisor")
CODING_PEOPLE = _audience("national_admin", "national_supervisor", "provincial_supervisor", "coder")
#: Who compares governments.
COMPARERS = _audience("national_admin", "national_supervisor", "provincial_supervisor")
#: The audit log.
LOG_READERS = _audience("national_admin", "auditor")
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
    form: bool = False  # besides being read, the address takes what its form sends

    @property
    def methods(self) -> frozenset[str]:
        """The methods that the address answers; every other gets 405 from whoever it is for."""
        if self.method == "post":
            return frozenset({"POST"})
        return frozenset({"GET", "HEAD", "POST"} if self.form else {"GET", "HEAD"})

    def resolved(self, which: str, scene: Scene) -> dict[str, Any] | None:
        """The values of the address, None where the route has none of this sort."""
        kwargs = getattr(self, which)
        if kwargs is None:
            return None
        return dict(kwargs(scene) if callable(kwargs) else kwargs)


UNKNOWN_ID = {"public_id": "tidakadasama"}


def _on(thing: str) -> dict[str, Any]:
    """Addresses with the public id of a thing of the Scene: the home one, the away one, none."""
    return {
        "kwargs": lambda scene: {"public_id": scene.things[f"home_{thing}"].public_id},
        "foreign": lambda scene: {"public_id": scene.things[f"away_{thing}"].public_id},
        "unknown": UNKNOWN_ID,
    }


def _post_on(thing: str) -> dict[str, Any]:
    return {**_on(thing), "method": "post", "allowed": (302,)}


def _coding_item(scene: Scene) -> dict[str, str]:
    task = scene.things["home_coding_task"]
    return {"public_id": task.public_id, "item_id": task.items.get().public_id}


def _evidence_of(key: str) -> dict[str, str]:
    return {"key": key, "indicator": "response_rate"}


def _score_of(key: str) -> dict[str, str]:
    return {"key": key, "slug": "gabungan"}


def _sensitivity_run(scene: Scene) -> dict[str, str]:
    return {"public_id": scene.things["sensitivity_run"].public_id}


def _label_of(scene: Scene, thread: str) -> dict[str, Any]:
    return {"message": scene.things[thread].opened_message_id, "task": "intent"}


QUARTER = {"code": "33", "day": QUARTER_END}
REGION_ADDRESS = {
    "kwargs": lambda scene: {"code": scene.cast.home.code},
    "foreign": lambda scene: {"code": scene.cast.away.code},
    "unknown": {"code": "99.99"},
}
#: Steps of the wizard; the scene's imports are over, so that they lead on to the import's own page.
STEP = {**_on("batch"), "allowed": (200, 302)}
FORM_STEP = {**STEP, "form": True}

ROUTES: dict[str, Route] = {
    # pages of the public
    "public-national": Route(EVERYBODY),
    "public-national-by": Route(EVERYBODY, {"slug": "interaksi"}),
    "public-province": Route(EVERYBODY, {"code": "33"}),
    "public-province-at": Route(EVERYBODY, {"code": "33", "day": PUBLISHED_QUARTER_END}),
    "method": Route(EVERYBODY),
    "official-account": Route(EVERYBODY),
    "official-account-json": Route(EVERYBODY, query="?akun=contoh"),
    "public-register-csv": Route(EVERYBODY),
    "public-register-json": Route(EVERYBODY),
    "choose-language": Route(EVERYBODY, {"language": "en"}, allowed=(302,)),
    "health": Route(EVERYBODY),
    "security-txt": Route(dict.fromkeys(PEOPLE, NOT_FOUND)),  # nobody is named in the tests
    # pages of the staff
    "home": Route(READERS, allowed=(200, 302)),
    "region-list": Route(READERS),
    "region": Route(HOME_READERS, **REGION_ADDRESS),
    "account": Route(HOME_READERS, **_on("account")),
    "evidence": Route(
        HOME_EVIDENCE,
        lambda scene: _evidence_of(scene.cast.home.code),
        foreign=lambda scene: _evidence_of(scene.cast.away.code),
        unknown=_evidence_of("99.99"),
    ),
    "comparison": Route(READERS),
    "sensitivity-start": Route(COMPARERS, method="post", allowed=(302,)),
    "sensitivity-progress": Route(COMPARERS, _sensitivity_run, unknown=UNKNOWN_ID),
    "sensitivity-cancel": Route(
        COMPARERS, _sensitivity_run, unknown=UNKNOWN_ID, method="post", allowed=(302,)
    ),
    "score-evidence": Route(
        HOME_EVIDENCE,
        lambda scene: _score_of(scene.cast.home.code),
        foreign=lambda scene: _score_of(scene.cast.away.code),
        unknown=_score_of("99.99"),
    ),
    "diagnostics": Route(
        HOME_READERS,
        lambda scene: {"key": scene.cast.home.code},
        foreign=lambda scene: {"key": scene.cast.away.code},
        unknown={"key": "99.99"},
    ),
    "what-if": Route(
        _audience(*_SEES_HOME),
        lambda scene: {"key": scene.cast.home.code},
        foreign=lambda scene: {"key": scene.cast.away.code},
        unknown={"key": "99.99"},
        form=True,
    ),
    "thread": Route(HOME_CONVERSATIONS, **_on("thread")),
    "thread-identity": Route(HOME_CONVERSATIONS, **_on("thread"), form=True),
    "label": Route(
        HOME_CONVERSATIONS,
        lambda scene: _label_of(scene, "home_thread"),
        foreign=lambda scene: _label_of(scene, "away_thread"),
        unknown={"message": 4_000_000_000_000, "task": "intent"},
        form=True,
    ),
    "analytics": Route(
        HOME_READERS,
        lambda scene: {"key": scene.cast.home.code},
        foreign=lambda scene: {"key": scene.cast.away.code},
        unknown={"key": "99.99"},
    ),
    "label-card-list": Route(READERS),
    "label-card": Route(READERS, {"task": "sentiment"}, unknown={"task": "entah"}),
    "taxonomy": Route(NATIONAL_ADMINS, form=True),
    "taxonomy-keyword-remove": Route(
        NATIONAL_ADMINS,
        lambda scene: {"keyword": scene.things["keyword"].pk},
        unknown={"keyword": 4_000_000_000},
        method="post",
        allowed=(302,),
    ),
    "data-dictionary": Route(LOG_READERS),
    "data-subject": Route(NATIONAL_ADMINS, form=True),
    # what is made public
    "publication-list": Route(NATIONAL_ADMINS),
    "publication-confirm": Route(NATIONAL_ADMINS, QUARTER),
    "publish": Route(NATIONAL_ADMINS, QUARTER, method="post", allowed=(302,)),
    "withdraw": Route(
        NATIONAL_ADMINS, {"code": "33", "day": PUBLISHED_QUARTER_END}, method="post", allowed=(302,)
    ),
    "prepare-anew": Route(NATIONAL_ADMINS, QUARTER, method="post", allowed=(302,)),
    # the product's own work
    "job-list": Route(NATIONAL_ADMINS),
    "job-run": Route(NATIONAL_ADMINS, {"job": "snapshots"}, method="post", allowed=(302,)),
    # imports
    "import-list": Route(IMPORTERS),
    "import-new": Route(IMPORTERS, form=True),
    "observation-list": Route(IMPORTERS, {"kind": "profile"}, form=True),
    "observation-new": Route(IMPORTERS, {"kind": "search"}, form=True),
    "disappearance-list": Route(IMPORTERS, form=True),
    "import-batch": Route(HOME_IMPORTERS, **_on("batch")),
    "import-format": Route(HOME_IMPORTERS, **FORM_STEP),
    "import-columns": Route(HOME_IMPORTERS, **FORM_STEP),
    "import-preview": Route(HOME_IMPORTERS, **FORM_STEP),
    "import-dry-run": Route(HOME_IMPORTERS, **FORM_STEP),
    "import-dry-run-progress": Route(HOME_IMPORTERS, **STEP),
    "import-start": Route(HOME_IMPORTERS, **_post_on("batch")),
    "import-discard": Route(HOME_IMPORTERS, **_post_on("batch")),
    "import-progress": Route(HOME_IMPORTERS, **_on("batch")),
    "import-cancel": Route(HOME_IMPORTERS, **FORM_STEP),
    "import-retry": Route(HOME_IMPORTERS, **_post_on("batch")),
    "import-rejected": Route(HOME_IMPORTERS, **_on("batch")),
    "import-rejected-csv": Route(HOME_IMPORTERS, **_on("batch")),
    "import-withdraw": Route(HOME_IMPORTERS, **_on("batch"), form=True),
    "import-reread": Route(HOME_IMPORTERS, **_post_on("batch")),
    # coding; the coder is of the region whose messages are coded, and an answer without a class is refused
    "coding-list": Route(CODING_PEOPLE),
    "coding-new": Route(CODING_LEADERS, form=True),
    "coding-codebook": Route(CODING_PEOPLE, {"label": "intent"}),
    "coding-result": Route(CODING_LEADERS, **_on("coding_task")),
    "coding-export": Route(CODING_LEADERS, **_on("coding_task")),
    "coding-import": Route(CODING_LEADERS, **_on("coding_task"), form=True),
    "coding-code": Route(CODERS, {"public_id": "tugashome222"}),
    "coding-answer": Route(CODERS, _coding_item, method="post", allowed=(403,)),
    "coding-undo": Route(CODERS, {"public_id": "tugashome222"}, method="post", allowed=(302,)),
    "coding-settle": Route(CODERS, {"public_id": "tugashome222"}),
    "coding-decide": Route(CODERS, _coding_item, method="post", allowed=(403,)),
    # accounts_app
    "after-sign-in": Route(SIGNED_IN, allowed=(200, 302)),
    "account-list": Route(READERS),
    "account-import": Route(IMPORTERS, form=True),
    "account-export": Route(READERS),
    "account-attest": Route(HOME_IMPORTERS, **_post_on("account")),
    "account-archive": Route(HOME_IMPORTERS, **_post_on("account")),
    "account-history": Route(HOME_READERS, **_on("account")),
    "audit-log": Route(LOG_READERS),
    "breach-list": Route(NATIONAL_ADMINS),
    "breach-new": Route(NATIONAL_ADMINS, form=True),
    "breach": Route(
        NATIONAL_ADMINS, lambda scene: {"public_id": scene.things["breach"].public_id}, form=True
    ),
    "my-account": Route(SIGNED_IN),
    "second-factor": Route(SIGNED_IN),
    "session-end": Route(SIGNED_IN, method="post", allowed=(302,)),
    "member-list": Route(GRANTERS),
    "member": Route(HOME_GRANTERS, **_on("member"), form=True),
    "member-revoke": Route(HOME_GRANTERS, **_on("member"), form=True),
    "invitation-list": Route(GRANTERS),
    "invitation-new": Route(GRANTERS, form=True),
    "mail-trial": Route(GRANTERS, method="post", allowed=(302,)),
    "invitation-resend": Route(HOME_GRANTERS, **_post_on("invitation")),
    "invitation-withdraw": Route(HOME_GRANTERS, **_post_on("invitation")),
    "invitation-accept": Route(NOBODY, {"token": "tidak.berlaku"}, form=True),
}

#: Sign-in pages of django-allauth: who is signed in is sent on, a visitor sees them or goes to sign-in.
#: Walked to see that none breaks and that nobody can sign up.
ALLAUTH_PREFIXES = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")
SIGN_UP = "account_signup"
