"""Every stored field is classified once, and what is public is really no person's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from analytics_app.selectors.data_dictionary import FIELDS, Sensitivity, classified, stored_fields
from tests.cast import Cast


def test_every_field_is_classified_and_no_field_is_made_up():
    known, stored = (
        classified(),
        {model: {f.name for f in fields} for model, fields in stored_fields().items()},
    )
    missing = {
        f"{model}.{name}" for model, names in stored.items() for name in names - set(known.get(model, {}))
    }
    gone = {
        f"{model}.{name}" for model, names in known.items() for name in set(names) - stored.get(model, set())
    }
    assert not missing, (
        f"say in analytics_app/selectors/data_dictionary.py what these tell of a person: {missing}"
    )
    assert not gone, f"no such field any more: {gone}"


@pytest.mark.parametrize("model", sorted(FIELDS))
def test_no_field_is_classified_twice(model: str):
    names = [name for listed in FIELDS[model].values() for name in listed.split()]
    assert sorted(names) == sorted(set(names))


def test_keys_of_people_are_pseudonymous_wherever_they_stand():
    """Columns as long as a pseudonym, named like one."""
    known = classified()
    keys = {
        (model, field.name)
        for model, fields in stored_fields().items()
        for field in fields
        if field.name in ("author_key", "handle_key", "user_key", "in_reply_to_key", "mention_keys", "text")
    }
    assert keys
    assert {known[model][name] for model, name in keys} == {Sensitivity.PSEUDONYMOUS}


@pytest.mark.django_db
def test_the_page_lists_every_field(client: Client, cast: Cast):
    client.force_login(cast.auditor, backend="django.contrib.auth.backends.ModelBackend")
    rows = client.get(reverse("data-dictionary")).context["rows"]
    assert len(rows) == sum(len(fields) for fields in stored_fields().values())
