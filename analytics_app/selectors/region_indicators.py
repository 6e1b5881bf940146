"""The indicators of a region and of each of its accounts at one date, computed from what is stored. Reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import LabelTask, Platform
from analytics_app.indicators.arithmetic import seed_of
from analytics_app.indicators.channels import (
    ACTIVE_DAYS,
    AccountLink,
    LinkKind,
    Presence,
    channel_coverage,
    cross_channel_integration,
)
from analytics_app.indicators.coverage import MIN_COVERAGE, SourceCoverage, pool_sources
from analytics_app.indicators.deadlines import (
    DeadlineCase,
    DeadlineVerdict,
    deadline_compliance,
    deadline_verdicts,
)
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.equity import reply_equity
from analytics_app.indicators.findability import findability
from analytics_app.indicators.guides import SERVICE_NAVIGATION, service_navigation
from analytics_app.indicators.interaction import citizen_interaction_share
from analytics_app.indicators.lag import SourceItem, information_lag
from analytics_app.indicators.originality import PLATFORMS_WITH_REPOSTS, original_information_share
from analytics_app.indicators.profile import (
    ACCOUNT_AUTHENTICITY,
    PROFILE_COMPLETENESS,
    account_authenticity,
    newest_snapshot,
    profile_completeness,
)
from analytics_app.indicators.registry import BY_ID, WITHOUT_INPUT, all_results
from analytics_app.indicators.regularity import qualifying_days, update_regularity
from analytics_app.indicators.response import after_hours_response, response_rate, response_speed
from analytics_app.indicators.result import WhyNot, unknown, withheld
from analytics_app.indicators.rollup import (
    AGENCY,
    INFORMATION_ROLES,
    MAIN,
    REGION_ONLY,
    SERVICE_ROLES,
    AccountDays,
    AccountPosts,
    region_checklist,
    region_original_information_share,
    region_update_regularity,
)
from analytics_app.indicators.topics import TopicPost, topic_diversity
from analytics_app.models import IndicatorValue
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.selectors.content_indicators import content_results, is_unlabelled
from analytics_app.selectors.judged_indicators import judged_results
from analytics_app.selectors.label_quality import NEEDS, Qualities
from analytics_app.selectors.media_indicator import account_accessibility, region_accessibility
from analytics_app.selectors.peer_figures import PeerBook, account_name
from analytics_app.selectors.relative_indicators import (
    account_engagement,
    reactions_in,
    region_engaged,
    region_participation,
)
from analytics_app.selectors.window import AccountWindow, RegionWindow, load_region_window
from analytics_app.text.classify import Task
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.topics import TOPICS
from analytics_app.worktime import national_calendar

Pool = IndicatorValue.Pool

#: Stand-ins until texts are labelled and labels audited; the value says which one it rests on.
INTENT_BY_KEYWORDS = "intent_by_keywords"
ADDRESSEE_BY_THREAD = "addressee_by_thread"
TOPIC_BY_KEYWORDS = "topic_by_keywords"

_KIND_OF = {intent.id: intent.sp4n for intent in INTENTS}
CRITICAL = frozenset(intent.id for intent in INTENTS if intent.critical and intent.needs_response)
USEFUL_TOPICS = frozenset(topic.id for topic in TOPICS if topic.useful)
#: Agencies that inform about everything their government does.
_INFORMATION_AGENCY = "kominfo"


@dataclass(frozen=True)
class Computed:
    """The indicators of one subject and pool at one date. ``account`` None: the region itself."""

    account: OfficialAccount | None
    pool: str
    coverage: float | None
    results: tuple[IndicatorResult, ...]


def compute_region(
    region: Region, as_of: date, qualities: Qualities | None = None, book: PeerBook | None = None
) -> list[Computed]:
    """All indicators of a region and of each of its accounts for the 90 local days that end with ``as_of``.

    Reads, never writes. The region comes first (social media, then complaint channels where there are any).
    ``qualities`` of labels: the caller's, where it computes many regions; else read here.
    """
    return compute_window(load_region_window(region, as_of, qualities), book)


def compute_window(window: RegionWindow, book: PeerBook | None = None) -> list[Computed]:
    """``compute_region`` of what was loaded. ``book`` of peers: the caller's, where it computes many regions."""
    social = [w for w in window.accounts if not w.is_channel]
    channels = [w for w in window.accounts if w.is_channel and not _is_empty(w)]
    relative = _beside_peers(window, social, book or PeerBook())
    computed = [social_region(window, social, relative)]
    if channels:
        computed.append(_channel_region(window, channels))
    computed += [_social_account(window, w, relative) for w in social]
    computed += [_channel_account(window, w) for w in channels]
    return computed


