"""What is shown beside the indicators and never scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import sqrt

from analytics_app.indicators.definition import Text

LINK_AT = 0.5
CORRECTION_HOURS = 24


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic: a name and how it is computed."""

    id: str
    name: Text
    formula: Text


DIAGNOSTICS: tuple[Diagnostic, ...] = (
    Diagnostic(
        "interaction_openness",
        Text("Keterbukaan komentar", "Openness to comments"),
        Text(
            "unggahan yang komentarnya dibuka / unggahan sendiri; di bawah 0,9 nilai Interaksi dikalikan "
            "nilai ini / 0,9",
            "posts with comments open / own posts; below 0.9 the interaction score is multiplied by this value / 0.9",
        ),
    ),
    Diagnostic(
        "periodic_series_rate",
        Text("Ringkasan berkala", "Periodic digest"),
        Text(
            "pekan dengan unggahan ringkasan berkala, seperti “Berita Sepekan” / pekan teramati",
            "weeks with a digest post, such as “Berita Sepekan” / weeks observed",
        ),
    ),
    Diagnostic(
        "correction_transparency",
        Text("Keterbukaan koreksi", "Open corrections"),
        Text(
            "unggahan keliru yang dikoreksi terbuka dalam 24 jam / unggahan yang ternyata keliru",
            "posts found wrong with a public correction within 24 h / posts found wrong",
        ),
    ),
    Diagnostic(
        "service_word_share",
        Text("Porsi kata layanan", "Share of service words"),
        Text(
            "kata dalam kosakata layanan / kata bermakna; beserta 20 kata dan tagar tersering",
            "words in the service lexicon / content words; with the 20 most frequent words and hashtags",
        ),
    ),
    Diagnostic(
        "similarity_graph",
        Text("Graf kemiripan", "Similarity graph"),
        Text("pasangan dengan indeks Jaccard ≥ 0,5", "pairs with a Jaccard index ≥ 0.5"),
    ),
    Diagnostic(
        "following_follower_ratio",
        Text("Mengikuti dibanding pengikut", "Following per follower"),
        Text("akun yang diikuti / pengikut", "accounts followed / followers"),
    ),
    Diagnostic(
        "reply_concentration",
        Text("Pemusatan balasan", "Concentration of replies"),
        Text(
            "koefisien Gini balasan atas penulis; porsi empat penerima teratas; indeks Herfindahl",
            "Gini coefficient of replies over authors; share of the top four addressees; Herfindahl index",
        ),
    ),
    Diagnostic(
        "hashtag_use",
        Text("Pemakaian tagar", "Use of hashtags"),
        Text(
            "tagar berbeda per 100 unggahan; porsi unggahan dengan tagar teratas",
            "distinct hashtags per 100 posts; share of posts under the top tag",
        ),
    ),
    Diagnostic(
        "relation_mix",
        Text("Jenis hubungan", "Kinds of relation"),
        Text(
            "jumlah pesan menurut jenis penulis dan penerima (G2C, C2G, G2B, B2G, G2G, G2N, N2G)",
            "messages by kind of author and kind of addressee (G2C, C2G, G2B, B2G, G2G, G2N, N2G)",
        ),
    ),
    Diagnostic(
        "problem_shares",
        Text("Porsi jenis masalah", "Shares of problems"),
        Text(
            "porsi tiap jenis masalah di antara pesan yang menyebut masalah (14 jenis)",
            "share of each kind among messages that state a problem (14 kinds)",
        ),
    ),
    Diagnostic(
        "rmst72",
        Text("Rata-rata jam menunggu sampai 72", "Mean hours waited up to 72"),
        Text(
            "luas di bawah kurva Kaplan–Meier sampai 72 jam", "area under the Kaplan–Meier curve up to 72 h"
        ),
    ),
)


def openness(comments_open: Sequence[bool | None]) -> float | None:
    """Share of own posts with comments open, of those where it is known; None where it is known of none."""
    known = [is_open for is_open in comments_open if is_open is not None]
    return sum(known) / len(known) if known else None


def periodic_series_rate(digest_days: Collection[date], observed_days: Collection[date]) -> float | None:
    """Share of the observed ISO weeks with a digest post."""
    weeks = {day.isocalendar()[:2] for day in observed_days}
    with_digest = {day.isocalendar()[:2] for day in digest_days} & weeks
    return len(with_digest) / len(weeks) if weeks else None


