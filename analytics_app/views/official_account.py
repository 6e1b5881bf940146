"""“Is this account official?”: for everybody, without sign-in and script; the same answer for programs as JSON.

What is asked stays with whoever asks: it is kept nowhere here, and no cache may keep the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts_app.choices import AccountPlatform, AccountRole
from accounts_app.csv_download import csv_lines
from accounts_app.database_scope import PUBLIC, acting_as
from accounts_app.registry.profile_names import MAX_TYPED, Sought, Unreadable, read_profile
from accounts_app.registry.public_register import Finding, PublicAccount, load_public_accounts, look_up
from analytics_app.selectors.data_version import data_version
from analytics_app.selectors.installation import is_example_installation
from analytics_app.views.public import Place, shared
from analytics_app.views.public_cache import public_file
from analytics_app.views.rate_limit import too_many

ASKED = "akun"
UNREADABLE = "unreadable"
_WHY_UNREADABLE: Mapping[Unreadable, Any] = {
    Unreadable.EMPTY: _("Tulis nama akun atau alamat profilnya."),
    Unreadable.NO_NAME: _(
        "Ini bukan nama akun. Tulis satu nama, misalnya @pemkotcontoh, atau alamat profilnya."
    ),
    Unreadable.NO_ACCOUNT_IN_ADDRESS: _(
        "Alamat ini tidak menyebut akun. Buka profil akunnya, lalu salin alamat profil itu."
    ),
    Unreadable.SHORT_ADDRESS: _(
        "Alamat pendek ini tidak menyebut akun. Bukalah dahulu, lalu salin alamat profil yang muncul."
    ),
    Unreadable.UNKNOWN_SITE: _(
        "Alamat ini bukan profil di X, Instagram, Facebook, TikTok, atau YouTube. Situs lain tidak terdaftar di sini."
    ),
}
_COLUMNS = (
    "platform", "handle", "platform_user_id", "address", "role", "agency", "region_code", "region", "official_since",
)  # fmt: skip


def _public(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Limited like every public page; the answer is nobody else's."""

    @require_safe
    @wraps(view)
    def limited(request: HttpRequest) -> HttpResponse:
        response = too_many(request) or view(request)
        response["Cache-Control"] = "no-store"
        return response

    return limited


@_public
def page(request: HttpRequest) -> HttpResponse:
    """The question and, once something is asked, the answer."""
    typed = request.GET.get(ASKED, "")
    sought, finding = _find(typed) if ASKED in request.GET else (None, None)
    with acting_as(PUBLIC):
        is_example = is_example_installation()
    context = {
        "typed": typed[:MAX_TYPED],
        "max_typed": MAX_TYPED,
        "sought": sought if isinstance(sought, Sought) else None,
        "platform": AccountPlatform(sought.platform).label if finding and sought and sought.platform else "",
        "problem": _WHY_UNREADABLE[sought] if isinstance(sought, Unreadable) else "",
        "finding": finding,
        "accounts": [_row(one) for one in finding.accounts] if finding else [],
        "similar": [_row(one) for one in finding.similar] if finding else [],
        **shared("official-account", is_example=is_example),
        "request": Place(request.get_full_path()),
    }
    return HttpResponse(render_to_string("pages/official_account.html", context), status=_status(sought))


@_public
def answer(request: HttpRequest) -> HttpResponse:
    """The same as JSON."""
    sought, finding = _find(request.GET.get(ASKED, ""))
    told: dict[str, Any] = {"answer": UNREADABLE, "reason": str(sought), "accounts": [], "similar": []}
    if isinstance(sought, Sought) and finding is not None:
        told = {
            "answer": finding.verdict.value,
            "asked": {
                "platform": sought.platform or None,
                "handle": sought.name or None,
                "platform_user_id": sought.user_id or None,
            },
            "accounts": [_facts(one) for one in finding.accounts],
            "similar": [_facts(one) for one in finding.similar],
        }
    response = JsonResponse(told, status=_status(sought), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_file("text/csv; charset=utf-8")
def register_csv() -> str:
    """All official accounts as open data."""
    rows = (
        [_facts(one)[name] or "" for name in _COLUMNS] for one in load_public_accounts() if one.is_official
    )
    return "".join(csv_lines(_COLUMNS, rows))


@public_file("application/json")
def register_json() -> str:
    """The same, with those that were official."""
    accounts = [_facts(one) for one in load_public_accounts()]
    return json.dumps({"accounts": accounts}, ensure_ascii=False)


def _find(typed: str) -> tuple[Sought | Unreadable, Finding | None]:
    sought = read_profile(typed)
    return sought, None if isinstance(sought, Unreadable) else look_up(sought, _register(data_version()))


@lru_cache(maxsize=1)
def _register(version: str) -> tuple[PublicAccount, ...]:
    """The register as it was at this state of the data: at most ten seconds old, like every public page."""
    with acting_as(PUBLIC):
        return load_public_accounts()


def _status(sought: Sought | Unreadable | None) -> int:
    return 400 if isinstance(sought, Unreadable) else 200


def _facts(account: PublicAccount) -> dict[str, Any]:
    return {
        "platform": account.platform,
        "handle": account.handle,
        "platform_user_id": account.user_id or None,
        "address": account.address,
        "role": account.role,
        "agency": account.agency,
        "region_code": account.region_code,
        "region": account.region,
        "is_official": account.is_official,
        "official_since": account.official_since and account.official_since.isoformat(),
        "official_until": account.official_until and account.official_until.isoformat(),
    }


def _row(account: PublicAccount) -> dict[str, Any]:
    is_province = "." not in account.region_code
    return {
        "account": account,
        "platform": AccountPlatform(account.platform).label,
        "role": AccountRole(account.role).label,
        "region_url": reverse("public-province", args=[account.region_code]) if is_province else "",
    }
