"""Views that come with their first request: their names are right, and their addresses are allauth's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from accounts_app.late_views import late_view
from accounts_app.sign_in.second_factor_urls import urlpatterns as our_second_factors


def _walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


LATE = sorted(
    {
        pattern.callback.late_name
        for _, pattern in _walk(get_resolver().url_patterns)
        if hasattr(pattern.callback, "late_name")
    }
)


def test_views_of_both_apps_and_of_allauth_are_late() -> None:
    assert {name.split(".")[0] for name in LATE} == {"accounts_app", "analytics_app", "allauth"}


@pytest.mark.parametrize("name", LATE)
def test_a_late_view_is_there_when_it_is_asked_for(name: str) -> None:
    assert callable(import_string(name))


def test_a_late_view_answers_as_the_view_does() -> None:
    assert late_view("operator.add")(1, 2) == 3  # type: ignore[arg-type, comparison-overlap]


def test_the_second_factors_have_the_addresses_names_and_views_of_allauth() -> None:
    from allauth.mfa.urls import urlpatterns as theirs  # loads what the start of the web does without

    expected = [
        (route, pattern.name, getattr(pattern.callback, "view_class", pattern.callback))
        for route, pattern in _walk(theirs)
    ]
    ours = [
        (route, pattern.name, import_string(pattern.callback.late_name))
        for route, pattern in _walk(our_second_factors)
    ]
    found = [(route, name, getattr(view, "view_class", view)) for route, name, view in ours]
    assert sorted(found, key=str) == sorted(expected, key=str)