def _is_empty(w: AccountWindow) -> bool:
    """A channel that an import opened, and a withdrawal emptied: nobody registered it, nothing is known of it."""
    return w.account.status == AccountStatus.DRAFT and not w.posts_observed.spans and not w.outcomes


@dataclass(frozen=True)
class BesidePeers:
    """What is held against peers: who takes part in the region, and what each account's posts set off."""

    participation: IndicatorResult
    engagement: dict[int, IndicatorResult]


def _beside_peers(window: RegionWindow, social: list[AccountWindow], book: PeerBook) -> BesidePeers:
    peers, reactions = book.of(window.region, window.period.last_day), reactions_in(window)
    return BesidePeers(
        region_participation(window, peers),
        {
            w.account.pk: account_engagement(window, w, reactions, peers, _seed(window, w.account))
            for w in social
        },
    )


def _seed(window: RegionWindow, account: OfficialAccount) -> int:
    return seed_of(f"{account.platform}:{account.handle.lower()}", window.period.last_day, METHOD_VERSION)


def _social_account(window: RegionWindow, w: AccountWindow, relative: BesidePeers) -> Computed:
    share = window.day_share(w.replies_observed, w.account)
    posts_share = window.day_share(w.posts_observed, w.account)
    has_posts = posts_share >= MIN_COVERAGE
    days = w.posts_observed.days(window.period, window.zone)
    seed = _seed(window, w.account)
    results = (
        *_by_intent(window, w.outcomes, [*(own for own, _ in w.earlier), *w.outcomes], share >= MIN_COVERAGE),
        _interaction([w], has_coverage=share >= MIN_COVERAGE),
        original_information_share(
            w.originals,
            w.reposts,
            carries_reposts=w.carries_reposts,
            platform_has_reposts=Platform(w.account.platform) in PLATFORMS_WITH_REPOSTS,
            has_coverage=has_posts,
        ),
        update_regularity(qualifying_of(window, w), days, seed, has_coverage=has_posts),
        _topics(window, [w], seed, has_posts, is_single_agency=_is_single_agency(w.account)),
        *content_results(window, [w], seed, has_coverage=has_posts),
        *judged_results(window, [w], seed, has_coverage=share >= MIN_COVERAGE),
        *_checklists(window, w),
        account_accessibility(window, w),
        relative.engagement[w.account.pk],
        findability(window.inputs.of(w.account).searches, window.period.first_day, window.period.last_day),
        information_lag(window.inputs.of(w.account).source_items),
    )
    return Computed(
        w.account, Pool.SOCIAL, share, _complete(window, [w], all_results((*results, *_OF_REGIONS)))
    )


#: What only a region as a whole can have does not apply to one of its accounts.
_OF_REGIONS = tuple(unknown(BY_ID[name], WhyNot.OF_REGIONS_ONLY) for name in sorted(REGION_ONLY))


def social_region(
    window: RegionWindow, social: list[AccountWindow], relative: BesidePeers | None = None
) -> Computed:
    """The region's own indicators; ``relative``: what was read beside peers already."""
    relative = relative or _beside_peers(window, social, PeerBook())
    serving = serving_accounts(social)
    kept, sufficient = pooled(window, serving)
    has_posts = any(window.day_share(w.posts_observed, w.account) >= MIN_COVERAGE for w in serving)
    seed = seed_of(f"region:{window.region.code}", window.period.last_day, METHOD_VERSION)
    results = (
        *_by_intent(window, region_outcomes(kept), due_outcomes(kept), sufficient),
        _interaction(kept, has_coverage=sufficient),
        region_original_information_share(
            [
                AccountPosts(
                    w.account.role,
                    w.originals,
                    w.reposts,
                    w.carries_reposts,
                    Platform(w.account.platform) in PLATFORMS_WITH_REPOSTS,
                )
                for w in serving
            ],
            has_coverage=has_posts,
        ),
        region_update_regularity(
            [
                AccountDays(
                    w.account.role,
                    qualifying_of(window, w),
                    w.posts_observed.days(window.period, window.zone),
                )
                for w in serving
            ],
            seed,
            has_coverage=has_posts,
        ),
        _topics(window, informing(serving), seed, has_posts),
        *content_results(window, informing(serving), seed, has_coverage=has_posts),
        *judged_results(window, kept, seed, has_coverage=sufficient),
        *_region_checklists(window, serving),
        region_accessibility(window, serving),
        relative.participation,
        region_engaged(
            [(w.account.role, account_name(w.account), relative.engagement[w.account.pk]) for w in serving]
        ),
        findability(window.inputs.searches, window.period.first_day, window.period.last_day),
        information_lag(_source_items(window, serving)),
        _integration(window, serving),
        _presence(window, serving),
    )
    return Computed(
        None, Pool.SOCIAL, _coverage(window, serving), _complete(window, serving, all_results(results))
    )


