"""Whether pictures and videos reach those who cannot see or hear them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import WhyNot, unknown
from analytics_app.indicators.shares import share_of
from analytics_app.records import IndicatorResult

MIN_ALT_CHARACTERS = 20
MAX_SAME_ALT = 0.20

CONTENT_ACCESSIBILITY = IndicatorDefinition(
    id="content_accessibility",
    name=Text("Aksesibilitas konten", "Accessible media"),
    dimension=Dimension.USABILITY,
    weight=10,
    webqual_items=("W2", "W15"),
    evidence=(
        "001: membantu memastikan inklusivitas semua penduduk dalam layanan publik",
        "002: membuat sebuah desain berupa gambar, foto, video",
    ),
    formula=Text(
        "k/n atas unggahan asli bergambar atau bervideo; k = ada teks alternatif (gambar) atau takarir (video), atau "
        "keterangannya mengulang tanggal, tempat, dan tindakan dalam gambar",
        "k/n over original posts with image or video; k = alt text (image) or captions (video), or a caption that "
        "repeats date, place and action of the picture",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.9, 100.0)),
    anchors=Text(
        "WCAG 2.1 butir 1.1.1 dan 1.2.2 (tingkat A) meminta 100%; 0,9 memberi ruang bagi gambar hiasan.",
        "WCAG 2.1 SC 1.1.1/1.2.2 (level A) ask for 100%; 0.9 leaves room for decorative media.",
    ),
    min_n=20,
    sample=Text("unggahan bermedia", "posts with media"),
    missing=Text(
        "Platform tidak menampilkan teks alternatif dan tidak ada sampel penyandi: tidak teramati.",
        "Platform does not expose alt text and no coder sample: not observable.",
    ),
    gaming=Text("teks alternatif basa-basi (“gambar”)", "generic alt text (“gambar”)"),
    countermeasure=Text(
        "teks alternatif di bawah 20 karakter, atau sama pada lebih dari 20% unggahan, dihitung tidak ada",
        "alt text below 20 characters, or the same on more than 20% of posts, counts as absent",
    ),
)


@dataclass(frozen=True, slots=True)
class MediaPost:
    """An original post with a picture or video; None: not exposed or not looked at, "" or False: not there."""

    alt_text: str | None = None
    has_captions: bool | None = None
    caption_repeats_picture: bool | None = None

    @property
    def is_observable(self) -> bool:
        return not (
            self.alt_text is None and self.has_captions is None and self.caption_repeats_picture is None
        )


def content_accessibility(posts: Sequence[MediaPost] | None) -> IndicatorResult:
    """Share of the observable media posts that are accessible; Wilson 95 %."""
    seen = [post for post in posts or () if post.is_observable]
    if posts is None or (posts and not seen):
        return unknown(CONTENT_ACCESSIBILITY, WhyNot.NO_MEDIA_SEEN)
    k = sum(map(bool, accessible(posts)))
    return share_of(CONTENT_ACCESSIBILITY, k, len(seen), detail={"not_readable": len(posts) - len(seen)})


def accessible(posts: Sequence[MediaPost]) -> list[bool | None]:
    """Of each post of one account whether it counts as accessible; None: it could not be read."""
    seen = [post for post in posts if post.is_observable]
    used = Counter(post.alt_text for post in seen if post.alt_text)
    limit = MAX_SAME_ALT * len(seen)
    return [_is_accessible(post, used, limit) if post.is_observable else None for post in posts]


def _is_accessible(post: MediaPost, used: Counter[str], limit: float) -> bool:
    text = post.alt_text or ""
    has_text = len(text) >= MIN_ALT_CHARACTERS and used[text] <= max(1, limit)
    return has_text or bool(post.has_captions) or bool(post.caption_repeats_picture)
