"""The scene of the walks, built once a file: no test changes what it holds, and what a test writes is taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.access.expectations import Scene
from tests.cast import PEOPLE


@pytest.fixture(scope="module")
def scene(db_of_file: None) -> Scene:
    from tests.access.scene import build_scene  # models can be imported only after Django's setup
    from tests.cast import build_cast

    return build_scene(build_cast())


@pytest.fixture(scope="module")
def client_of(scene: Scene) -> Callable[..., Client]:
    """A new browser for each call, in which a person of the cast is signed in already; ``options`` are Client's."""
    cookies = {}
    for person in PEOPLE:
        client = Client()
        if (user := getattr(scene.cast, person)) is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookies[person] = client.cookies

    def client_of(person: str, **options: Any) -> Client:
        client = Client(**options)
        client.cookies.update(cookies[person])
        return client

    return client_of