def serving_accounts(social: list[AccountWindow]) -> list[AccountWindow]:
    """The accounts that count in the region's score."""
    return [w for w in social if w.account.role in SERVICE_ROLES and w.account.status != AccountStatus.DRAFT]


def informing(serving: list[AccountWindow]) -> list[AccountWindow]:
    """Those whose posts count in the region's information quality."""
    return [w for w in serving if w.account.role in INFORMATION_ROLES]


def _by_intent(
    window: RegionWindow, outcomes: list[ThreadOutcome], due: list[ThreadOutcome], has_coverage: bool
) -> list[IndicatorResult]:
    """The indicators that rest on what messages want: provisional until audited, none where coders disagree."""
    quality = window.qualities.of(LabelTask.INTENT)
    provisional = None if quality.is_audited else INTENT_BY_KEYWORDS
    results = [
        *_responses(outcomes, has_coverage=has_coverage, provisional=provisional),
        _deadlines(window, due, has_coverage=has_coverage, provisional=provisional),
        reply_equity(outcomes, CRITICAL, provisional_reason=provisional, has_coverage=has_coverage),
    ]
    why = quality.why_not_class(NEEDS)
    return results if why is None else [withheld(result, why) for result in results]


def _checklists(window: RegionWindow, w: AccountWindow) -> tuple[IndicatorResult, ...]:
    """What is looked up in the account's profile and guides, in the order of _CHECKLISTS."""
    inputs, as_of = window.inputs.of(w.account), window.period.last_day
    return (
        account_authenticity(inputs.snapshots, as_of),
        profile_completeness(inputs.snapshots, as_of),
        service_navigation(inputs.remit, inputs.guides, as_of),
    )


_CHECKLISTS = (ACCOUNT_AUTHENTICITY, PROFILE_COMPLETENESS, SERVICE_NAVIGATION)


def _region_checklists(window: RegionWindow, serving: list[AccountWindow]) -> tuple[IndicatorResult, ...]:
    of_accounts = [(w.account.role, _checklists(window, w)) for w in serving]
    return tuple(
        region_checklist(definition, [(role, results[place]) for role, results in of_accounts])
        for place, definition in enumerate(_CHECKLISTS)
    )


def _source_items(window: RegionWindow, serving: list[AccountWindow]) -> list[SourceItem] | None:
    """Of all accounts that inform; None where nobody recorded any."""
    known = [window.inputs.of(w.account).source_items for w in serving if w.account.role in INFORMATION_ROLES]
    items = [item for of_account in known if of_account is not None for item in of_account]
    return items if any(of_account is not None for of_account in known) else None


#: All main accounts are one: a government has its main account on several platforms.
_MAIN_NODE = "utama"


def _integration(window: RegionWindow, serving: list[AccountWindow]) -> IndicatorResult:
    """Links between the main accounts, taken together, and each agency account; who follows whom is not recorded.

    Agency accounts at which nobody looked (neither profile nor posts) are left out.
    """
    looked = {w.account.pk: w for w in serving if w.account.role in INFORMATION_ROLES and _is_seen(window, w)}
    mains = [w for w in looked.values() if w.account.role == MAIN]
    agencies = [w for w in looked.values() if w.account.role == AGENCY]
    known = any(w.account.role == AGENCY for w in serving)
    links = None if known and not agencies else list(_links(window, mains, agencies))
    return cross_channel_integration(
        _MAIN_NODE if mains else None, [_node(w) for w in agencies], links, sees_follows=False
    )


def _node(w: AccountWindow) -> str:
    return _MAIN_NODE if w.account.role == MAIN else f"{w.account.platform}:{w.account.handle.lower()}"


def _is_seen(window: RegionWindow, w: AccountWindow) -> bool:
    is_captured = window.day_share(w.posts_observed, w.account) >= MIN_COVERAGE
    return is_captured or _leads_to(window, w) is not None


