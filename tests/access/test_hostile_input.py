"""What people might put into an address, a query, a file or a text: nothing of it opens, breaks or becomes markup."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts_app.models import OfficialAccount
from accounts_app.public_ids import ALPHABET
from analytics_app.models import Message
from tests.access.expectations import OPEN, ROUTES, Scene
from tests.analytics_app.pages_world import build, fill
from tests.asked import watching
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(scene: Scene) -> Cast:
    return scene.cast


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- addresses -----------------------------------------------------------------------------------


def _patterns(resolver: URLResolver, namespace: str | None = None) -> Iterator[tuple[str | None, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, pattern.namespace or namespace)
        else:
            yield namespace, pattern


def test_no_address_outside_the_administration_counts():
    """The administration's addresses carry row numbers; whoever is not an administrator gets 404 for all of them."""
    named = {
        (name, type(converter).__name__)
        for namespace, pattern in _patterns(get_resolver())
        if namespace != "admin" and pattern.name in ROUTES
        for name, converter in pattern.pattern.converters.items()
    }
    assert {kind for _, kind in named} <= {
        "StringConverter",
        "SlugConverter",
        "DayConverter",
        "SealedConverter",
    }
    assert {name for name, _ in named} <= {
        "public_id",
        "code",
        "day",
        "key",
        "indicator",
        "item_id",  # of a coding task, as hard to guess as a public_id
        "token",
        "language",
        "kind",  # which table of observations
        "label",  # which codebook
        "task",  # what labels are about
        "slug",  # which score
        "job",  # which kind of work
        "message",  # sealed
        "keyword",  # sealed
    }


def test_public_ids_do_not_follow_each_other(scene: Scene):
    ids = [thing.public_id for thing in scene.things.values() if hasattr(thing, "public_id")]
    assert len(set(ids)) == len(ids)
    assert all(len(id) >= 12 and not id.isdigit() for id in ids)


_FOREIGN = [name for name, route in ROUTES.items() if route.foreign is not None]
_SEALED = ("label", "taxonomy-keyword-remove")
_READ = [name for name in _FOREIGN if "GET" in ROUTES[name].methods and name not in _SEALED]


@pytest.mark.parametrize("name", _SEALED)
def test_a_number_with_another_seal_opens_nothing(name: str, scene: Scene):
    kwargs = ROUTES[name].resolved("kwargs", scene) or {}
    true = reverse(name, kwargs=kwargs)
    number = next(str(value) for key, value in kwargs.items() if key in ("message", "keyword"))
    sealed = next(part for part in true.split("/") if part.startswith(f"{number}-"))
    next_one = f"{int(number) + 1}-{sealed.partition('-')[2]}"
    for tried in (number, next_one, f"0{sealed}", f"{sealed[:-1]}{'0' if sealed[-1] != '0' else '1'}"):
        answer = _client(scene.cast.national_admin).get(true.replace(sealed, tried))
        assert answer.status_code == 404, tried
    assert _client(scene.cast.national_admin).get(true).status_code in (200, 405)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_variation_of_an_id_opens_what_is_anothers(scene: Scene, data: st.DataObject):
    name = data.draw(st.sampled_from(_READ))
    foreign = ROUTES[name].resolved("foreign", scene) or {}
    key = next(k for k in ("public_id", "code", "key") if k in foreign)
    true = str(foreign[key])
    thing = next((t for t in scene.things.values() if getattr(t, "public_id", "") == true), scene.cast.away)
    tried = data.draw(
        st.one_of(
            st.sampled_from(
                [true, true.upper(), f"{true}.", f" {true}", f"{true}%00", str(thing.pk), f"0{thing.pk}"]
            ),
            st.text(ALPHABET, min_size=12, max_size=12),
            st.integers(min_value=0, max_value=10**6).map(str),
            st.builds(
                lambda at, by: true[:at] + by + true[at + 1 :], st.integers(0, 11), st.sampled_from(ALPHABET)
            ),
            st.text(min_size=1, max_size=20).filter(lambda text: "/" not in text),
        )
    )
    try:
        address = reverse(name, kwargs={**foreign, key: tried})
    except NoReverseMatch:
        return  # the address itself does not allow it
    if tried == scene.cast.home.code:
        return
    refused = (400,) if "\x00" in tried else (404, 405)  # with NUL it is no address, for nobody
    for user in (scene.cast.staff_home, scene.cast.agency_user, scene.cast.provincial_supervisor):
        assert _client(user).get(address).status_code in refused, (name, tried)


# --- queries -------------------------------------------------------------------------------------