def correction_transparency(wrong: Sequence[tuple[datetime, datetime | None]]) -> float | None:
    """Share of posts found wrong (found at, corrected at) that were corrected in public within 24 hours."""
    if not wrong:
        return None
    limit = timedelta(hours=CORRECTION_HOURS)
    return sum(fixed is not None and fixed - found <= limit for found, fixed in wrong) / len(wrong)


def service_word_share(
    words: Sequence[str], lexicon: Collection[str]
) -> tuple[float | None, list[tuple[str, int]]]:
    """Share of content words that speak of services, and the 20 most frequent words."""
    share = sum(word in lexicon for word in words) / len(words) if words else None
    ranked = sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))
    return share, ranked[:20]


def jaccard(one: Collection[Hashable], other: Collection[Hashable]) -> float | None:
    """|A ∩ B| / |A ∪ B|; None for two empty sets."""
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else None


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """The cosine of two word counts; None where one is empty."""
    lengths = sqrt(sum(v * v for v in one.values())) * sqrt(sum(v * v for v in other.values()))
    return sum(v * other.get(k, 0) for k, v in one.items()) / lengths if lengths else None


def similarity_graph(sets: Mapping[str, Collection[Hashable]]) -> list[tuple[str, str]]:
    """Pairs of names whose sets have a Jaccard index of 0.5 or more, in order of names."""
    names = sorted(sets)
    return [
        (a, b)
        for place, a in enumerate(names)
        for b in names[place + 1 :]
        if (jaccard(sets[a], sets[b]) or 0.0) >= LINK_AT
    ]


def gini(counts: Sequence[float]) -> float | None:
    """The Gini coefficient; None for no counts or only zeros."""
    total, n = sum(counts), len(counts)
    if not total:
        return None
    return sum((2 * rank - n - 1) * count for rank, count in enumerate(sorted(counts), 1)) / (n * total)


def top_share(counts: Sequence[float], total: float, top: int = 4) -> float | None:
    """Share of the ``top`` largest counts in ``total``."""
    return sum(sorted(counts, reverse=True)[:top]) / total if total else None


def herfindahl(counts: Sequence[float], total: float) -> float | None:
    """Σ share²; a lower bound where ``counts`` leaves out part of ``total``."""
    return sum((count / total) ** 2 for count in counts) if total else None


def ratio(one: float | None, other: float | None) -> float | None:
    """One per other; None where either is unknown or the other is 0."""
    return one / other if one is not None and other else None


def hashtag_use(tags_of_posts: Sequence[Collection[str]]) -> tuple[float | None, float | None]:
    """Distinct hashtags per 100 posts, and the share of posts under the most used one."""
    if not tags_of_posts:
        return None, None
    used = Counter(tag for tags in tags_of_posts for tag in set(tags))
    n = len(tags_of_posts)
    return 100 * len(used) / n, max(used.values(), default=0) / n


class Actor(StrEnum):
    """Who writes and who is addressed; values are the letters of the relation types."""

    GOVERNMENT = "G"
    CITIZEN = "C"
    BUSINESS = "B"
    NONPROFIT = "N"


_RELATIONS = frozenset({"G2C", "C2G", "G2B", "B2G", "G2G", "G2N", "N2G"})


def relation_of(author: Actor, addressee: Actor) -> str | None:
    """The relation type (after Fang 2002), or None where no government takes part."""
    name = f"{author}2{addressee}"
    return name if name in _RELATIONS else None


def relation_mix(edges: Sequence[tuple[Actor, Actor]]) -> dict[str, int]:
    """How many edges of each type; those of none under "none"."""
    return dict(Counter(relation_of(author, addressee) or "none" for author, addressee in edges))


def problem_shares(
    counts: Mapping[str, float], left_out: Collection[str] = ("tidak_menjawab",)
) -> dict[str, float]:
    """Share of each problem among the messages that state one."""
    kept = {name: count for name, count in counts.items() if name not in left_out}
    total = sum(kept.values())
    return {name: count / total for name, count in kept.items()} if total else {}


def distance_from_uniform(counts: Collection[float]) -> float | None:
    """Total variation distance to equal shares: 0 = evenly spread."""
    total = sum(counts)
    return sum(abs(count / total - 1 / len(counts)) for count in counts) / 2 if total else None
