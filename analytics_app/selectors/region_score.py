"""The dimensions and the composite of a region and its accounts at one date, with their intervals. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Platform, Status
from analytics_app.coverage_spans import Observed
from analytics_app.indicators.arithmetic import seed_of
from analytics_app.indicators.coverage import MIN_COVERAGE
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.equity import is_matured, replied_in_time
from analytics_app.indicators.lag import INFORMATION_LAG, LONGEST_HOURS
from analytics_app.indicators.openness import openness_of
from analytics_app.indicators.originality import PLATFORMS_WITH_REPOSTS
from analytics_app.indicators.regularity import UPDATE_REGULARITY
from analytics_app.indicators.response import AFTER_HOURS_HOURS, RATE_HOURS, wait_of
from analytics_app.indicators.rollup import INFORMATION_ROLES, MAIN
from analytics_app.models import Thread
from analytics_app.periods import WINDOW_DAYS, local_day
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.scoring.aggregate import Composite, Conduct, composite, scores_of
from analytics_app.scoring.bootstrap import Subject, Uncertainty, uncertainty
from analytics_app.scoring.samples import (
    Answered,
    Diversity,
    Equity,
    Mean,
    MedianLag,
    Origin,
    Sample,
    Waited,
    Waits,
)
from analytics_app.selectors.content_indicators import content_samples
from analytics_app.selectors.judged_indicators import judged_samples
from analytics_app.selectors.media_indicator import accessibility_samples
from analytics_app.selectors.peer_figures import first_threads
from analytics_app.selectors.region_indicators import (
    CRITICAL,
    Computed,
    Pool,
    due_outcomes,
    pooled,
    qualifying_of,
    region_outcomes,
    serving_accounts,
    social_region,
    topics_of,
    verdicts_of,
)
from analytics_app.selectors.relative_samples import relative_samples
from analytics_app.selectors.window import AccountWindow, RegionWindow, load_region_window
from analytics_app.text.rules.copies import same_voices

Origins = Mapping[int, Origin]


@dataclass(frozen=True, slots=True)
class SubjectScore:
    """The social media of a region (``account`` None) or of one account at one date, and how sure the scores are."""

    account: OfficialAccount | None
    results: tuple[IndicatorResult, ...]
    conduct: Conduct
    composite: Composite
    uncertainty: Uncertainty
    seed: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What the samples of one subject rest on: its threads, those that may fall due, its speakers, its posts."""

    outcomes: Sequence[ThreadOutcome]
    due: Sequence[ThreadOutcome]
    kept: Sequence[AccountWindow]
    posting: Sequence[AccountWindow]
    serving: Sequence[AccountWindow]  # all that count in usability
    citizens: Sequence[int] = ()  # the first thread of each who took part in the region


def score_of_region(region: Region, as_of: date) -> SubjectScore:
    """The region's own scores, computed now from what is stored."""
    window = load_region_window(region, as_of)
    social = [w for w in window.accounts if not w.is_channel]
    return next(iter(subject_scores(window, [social_region(window, social)])))


def subject_scores(window: RegionWindow, computed: Iterable[Computed]) -> list[SubjectScore]:
    """Dimensions and composite of each subject whose social media were computed. Two queries."""
    social = [one for one in computed if one.pool == Pool.SOCIAL]
    bases = [basis_of(window, one.account) for one in social]
    origins = origins_of(window, bases)
    return [_score(window, one, basis, origins) for one, basis in zip(social, bases, strict=True)]


def basis_of(window: RegionWindow, account: OfficialAccount | None) -> Basis:
    """Of the account, by its own replies; of the region, by those of all its serving accounts."""
    if account is not None:
        (w,) = (w for w in window.accounts if w.account.pk == account.pk)
        return Basis(w.outcomes, [*(own for own, _ in w.earlier), *w.outcomes], [w], [w], [w])
    serving = serving_accounts([w for w in window.accounts if not w.is_channel])
    kept, _ = pooled(window, serving)
    posting = [w for w in serving if w.account.role in INFORMATION_ROLES]
    return Basis(region_outcomes(kept), due_outcomes(kept), kept, posting, serving, first_threads(window))