HOSTILE = (
    "' OR 1=1; DROP TABLE accounts_app_region; --",
    "\x00",
    "%s %(x)s {x} {{x}} %",
    "9" * 30,
    "-1",
    "2026-99-99",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "ا" * 3000,
)


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if "GET" in route.methods])
def test_no_query_breaks_a_page_or_reaches_the_database_as_sql(
    name: str, scene: Scene, client_of: Callable[..., Client]
):
    route = ROUTES[name]
    address = reverse(name, kwargs=route.resolved("kwargs", scene))
    person = "national_admin" if route.audience["national_admin"] == OPEN else "anonymous"
    client = client_of(person, raise_request_exception=False)

    def is_broken(query: dict[str, str]) -> bool:
        response = client.get(address, query)
        response.getvalue()  # what is streamed is asked for only now
        return response.status_code >= 500

    with watching() as asked:
        assert not is_broken({})  # which shows what the page asks for
        at_once = [dict.fromkeys([*asked, "entah"], text) for text in HOSTILE]
        broken = [query for query in at_once if is_broken(query)]
        # Alone a parameter meets what another one would hide.
        broken += [query for one in sorted(asked) for text in HOSTILE[:2] if is_broken(query := {one: text})]
    assert not broken
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_app_region")
        assert cursor.fetchone()[0] == 5


@pytest.mark.parametrize(
    "address", ["/wilayah/%00/", "/provinsi/33%00/", "/undangan/terima/%00/", "/bukti/%00/x/"]
)
def test_a_nul_in_an_address_is_a_bad_request(cast: Cast, address: str):
    assert _client(cast.national_admin).get(address).status_code in (400, 404)


# --- stored texts --------------------------------------------------------------------------------

#: Rows that nobody may change; they hold no texts of others.
APPEND_ONLY = (
    "AuditEvent", "AuditSeal", "Code", "Adjudication", "DailyRollup", "StaleDay", "PeerComparison",
)  # fmt: skip
MARKUP = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
SHORT = "<b onclick=x>"


def _plant() -> int:
    """Puts markup into every stored text that somebody from outside or inside can write; returns how many."""
    planted = 0
    for model in [
        *apps.get_app_config("accounts_app").get_models(),
        *apps.get_app_config("analytics_app").get_models(),
    ]:
        if model.__name__ in APPEND_ONLY:
            continue
        for field in model._meta.concrete_fields:
            if not _is_free_text(field):
                continue
            text = MARKUP if (field.max_length or 10_000) >= len(MARKUP) else SHORT
            planted += model._base_manager.exclude(**{field.name: ""}).update(**{field.name: text})  # type: ignore[attr-defined]
    return planted


def _is_free_text(field: models.Field) -> bool:
    fixed = (
        "code",
        "public_id",
        "password",
        "key",
        "platform_id",
        "email",
        "sha256",
        "_key",
        "digest",
        "version",
    )
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and not field.name.endswith(fixed)
        and field.name
        not in ("indicator", "metric", "reason", "pool", "status", "lang", "intent", "template_hash")
        and (field.max_length or 10_000) >= len(SHORT)
    )


def test_no_stored_text_becomes_markup_on_any_page(scene: Scene):
    world = scene.cast
    fill(world.home_account)
    assert _plant() > 20
    seen = 0
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        address = reverse(name, kwargs=route.resolved("kwargs", scene))
        user = world.staff_home if route.audience["staff_home"] == OPEN else world.national_admin
        response = _client(user).get(address)
        body = response.getvalue().decode() if response.status_code == 200 else ""
        if "html" in response.get("Content-Type", ""):
            assert "<script>alert" not in body, name
            assert "onerror=alert(1)>" not in body.replace("onerror=alert(1)&gt;", ""), name
            assert SHORT not in body, name
            seen += "&lt;script&gt;alert" in body or "&lt;b onclick" in body
    assert seen > 8  # the texts really are on the pages


@pytest.mark.parametrize(
    "formula", ["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1"]
)
def test_no_export_starts_a_cell_with_a_formula(cast: Cast, formula: str):
    world = cast
    build(cast.home_account)
    Message.objects.update(text=formula)
    OfficialAccount.objects.filter(pk=world.home_account.pk).update(handle=formula[:100])
    address = reverse("evidence", args=[world.home.code, "response_rate"])
    body = _client(world.staff_home).get(address, {"unduh": "csv"}).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert rows
    for row in rows:
        for cell in (row["account"], row["opening"]):
            assert cell[:1] not in "=+-@\t\r", cell
