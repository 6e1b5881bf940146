"""Who says word for word what others say: such authors count as one where chance is drawn (method 3 and 12).

Their threads stay many: a petition is many people asking. But they are one event, so an interval must not be narrowed
by them. Who says it is no judgement on who wrote it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analytics_app.text.normalise import template_text
from analytics_app.text.rules.spam import COPY_WORDS


def shared_texts(written: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Template → its authors, of (author, text) pairs: texts of six words and more that several people wrote.

    Names, numbers, links and emoji do not tell copies apart; shorter texts are the same by chance.
    """
    authors: dict[str, set[str]] = defaultdict(set)
    for author, text in written:
        template = template_text(text)
        if template.count(" ") + 1 >= COPY_WORDS:
            authors[template].add(author)
    return {template: own for template, own in authors.items() if len(own) > 1}


def same_voices(written: Iterable[tuple[str, str]], order: Mapping[str, str]) -> dict[str, str]:
    """Author → who stands for all that share a text with them, directly or through others: the first by ``order``.

    Authors who share none are absent.
    """
    voice: dict[str, str] = {}

    def root(author: str) -> str:
        while voice[author] != author:
            author = voice[author]
        return author

    for own in shared_texts(written).values():
        roots = {root(author) if author in voice else author for author in own}
        first = min(roots, key=lambda author: (order[author], author))
        for author in (*roots, *own):
            voice[author] = first
    return {author: root(author) for author in voice}
