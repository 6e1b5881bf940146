"""The interface is whole in both languages: every word has its English, and none strays into the other's pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import templatize

from accounts_app.models import User
from analytics_app.formats import decimal, percent
from analytics_app.indicators.registry import INDICATORS
from analytics_app.models import Publication, Thread
from analytics_app.sources.columns import list_fields
from analytics_app.sources.recognition import API_FORMATS
from analytics_app.views.source_words import QUESTIONS, REFUSALS, question_words, refusal_words
from analytics_app.views.wording import day_words
from tests.analytics_app.pages_world import QUARTER_END, build
from tests.cast import Cast, build_cast

ROOT = Path(settings.BASE_DIR)
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}
MARKED = re.compile(r"""\b(?:n?gettext|_)\(u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""")
PLACEHOLDERS = re.compile(r"%\(\w+\)s|%[ds]|%%|\{\w+\}")
#: Words that only one of the two languages has, and no name of a region or account in the tests' world.
INDONESIAN = re.compile(
    r"\b(dijawab|menunggu|unggahan|wilayah|cakupan|selang|aduan|warga|belum|tidak|berkas|impor|sementara|"
    r"kata sandi|surel|masuk|perangkat daerah|triwulan|dan|yang)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(e-?mail|password|remember|sign|log in|username|the|and|required|field|search|select|complaints?|"
    r"answered|waiting|coverage|interval)\b",
    re.IGNORECASE,
)


# --- the words in the source --------------------------------------------------------------------


def strings_of(call: ast.Call) -> tuple[str, ...]:
    """The constant first arguments of a gettext call."""
    kept = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return tuple(kept)


def messages_in(source: str) -> Iterator[str]:
    """The msgids (singular ones of plurals) that a Python source marks."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not (strings := strings_of(node)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in CALLS:
            yield strings[1] if name in ("pgettext", "npgettext") else strings[0]


def python_messages() -> set[str]:
    files = [
        path for app in ("accounts_app", "analytics_app", "govmonitor") for path in (ROOT / app).rglob("*.py")
    ]
    return {message for path in files for message in messages_in(path.read_text("utf-8"))}


def template_messages() -> set[str]:
    """What templatize leaves of a template are gettext calls among x's."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        calls = MARKED.findall(templatize(path.read_text("utf-8")))
        found |= {ast.literal_eval(literal) for literal in calls}
    return found


def other_names_of_gettext() -> list[str]:
    """Names under which makemessages would not know gettext."""
    sources = [
        path.read_text("utf-8")
        for app in ("accounts_app", "analytics_app")
        for path in (ROOT / app).rglob("*.py")
    ]
    found = [name for source in sources for name in re.findall(r"\bn?gettext(?:_lazy)? as (\w+)", source)]
    return sorted(set(found) - CALLS)


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def english_forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_sources_are_read() -> None:
    assert "Cakupan data" in template_messages()
    assert "%(n)s aduan masih menunggu." in python_messages()
    assert len(template_messages() | python_messages()) > 700


def test_gettext_is_called_by_names_that_are_collected() -> None:
    assert other_names_of_gettext() == []


def calls_with_computed_words() -> list[str]:
    """Calls that makemessages cannot read: their words would have no English, and nobody would miss it."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in ("accounts_app", "analytics_app")
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("_", "gettext", "ngettext")
        and node.args
        and not isinstance(node.args[0], ast.Constant)
    ]


def test_words_are_marked_where_they_stand() -> None:
    quoted = [call for call in calls_with_computed_words() if "views/source_words.py" not in call]
    assert quoted == []  # source_words quotes what its table marks


def test_every_word_of_templates_and_code_has_its_english() -> None:
    known = {entry.msgid for entry in catalogue("en") if entry.translated()}
    assert sorted((template_messages() | python_messages()) - known) == []


def test_no_english_is_kept_for_words_that_are_gone() -> None:
    assert sorted({entry.msgid for entry in catalogue("en")} - template_messages() - python_messages()) == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_nothing_is_fuzzy_or_empty(language: str) -> None:
    entries = catalogue(language)
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete or not entry.translated()] == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_compiled_file_is_that_of_the_words(language: str) -> None:
    words = catalogue(language)
    compiled = polib.mofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"))
    assert {(entry.msgid, *english_forms(entry)) for entry in compiled} == {
        (entry.msgid, *english_forms(entry)) for entry in words
    }


@pytest.mark.parametrize("language", ["en", "id"])
def test_translations_keep_the_placeholders(language: str) -> None:
    for entry in catalogue(language):
        forms = english_forms(entry)
        needed = sorted(PLACEHOLDERS.findall(entry.msgid_plural or entry.msgid))
        assert sorted(PLACEHOLDERS.findall(forms[-1])) == needed, entry.msgid
        assert set(PLACEHOLDERS.findall(forms[0])) <= set(needed), entry.msgid


def test_english_plurals_differ_from_their_singulars() -> None:
    plurals = [entry for entry in catalogue("en") if entry.msgid_plural]
    assert plurals
    assert all(len(set(english_forms(entry))) == 2 for entry in plurals)


# --- what parsers say ---------------------------------------------------------------------------