def _leads_to(window: RegionWindow, w: AccountWindow) -> frozenset[tuple[str, str]] | None:
    snapshot, why = newest_snapshot(window.inputs.of(w.account).snapshots, window.period.last_day)
    return None if snapshot is None or why is not None else snapshot.leads_to


def _links(
    window: RegionWindow, mains: list[AccountWindow], agencies: list[AccountWindow]
) -> Iterator[AccountLink]:
    """Each pair's links; mentions in posts of all main accounts together count as those of one account."""
    for sources, targets in ((mains, agencies), (agencies, mains)):
        for source in sources:
            named = _leads_to(window, source) or frozenset()
            for target in targets:
                account = target.account
                if {("", account.handle.lower()), (account.platform, account.handle.lower())} & named:
                    yield AccountLink(_node(source), _node(target), LinkKind.PROFILE)
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for source in (*mains, *agencies):
        for target in agencies if source.account.role == MAIN else mains:
            keys = {target.account.handle_key, target.account.user_key} - {""}
            days[_node(source), _node(target)] += [day for day, key in source.mentions if key in keys]
    for (one, other), mentioned in days.items():
        yield AccountLink(one, other, LinkKind.MENTION, mentioned)


def _presence(window: RegionWindow, serving: list[AccountWindow]) -> IndicatorResult:
    as_of = window.period.last_day
    recent = {as_of - timedelta(days=n) for n in range(ACTIVE_DAYS)}
    presences = [
        Presence(
            platform=Platform(w.account.platform),
            last_post_on=max((post.local_day for post in w.posts), default=None),
            comments_open=_comments_open(window, w),
            is_watched=len(recent & w.posts_observed.days(window.period, window.zone))
            >= MIN_COVERAGE * ACTIVE_DAYS,
        )
        for w in serving
    ]
    return channel_coverage(presences, as_of, is_registry_complete=window.inputs.is_register_complete)


def _comments_open(window: RegionWindow, w: AccountWindow) -> bool | None:
    """By the newest look in the window: open where at least half of the posts were; None: nobody looked."""
    checks = window.inputs.of(w.account).comment_checks
    if not checks:
        return None
    newest = max(checks, key=lambda check: check.checked_on)
    return not newest.is_blocked and 2 * newest.open >= newest.posts > 0


def _complete(
    window: RegionWindow, accounts: list[AccountWindow], results: tuple[IndicatorResult, ...]
) -> tuple[IndicatorResult, ...]:
    """The results, unless nothing can be known of any: no account, or none was watched in the window yet."""
    why = None
    if not accounts:
        why = WhyNot.NO_ACCOUNTS
    elif not any(window.expected_days(w.account) for w in accounts):
        why = WhyNot.NOT_MONITORED_YET
    if why is None:
        return results
    return tuple(result if result.indicator in WITHOUT_INPUT else withheld(result, why) for result in results)


def _channel_account(window: RegionWindow, w: AccountWindow) -> Computed:
    share = window.day_share(w.replies_observed, w.account)
    results = _responses(w.outcomes, has_coverage=share >= MIN_COVERAGE, provisional=None)
    return Computed(w.account, Pool.CHANNEL, share, results)


def _channel_region(window: RegionWindow, channels: list[AccountWindow]) -> Computed:
    """Complaint channels beside social media, never pooled with it. The channel's own answer is the response."""
    kept, sufficient = pooled(window, channels)
    outcomes = [o for w in kept for o in w.outcomes]
    results = _responses(outcomes, has_coverage=sufficient, provisional=None)
    return Computed(None, Pool.CHANNEL, _coverage(window, channels), results)


def _responses(
    outcomes: list[ThreadOutcome], *, has_coverage: bool, provisional: str | None
) -> tuple[IndicatorResult, ...]:
    return tuple(
        indicator(outcomes, provisional_reason=provisional, has_coverage=has_coverage)
        for indicator in (response_rate, response_speed, after_hours_response)
    )


def verdicts_of(window: RegionWindow, outcomes: list[ThreadOutcome]) -> list[DeadlineVerdict]:
    """The threads that fell due in the window, with the first reply in place of the settlement."""
    cases = [
        DeadlineCase(
            opened_at=one.opened_at,
            kind=_KIND_OF[one.intent],
            end_at=one.end_at,
            replied_at=one.response_at,
            thread_id=one.thread_id,
        )
        for one in outcomes
        if one.intent in _KIND_OF and one.end_at is not None and not one.is_negative
    ]
    years = range(window.period.first_day.year - 1, window.period.last_day.year + 2)
    return deadline_verdicts(cases, window.period, window.zone, national_calendar(years), is_proxy=True)


