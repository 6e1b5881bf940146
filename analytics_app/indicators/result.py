"""How indicators state what they found; one place decides what may stand beside which status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from analytics_app.choices import Status
from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.records import IndicatorResult, Interval


class WhyNot(StrEnum):
    """Why an indicator has no value."""

    BELOW_MINIMUM = "below_minimum"
    NO_ACCOUNTS = "no_accounts"  # nobody registered an account that could be looked at
    NO_CASES = "no_cases"
    COVERAGE = "coverage"  # the sources left in the pool hold too little
    ENDS_EARLY = "ends_early"  # observation ended before the horizon with most still waiting
    OUTSIDE_SPAN = "outside_span"  # nothing lies in the time that the sources cover
    SOURCE_CANNOT_CARRY = "source_cannot_carry"
    PLATFORM_HAS_NONE = "platform_has_none"
    UNKNOWN_ADDRESSEES = "unknown_addressees"
    MAIN_ACCOUNT_UNKNOWN = "main_account_unknown"
    NO_PROFILE = "no_profile"  # no snapshot of the profile
    NOTHING_READABLE = "nothing_readable"  # a snapshot, but the platform shows none of what is asked
    SNAPSHOT_OLD = "snapshot_old"  # newest snapshot more than 30 days before the date
    NO_SEARCH = "no_search"
    NO_GUIDES = "no_guides"  # nobody looked for guides, or the account's services are not known
    NO_LINKS = "no_links"  # links between accounts were not looked at
    REGISTRY_INCOMPLETE = "registry_incomplete"
    SINGLE_ACCOUNT = "single_account"
    SINGLE_AGENCY = "single_agency"
    NO_LABELS = "no_labels"  # texts or media not labelled for this
    NO_MEDIA_SEEN = "no_media_seen"  # nobody looked at pictures and videos of the window
    NO_METRICS = "no_metrics"  # likes, shares or followers not captured
    FEW_PEERS = "few_peers"
    PEER_MEDIAN_ZERO = "peer_median_zero"
    NO_POPULATION = "no_population"
    NO_SOURCE_TIMES = "no_source_times"
    NO_CODERS = "no_coders"  # replies not coded
    CODERS_DISAGREE = "coders_disagree"
    CLASSIFIER_TOO_WEAK = "classifier_too_weak"  # sensitivity + specificity ≤ 1.2
    NO_REFERRALS = "no_referrals"
    NO_INTENTS = "no_intents"
    NO_CONFIRMED_INCIDENTS = "no_confirmed_incidents"  # nobody checked messages for personal data
    INBOX_NOT_CONNECTED = "inbox_not_connected"
    OF_REGIONS_ONLY = "of_regions_only"  # one account cannot have it
    NOT_MONITORED_YET = "not_monitored_yet"  # the period lies before monitoring began


#: The status that goes with a reason; every other reason is "insufficient".
STATUS_OF: Mapping[WhyNot, Status] = {
    **dict.fromkeys(
        (
            WhyNot.NO_ACCOUNTS, WhyNot.OUTSIDE_SPAN, WhyNot.SOURCE_CANNOT_CARRY, WhyNot.NO_PROFILE,
            WhyNot.NOTHING_READABLE, WhyNot.NO_SEARCH, WhyNot.NO_GUIDES, WhyNot.NO_LINKS,
            WhyNot.REGISTRY_INCOMPLETE, WhyNot.NO_LABELS, WhyNot.NO_MEDIA_SEEN, WhyNot.NO_METRICS,
            WhyNot.NO_POPULATION,
            WhyNot.NO_SOURCE_TIMES, WhyNot.NO_CODERS, WhyNot.NO_REFERRALS, WhyNot.NO_INTENTS,
            WhyNot.NO_CONFIRMED_INCIDENTS, WhyNot.INBOX_NOT_CONNECTED, WhyNot.NOT_MONITORED_YET,
        ),
        Status.NOT_OBSERVABLE,
    ),
    **dict.fromkeys(
        (
            WhyNot.PLATFORM_HAS_NONE, WhyNot.SINGLE_ACCOUNT, WhyNot.SINGLE_AGENCY, WhyNot.FEW_PEERS,
            WhyNot.PEER_MEDIAN_ZERO, WhyNot.OF_REGIONS_ONLY,
        ),
        Status.NOT_APPLICABLE,
    ),
    WhyNot.CODERS_DISAGREE: Status.UNRELIABLE,
    WhyNot.CLASSIFIER_TOO_WEAK: Status.UNRELIABLE,
    WhyNot.SNAPSHOT_OLD: Status.STALE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """What a value rests on: counts that can be added up, the sample size, and what the evidence page shows."""

    numerator: float | None = None
    denominator: float | None = None
    n: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


def scored(
    definition: IndicatorDefinition,
    sample: Sample,
    x: float,
    interval: Interval | None,
    provisional_reason: str | None,
) -> IndicatorResult:
    """A value with its score; provisional where ``provisional_reason`` says why. A census has no interval."""
    return IndicatorResult(
        indicator=definition.id,
        status=Status.SCORED,
        x=x,
        numerator=sample.numerator,
        denominator=sample.denominator,
        n=sample.n,
        interval=interval,
        score=definition.score(x),
        provisional=provisional_reason is not None,
        reason=provisional_reason,
        detail=sample.detail,
    )


def without_value(
    definition: IndicatorDefinition,
    sample: Sample,
    status: Status,
    why: WhyNot,
    provisional_reason: str | None,
) -> IndicatorResult:
    """No value, for ``why``; the counts stay, so that they can still be shown and added up."""
    return IndicatorResult(
        indicator=definition.id,
        status=status,
        x=None,
        numerator=sample.numerator,
        denominator=sample.denominator,
        n=sample.n,
        interval=None,
        score=None,
        provisional=provisional_reason is not None,
        reason=why,
        detail=sample.detail,
    )


def unknown(
    definition: IndicatorDefinition,
    why: WhyNot,
    sample: Sample = Sample(),
    provisional_reason: str | None = None,
) -> IndicatorResult:
    """No value, with the status that belongs to the reason."""
    status = STATUS_OF.get(why, Status.INSUFFICIENT)
    return without_value(definition, sample, status, why, provisional_reason)


def withheld(result: IndicatorResult, why: WhyNot) -> IndicatorResult:
    """The result without its value, for a reason that was found afterwards; counts and details stay."""
    return replace(
        result,
        status=STATUS_OF.get(why, Status.INSUFFICIENT),
        reason=why,
        x=None,
        interval=None,
        score=None,
        provisional=False,
    )