def domain_refusal_codes() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "analytics_app" / "sources").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SourceRefused":
                found |= set(strings_of(node)[:1]) if isinstance(node.args[0], ast.Constant) else set()
    return found


def test_every_refusal_of_a_parser_has_words_in_english() -> None:
    assert domain_refusal_codes() == set(REFUSALS)


def test_every_question_of_a_parser_has_words_in_english() -> None:
    source = (ROOT / "analytics_app" / "sources" / "questions.py").read_text("utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    asked = {strings_of(call)[0] for call in calls if getattr(call.func, "id", "") == "Question"}
    assert asked == set(QUESTIONS)


def test_labels_of_columns_and_evidence_of_formats_have_their_english() -> None:
    known = {entry.msgid for entry in catalogue("en")}
    assert {field.label for field in list_fields()} <= known
    assert {api.evidence for api in API_FORMATS} <= known


def test_parsers_are_quoted_in_indonesian_and_put_in_words_in_english() -> None:
    refusal = {
        "code": "no_such_sheet",
        "message": "Tidak ada lembar “Dua”.",
        "remedy": "Lembar yang ada: Satu.",
    }
    question = {"code": "zone", "text": "Zona waktu mana? (--zone)", "columns": ["dibuat", "diambil"]}
    with translation.override("id"):
        assert refusal_words(refusal) == refusal
        assert question_words(question) == "Zona waktu mana?"
    with translation.override("en"):
        assert refusal_words(refusal)["message"] == "There is no such worksheet."
        assert "dibuat, diambil" in question_words(question)
        assert not INDONESIAN.search(question_words(question))


# --- the pages ----------------------------------------------------------------------------------


def visible(html: str) -> str:
    """What a reader sees or hears of a page: text, and the attributes that are read out."""
    html = re.sub(r"<(script|style|code|pre)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<(\w+)\b[^>]*\blang="[^"]*"[^>]*>[^<]*</\1>', " ", html.split("<body", 1)[1])
    spoken = re.findall(r'\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", html), *spoken]))


#: Pages of the own account, of the members and of sign-in.
OWN_PAGES = (
    "account_change_password",
    "account_email",
    "invitation-list",
    "invitation-new",
    "member-list",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_list_webauthn",
    "my-account",
    "second-factor",
    "socialaccount_connections",
    "usersessions_list",
)


def pages(cast: Cast) -> list[str]:
    names = ("home", "region-list", "import-list", "import-new", "account-list", "account-import", "method")
    opened = Thread.objects.order_by("pk").first()
    assert opened is not None
    return [
        *map(reverse, (*names, "publication-list", *OWN_PAGES)),
        *(reverse("region", args=[region.code]) for region in (cast.province, cast.home)),
        reverse("account", args=[cast.home_account.public_id]),
        *(reverse("evidence", args=[cast.home.code, indicator.id]) for indicator in INDICATORS),
        reverse("diagnostics", args=[cast.home.code]),
        f"{reverse('what-if', args=[cast.home.code])}?saat=akhir-data",
        *map(reverse, ("public-national", "account_login", "account_reset_password")),
        "/tidak-ada/",
    ]


def strays(
    client: Client, addresses: list[str], marker: re.Pattern[str], names: set[str]
) -> Mapping[str, object]:
    """Address → the words of the other language on its page."""
    found: dict[str, object] = {}
    for address in addresses:
        answer = client.get(address, follow=True)
        text = visible(answer.content.decode())
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, " ")
        if hits := [text[max(0, hit.start() - 40) : hit.end() + 40] for hit in marker.finditer(text)]:
            found[address] = hits
    return found


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build_cast()
    User.objects.filter(pk=cast.national_admin.pk).update(is_superuser=True)
    build(cast.home_account, answered=14, waiting=6)
    Publication.objects.create(
        region=cast.province, quarter_end=QUARTER_END, published_by=cast.national_admin
    )
    return cast


def reader(cast: Cast, language: str, *, signed_in: bool) -> Client:
    client = Client()
    if signed_in:
        client.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


NAMES = {"Bahasa Indonesia", "English"}


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(("language", "marker"), [("en", INDONESIAN), ("id", ENGLISH)], ids=["en", "id"])
def test_pages_keep_to_the_readers_language(
    cast: Cast, language: str, marker: re.Pattern[str], signed_in: bool
) -> None:
    client = reader(cast, language, signed_in=signed_in)
    assert strays(client, pages(cast), marker, NAMES) == {}


def test_a_failed_sign_in_speaks_indonesian(db: None) -> None:
    answer = Client().post(reverse("account_login"), {"login": "bukan-alamat", "password": ""})
    text = visible(answer.content.decode())
    assert "surel" in text
    assert not ENGLISH.search(text)


def test_numbers_and_dates_follow_the_language() -> None:
    with translation.override("id"):
        assert (decimal(1234.5), percent(0.61), day_words(date(2026, 5, 20))) == (
            "1.234,5",
            "61\xa0%",
            "20 Mei 2026",
        )
    with translation.override("en"):
        assert (decimal(1234.5), percent(0.61), day_words(date(2026, 5, 20))) == (
            "1,234.5",
            "61%",
            "20 May 2026",
        )