def _score(window: RegionWindow, computed: Computed, basis: Basis, origins: Origins) -> SubjectScore:
    results, account = computed.results, computed.account
    conduct = conduct_of(window, account)
    whole = composite(scores_of(results), conduct)
    scored = {
        one.indicator: one.score for one in results if one.status is Status.SCORED and one.score is not None
    }
    held = held_samples(window, computed, basis, origins)
    samples = {name: sample for name, sample in held.items() if name in scored and sample.size}
    name = f"{account.platform}:{account.handle.lower()}" if account else f"region:{window.region.code}"
    seed = seed_of(name, window.period.last_day, METHOD_VERSION)
    sure = uncertainty(Subject(whole, scored, samples, seed))
    return SubjectScore(account, results, conduct, whole, sure, seed)


def conduct_of(window: RegionWindow, account: OfficialAccount | None) -> Conduct:
    """What is known besides indicators. Numbers of posts and threads only where nearly all of the window was seen.

    What was captured of ten days tells nothing of how few there are in ninety.
    """
    social = [w for w in window.accounts if not w.is_channel]
    own = serving_accounts(social) if account is None else [w for w in social if w.account.pk == account.pk]
    informing = own if account else [w for w in own if w.account.role in INFORMATION_ROLES]
    seen = [w for w in informing if _is_seen(window, w, w.posts_observed)]
    heard = own and all(_is_seen(window, w, w.replies_observed) for w in own)
    spoken = openness_of((window.inputs.of(w.account).comment_checks, w.originals) for w in own)
    return Conduct(
        openness=spoken.share,
        is_blocked=spoken.is_blocked,
        threads=sum(len(w.outcomes) for w in own) if heard else None,
        own_posts=sum(w.originals for w in seen) if seen else None,
    )


def _is_seen(window: RegionWindow, w: AccountWindow, observed: Observed) -> bool:
    long_enough = window.expected_days(w.account) >= MIN_COVERAGE * WINDOW_DAYS
    return long_enough and window.day_share(observed, w.account) >= MIN_COVERAGE


def held_samples(
    window: RegionWindow, computed: Computed, basis: Basis, origins: Origins
) -> dict[str, Sample]:
    """Everything of the subject that is resampled: its own cases, and those that stand beside peers'."""
    citizens = [origins[thread] for thread in basis.citizens]
    beside = relative_samples(window, computed.account, basis.serving, citizens, computed.results)
    return samples_of(window, basis, origins) | beside


# --- samples -------------------------------------------------------------------------------------


def samples_of(window: RegionWindow, basis: Basis, origins: Origins) -> dict[str, Sample]:
    """What each computable indicator of the subject rests on, case by case."""
    outcomes, due = basis.outcomes, verdicts_of(window, list(basis.due))
    waits = _waits(outcomes, origins)
    after_hours = _waits([one for one in outcomes if one.is_after_hours], origins)
    edges = [edge for w in basis.kept for edge in w.edges if edge.to_citizen is not None]
    return {
        "response_rate": Answered(waits, RATE_HOURS),
        "response_speed": Waited(waits, RATE_HOURS),
        "after_hours_response": Answered(after_hours, AFTER_HOURS_HOURS),
        "deadline_compliance": Mean(
            [origins[verdict.case.thread_id] for verdict in due], [float(v.is_met) for v in due], pseudo=2
        ),
        "reply_equity": _equity(outcomes, origins),
        "citizen_interaction_share": Mean(
            [_week(edge.day) for edge in edges], [float(bool(edge.to_citizen)) for edge in edges]
        ),
        "original_information_share": _originality(basis.posting),
        "update_regularity": _regularity(window, basis.posting),
        "topic_diversity": _diversity(window, list(basis.posting)),
        INFORMATION_LAG.id: _lag(window, basis.posting),
        **content_samples(window, basis.posting),
        **judged_samples(window, basis.kept),
        **accessibility_samples(window, basis.serving),
    }


def origins_of(window: RegionWindow, bases: Collection[Basis]) -> Origins:
    """Of every thread that a sample may hold. One query."""
    threads = {one.thread_id for basis in bases for one in (*basis.outcomes, *basis.due)}
    threads.update(thread for basis in bases for thread in basis.citizens)
    return _thread_origins(threads, window.zone)


