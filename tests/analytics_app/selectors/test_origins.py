"""Threads of the bootstrap: whose they are."""

import pytest

from analytics_app.models import Message
from analytics_app.selectors.evidence import count_same_words, list_threads
from analytics_app.selectors.region_score import basis_of, origins_of
from analytics_app.selectors.values import SOCIAL
from analytics_app.selectors.window import load_region_window
from tests.analytics_app.pages_world import QUARTER_END, cover, fill
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db


def test_authors_of_the_same_words_are_one_voice_and_the_page_says_so() -> None:
    account = OfficialAccountFactory()
    cover(account)
    n = len(fill(account, answered=4, waiting=3))

    def voices() -> set[str | None]:
        window = load_region_window(account.region, QUARTER_END)
        origins = origins_of(window, [basis_of(window, None)])
        assert len(origins) == n
        return {origin.author for origin in origins.values()}

    rows = list_threads(account.region, SOCIAL, QUARTER_END).rows
    assert len(voices()) == 1  # the factory gives every citizen the same sentence
    assert set(count_same_words(rows).values()) == {n}
    for place, row in enumerate(rows):
        Message.objects.filter(pk=row.opened_message_id).update(
            text=f"Pesan warga yang {'lain ' * place} sama sekali"
        )
    assert len(voices()) == n
    assert not count_same_words(rows)