def due_outcomes(kept: list[AccountWindow]) -> list[ThreadOutcome]:
    """The region's outcomes of all threads that may fall due in the window."""
    return [*(of_region for w in kept for _, of_region in w.earlier), *region_outcomes(kept)]


def _deadlines(
    window: RegionWindow, outcomes: list[ThreadOutcome], *, has_coverage: bool, provisional: str | None
) -> IndicatorResult:
    return deadline_compliance(
        verdicts_of(window, outcomes),
        is_proxy=True,
        provisional_reason=provisional,
        why_not=None if has_coverage else WhyNot.COVERAGE,
    )


def _topics(
    window: RegionWindow,
    accounts: list[AccountWindow],
    seed: int,
    has_coverage: bool,
    *,
    is_single_agency: bool = False,
) -> IndicatorResult:
    quality = window.qualities.of(LabelTask.TOPIC)
    missing = None if has_coverage else WhyNot.COVERAGE
    return topic_diversity(
        None if is_unlabelled(window, accounts) else topics_of(window, accounts),
        seed,
        is_single_agency=is_single_agency,
        provisional_reason=None if quality.is_audited else TOPIC_BY_KEYWORDS,
        why_not=missing or quality.why_not,
    )


def topics_of(window: RegionWindow, accounts: list[AccountWindow]) -> list[TopicPost]:
    """Useful topics of the distinct own posts; the main accounts' together weigh as much as the others'."""
    groups: dict[bool, list[tuple[date, str]]] = {True: [], False: []}
    for w in accounts:
        groups[w.account.role == MAIN] += _topics_of(window, w)
    return [TopicPost(day, topic, 1 / len(posts)) for posts in groups.values() for day, topic in posts]


def _topics_of(window: RegionWindow, w: AccountWindow) -> list[tuple[date, str]]:
    """By stored labels: a person's word stands above a model's, a model's above the keywords'."""
    labelled = (
        (post.local_day, post.label(Task.TOPIC))
        for post in w.distinct_posts
        if post.local_day >= window.period.first_day
    )
    return [(day, topic) for day, topic in labelled if topic in USEFUL_TOPICS]


def _is_single_agency(account: OfficialAccount) -> bool:
    return account.role == AGENCY and _INFORMATION_AGENCY not in account.handle.lower()


def region_outcomes(kept: list[AccountWindow]) -> list[ThreadOutcome]:
    return [outcome for w in kept for outcome in w.region_outcomes]


def _interaction(windows: list[AccountWindow], *, has_coverage: bool) -> IndicatorResult:
    told = Counter(edge.to_citizen for w in windows for edge in w.edges)
    return citizen_interaction_share(
        told[True],
        told[True] + told[False],
        told[None],
        provisional_reason=ADDRESSEE_BY_THREAD,
        has_coverage=has_coverage,
        carries_replies=any(w.carries_replies for w in windows) or not windows,
    )


def pooled(window: RegionWindow, windows: list[AccountWindow]) -> tuple[list[AccountWindow], bool]:
    """Accounts that were captured well enough, and whether they hold enough of the known threads.

    Where none was captured at all, all stay: their threads then show as not observable, not as missing.
    """
    pool = pool_sources(
        SourceCoverage(
            str(w.account.pk), window.day_share(w.replies_observed, w.account), None, len(w.outcomes)
        )
        for w in windows
    )
    kept = [w for w in windows if str(w.account.pk) in pool.kept]
    return (kept, pool.is_sufficient) if kept else (windows, False)


def _coverage(window: RegionWindow, windows: list[AccountWindow]) -> float | None:
    """Captured share of the account-days that were to be watched."""
    expected = sum(window.expected_days(w.account) for w in windows)
    if not expected:
        return None
    held = sum(
        window.day_share(w.replies_observed, w.account) * window.expected_days(w.account) for w in windows
    )
    return held / expected


def qualifying_of(window: RegionWindow, w: AccountWindow) -> set[date]:
    if w.new_days is None:
        first, last = window.period.first_day, window.period.last_day
        w.new_days = {day for day in qualifying_days(w.posts) if first <= day <= last}
    return w.new_days