def _thread_origins(thread_ids: Iterable[int], zone: ZoneInfo) -> Origins:
    """Author, root post and week of threads; an author's place is that of their earliest message among them."""
    rows = list(
        Thread.objects.filter(pk__in=set(thread_ids))
        .order_by("started_at", "opened_message__platform_id")
        .values_list(
            "pk", "opened_at", "platform", "author_key",
            "opened_message__platform_id", "opened_message__root__platform_id", "opened_message__text",
        )
    )  # fmt: skip
    earliest: dict[str, str] = {}
    for _, _, platform, author, message, _, _ in rows:
        earliest.setdefault(author or "", f"{platform}:{message}")
    voices = same_voices(((author, text) for _, _, _, author, _, _, text in rows if author), earliest)
    return {
        pk: Origin(
            week=local_day(opened_at, zone).isocalendar()[:2],
            # Who says the same is one voice; an unnamed author is nobody else.
            author=voices.get(author, author) if author else f"thread:{message}",
            author_order=earliest[voices.get(author, author)] if author else f"{platform}:{message}",
            root=f"{platform}:{root or message}",
        )
        for pk, opened_at, platform, author, message, root, _ in rows
    }


def _waits(outcomes: Iterable[ThreadOutcome], origins: Origins) -> Waits:
    waited = [(origins[one.thread_id], wait) for one in outcomes if (wait := wait_of(one)) is not None]
    return Waits(
        [o for o, _ in waited], [hours for _, (hours, _) in waited], [reply for _, (_, reply) in waited]
    )


def _equity(outcomes: Iterable[ThreadOutcome], origins: Origins) -> Equity:
    matured = [one for one in outcomes if one.intent is not None and is_matured(one)]
    return Equity(
        [origins[one.thread_id] for one in matured],
        [one.intent in CRITICAL for one in matured],
        [replied_in_time(one) for one in matured],
    )


def _originality(posting: Sequence[AccountWindow]) -> Mean:
    """Posts of platforms that know reposts; the main accounts' together weigh as much as the others'."""
    groups: dict[bool, list[tuple[date, bool]]] = defaultdict(list)
    for w in posting:
        if w.carries_reposts and Platform(w.account.platform) in PLATFORMS_WITH_REPOSTS:
            groups[w.account.role == MAIN] += w.kinds
    cases = [(day, is_own, 1 / len(group)) for group in groups.values() for day, is_own in group]
    return Mean(
        [_week(day) for day, _, _ in cases],
        [float(own) for _, own, _ in cases],
        [share for _, _, share in cases],
    )


def _regularity(window: RegionWindow, posting: Sequence[AccountWindow]) -> Mean:
    """Observed days of accounts that are observed long enough, main accounts together at half of the weight."""
    observed = {w.account.pk: w.posts_observed.days(window.period, window.zone) for w in posting}
    usable = [w for w in posting if len(observed[w.account.pk]) >= UPDATE_REGULARITY.min_n]
    sizes = {is_main: sum((w.account.role == MAIN) is is_main for w in usable) for is_main in (True, False)}
    cases = []
    for w in usable:
        days, hits = observed[w.account.pk], qualifying_of(window, w)
        share = 1 / len(days) / sizes[w.account.role == MAIN]
        cases += [(day, float(day in hits), share) for day in sorted(days)]
    return Mean(
        [_week(day) for day, _, _ in cases], [hit for _, hit, _ in cases], [share for _, _, share in cases]
    )


def _lag(window: RegionWindow, posting: Sequence[AccountWindow]) -> MedianLag:
    """Ordinary items, by the week in which they came."""
    items = [
        item
        for w in posting
        for item in window.inputs.of(w.account).source_items or ()
        if not item.is_emergency
    ]
    waits = Waits(
        [_week(local_day(item.source_at, window.zone)) for item in items],
        [item.hours for item in items],
        [item.published_at is not None for item in items],
    )
    return MedianLag(waits, LONGEST_HOURS)


def _diversity(window: RegionWindow, posting: list[AccountWindow]) -> Diversity:
    posts = topics_of(window, posting)
    return Diversity(
        [_week(post.local_day) for post in posts],
        [post.topic for post in posts],
        [post.weight for post in posts],
    )


def _week(day: date) -> Origin:
    return Origin(day.isocalendar()[:2])
