"""How much of what an account posts it wrote itself."""

from __future__ import annotations

import re

from analytics_app.choices import MessageKind, Platform, Status
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.result import Sample, WhyNot, scored, without_value
from analytics_app.records import IndicatorResult

QUOTE_MIN_CHARACTERS = 40
PLATFORMS_WITH_REPOSTS = frozenset({Platform.X, Platform.FACEBOOK})

ORIGINAL_INFORMATION_SHARE = IndicatorDefinition(
    id="original_information_share",
    name=Text("Porsi informasi orisinal", "Original information share"),
    dimension=Dimension.INFORMATION,
    weight=10,
    webqual_items=("W12", "W14"),
    evidence=(
        "004: Jumlah tweet akun Diskominfo Kabupaten Pemalang sebanyak 1331, sedangkan retweet sebanayak 1904",
        "004: sebanyak 3.235 cuitan",
    ),
    formula=Text(
        "unggahan asli / (unggahan asli + unggahan ulang); kutipan dihitung asli bila teks sendirinya "
        "≥ 40 karakter; unggahan ulang peringatan BMKG, BPBD, BNPB, PVMBG dan polisi lalu lintas tidak dihitung",
        "originals / (originals + reposts); a quote counts as original when its own text has ≥ 40 characters; "
        "reposted alerts by BMKG, BPBD, BNPB, PVMBG and traffic police are left out",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.5, 60.0), (0.75, 100.0)),
    anchors=Text(
        "Makalah 004: di bawah setengah, akun “lebih banyak membagikan daripada memproduksi”.",
        "Paper 004: below one half the account shares more than it produces, read as below the acceptable mark.",
    ),
    min_n=30,
    sample=Text("unggahan", "posts"),
    missing=Text(
        "Platform tanpa unggah ulang: tidak berlaku. Sumber yang tidak memuat unggahan ulang: tidak teramati.",
        "Platform without reposts: not applicable. Source that cannot carry reposts: not observable.",
    ),
    gaming=Text("salin-tempel alih-alih membagikan ulang", "copy and paste instead of reposting"),
    countermeasure=Text(
        "teks yang sama (Jaccard ≥ 0,8) dengan unggahan akun resmi lain dihitung unggahan ulang",
        "text identical (Jaccard ≥ 0.8) to an earlier post of another official account counts as a repost",
    ),
)

# Names under which warnings of disasters and traffic are issued; repeating them is a service to residents.
_ALERT_SOURCE = re.compile(r"bmkg|bpbd|bnpb|pvmbg|tmcpolda|tmcpolres|ntmc|satlantas|ditlantas")


def is_original(kind: MessageKind, own_text_length: int) -> bool:
    """Whether a post counts as original: written by the account, or a quote with 40 characters of its own."""
    return kind is MessageKind.ORIGINAL or (
        kind is MessageKind.QUOTE and own_text_length >= QUOTE_MIN_CHARACTERS
    )


def is_alert_source(handle: str) -> bool:
    """Whether reposts of this account are warnings, which leave the share (method section 12, rule 6)."""
    return _ALERT_SOURCE.search(handle.lower()) is not None


def original_information_share(
    originals: int,
    reposts: int,
    *,
    carries_reposts: bool,
    platform_has_reposts: bool,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Originals of all posts, Wilson 95 %. ``carries_reposts``: the source can show a repost at all."""
    total = originals + reposts
    sample = Sample(originals, total, total, {"originals": originals, "reposts": reposts})
    why = _why_not(total, carries_reposts, platform_has_reposts, has_coverage)
    if why is not None:
        return without_value(ORIGINAL_INFORMATION_SHARE, sample, _STATUS[why], why, provisional_reason)
    return scored(
        ORIGINAL_INFORMATION_SHARE, sample, originals / total, wilson(originals, total), provisional_reason
    )


_STATUS = {
    WhyNot.PLATFORM_HAS_NONE: Status.NOT_APPLICABLE,
    WhyNot.SOURCE_CANNOT_CARRY: Status.NOT_OBSERVABLE,
    WhyNot.COVERAGE: Status.INSUFFICIENT,
    WhyNot.NO_CASES: Status.INSUFFICIENT,
    WhyNot.BELOW_MINIMUM: Status.INSUFFICIENT,
}


def _why_not(
    total: int, carries_reposts: bool, platform_has_reposts: bool, has_coverage: bool
) -> WhyNot | None:
    if not platform_has_reposts:
        return WhyNot.PLATFORM_HAS_NONE
    if not carries_reposts:
        return WhyNot.SOURCE_CANNOT_CARRY
    if not has_coverage:
        return WhyNot.COVERAGE
    if total == 0:
        return WhyNot.NO_CASES
    return WhyNot.BELOW_MINIMUM if total < ORIGINAL_INFORMATION_SHARE.min_n else None
