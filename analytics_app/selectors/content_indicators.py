"""What own posts are about and how they are written, as the indicators of content count it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics_app.choices import LabelTask
from analytics_app.indicators.content import (
    PERSONA_SHARE,
    PLAIN_SHARE,
    SERVICE_SHARE,
    VERIFIABLE_SHARE,
    ContentShare,
    Function,
    LabelledPost,
)
from analytics_app.indicators.guides import COMPONENTS, SERVICE_INFO_COMPLETENESS, service_info_completeness
from analytics_app.indicators.misclassification import Audit
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.rollup import MAIN
from analytics_app.indicators.shares import case_weights
from analytics_app.records import IndicatorResult
from analytics_app.scoring.samples import Mean, Origin, Sample
from analytics_app.selectors.label_quality import LabelQuality
from analytics_app.selectors.window import AccountWindow, OwnPost, RegionWindow
from analytics_app.text.classify import Task
from analytics_app.text.rules.writing import components_of, has_evidence, is_guide, is_plain

#: What a text says by rules that nobody has held against codes yet.
TEXT_RULES_NOT_AUDITED = "text_rules_not_audited"
COMPONENTS_IN_TEXT_ONLY = "components_in_text_only"
#: Under this name the first share keeps what coders had said of all labels when it was computed.
CODERS = "coders"

_BY_FUNCTION = (SERVICE_SHARE, PERSONA_SHARE)
_BY_TEXT = (VERIFIABLE_SHARE, PLAIN_SHARE)
_CLASS_OF = {
    SERVICE_SHARE.definition.id: Function.SERVICE.value,
    PERSONA_SHARE.definition.id: Function.PERSONA.value,
}


@dataclass(frozen=True, slots=True)
class GuidePost:
    """A post that tells how to get a service, and how many of the six components its text holds."""

    post: OwnPost
    components: frozenset[str]
    is_main: bool


def content_results(
    window: RegionWindow, accounts: Sequence[AccountWindow], seed: int, *, has_coverage: bool
) -> tuple[IndicatorResult, ...]:
    """The five indicators of content over the distinct posts of these accounts."""
    posts, quality = posts_of(window, accounts), window.qualities.of(LabelTask.FUNCTION)
    missing = None if has_coverage else WhyNot.COVERAGE
    shares = [
        share.result(posts, _audit(share, quality), why_not=missing or _why_not(share, quality))
        for share in _BY_FUNCTION
    ]
    shares += [
        share.result(posts, why_not=missing or quality.why_not, provisional_reason=TEXT_RULES_NOT_AUDITED)
        for share in _BY_TEXT
    ]
    if basis := window.qualities.fingerprint:  # tells when coders have said more since
        shares[0] = replace(shares[0], detail={**shares[0].detail, CODERS: basis})
    return (*shares, _completeness(window, accounts, seed, missing or quality.why_not))


def content_samples(window: RegionWindow, accounts: Sequence[AccountWindow]) -> dict[str, Sample]:
    """What they rest on, case by case, for the bootstrap."""
    posts, quality = posts_of(window, accounts), window.qualities.of(LabelTask.FUNCTION)
    samples: dict[str, Sample] = {
        share.definition.id: _sample(share, posts, _audit(share, quality))
        for share in (*_BY_FUNCTION, *_BY_TEXT)
    }
    guides = guides_of(window, accounts)
    samples[SERVICE_INFO_COMPLETENESS.id] = Mean(
        [_week(guide.post.local_day) for guide in guides],
        [len(guide.components) / len(COMPONENTS) for guide in guides],
        _shares([guide.is_main for guide in guides]),
    )
    return samples


def posts_of(window: RegionWindow, accounts: Iterable[AccountWindow]) -> list[LabelledPost]:
    """The distinct posts of the window, each with its function and what its text says."""
    return [
        labelled_post(post, is_main=w.account.role == MAIN)
        for w in accounts
        for post in w.distinct_posts
        if post.local_day >= window.period.first_day
    ]


def labelled_post(post: OwnPost, *, is_main: bool) -> LabelledPost:
    function = post.labels.get(Task.FUNCTION)
    return LabelledPost(
        local_day=post.local_day,
        text=post.text,
        function=Function(function[0]) if function else None,
        has_evidence=has_evidence(post.text),
        is_plain=is_plain(post.text),
        is_main=is_main,
        is_certain=function is not None and function[1],
    )


def guides_of(window: RegionWindow, accounts: Iterable[AccountWindow]) -> list[GuidePost]:
    """Distinct service posts that name a service and tell how to get it."""
    return [
        guide
        for w in accounts
        for post in w.distinct_posts
        if post.local_day >= window.period.first_day
        and (guide := guide_post(post, is_main=w.account.role == MAIN)) is not None
    ]


def guide_post(post: OwnPost, *, is_main: bool) -> GuidePost | None:
    """The post as a guide; None where it is none."""
    if post.label(Task.FUNCTION) != Function.SERVICE or post.label(Task.SERVICE) is None:
        return None
    components = components_of(post.text)
    return GuidePost(post, components, is_main) if is_guide(components) else None


def is_unlabelled(window: RegionWindow, accounts: Iterable[AccountWindow]) -> bool:
    """Whether there are posts, and the pipeline was over none of them (it gives every text a function)."""
    inside = [
        Task.FUNCTION in post.labels
        for w in accounts
        for post in w.distinct_posts
        if post.local_day >= window.period.first_day
    ]
    return bool(inside) and not any(inside)


# --- pieces --------------------------------------------------------------------------------------


def _completeness(
    window: RegionWindow, accounts: Sequence[AccountWindow], seed: int, why_not: WhyNot | None
) -> IndicatorResult:
    guides = guides_of(window, accounts)
    return service_info_completeness(
        None if is_unlabelled(window, accounts) else [len(guide.components) for guide in guides],
        seed,
        weights=case_weights([guide.is_main for guide in guides]),
        why_not=why_not,
        provisional_reason=COMPONENTS_IN_TEXT_ONLY,
    )


def _audit(share: ContentShare, quality: LabelQuality) -> Audit | None:
    return quality.audit(_CLASS_OF[share.definition.id]) if share.is_by_function else None


def _why_not(share: ContentShare, quality: LabelQuality) -> WhyNot | None:
    return quality.why_not_class(_CLASS_OF[share.definition.id])


def _sample(share: ContentShare, posts: Sequence[LabelledPost], audit: Audit | None) -> Mean:
    cases = share.cases(posts)
    return Mean(
        [_week(post.local_day) for post, _ in cases],
        [float(case.is_hit) for _, case in cases],
        _shares([case.is_main for _, case in cases]),
        audit=audit,
        certain=[case.is_certain for _, case in cases],
    )


def _shares(are_main: Sequence[bool]) -> list[float] | None:
    return case_weights(are_main) if are_main else None


def _week(day: date) -> Origin:
    return Origin(day.isocalendar()[:2])
