"""All indicators, in the order they are shown, and which of them nothing that is stored can feed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics_app.indicators.accessibility import CONTENT_ACCESSIBILITY
from analytics_app.indicators.channels import CHANNEL_COVERAGE, CROSS_CHANNEL_INTEGRATION
from analytics_app.indicators.content import (
    EVIDENCE_SHARE,
    PERSONA_CONTENT_SHARE,
    PLAIN_LANGUAGE,
    SERVICE_CONTENT_SHARE,
)
from analytics_app.indicators.deadlines import CLOSED_LOOP_RATE, DEADLINE_COMPLIANCE
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, MethodError
from analytics_app.indicators.equity import CHANNEL_PARITY, REPLY_EQUITY
from analytics_app.indicators.findability import FINDABILITY
from analytics_app.indicators.guides import SERVICE_INFO_COMPLETENESS, SERVICE_NAVIGATION
from analytics_app.indicators.interaction import CITIZEN_INTERACTION_SHARE
from analytics_app.indicators.lag import INFORMATION_LAG
from analytics_app.indicators.originality import ORIGINAL_INFORMATION_SHARE
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT, PARTICIPATION_RATE
from analytics_app.indicators.profile import ACCOUNT_AUTHENTICITY, PROFILE_COMPLETENESS
from analytics_app.indicators.quality import ANSWER_QUALITY
from analytics_app.indicators.regularity import UPDATE_REGULARITY
from analytics_app.indicators.response import AFTER_HOURS_RESPONSE, RESPONSE_RATE, RESPONSE_SPEED
from analytics_app.indicators.result import WhyNot, unknown
from analytics_app.indicators.safety import PRIVACY_SAFETY
from analytics_app.indicators.topics import TOPIC_DIVERSITY
from analytics_app.records import IndicatorResult

SCORED_DIMENSIONS = (Dimension.USABILITY, Dimension.INFORMATION, Dimension.SERVICE_INTERACTION)

#: The 27 scored indicators; what citizens feel first comes first.
INDICATORS: tuple[IndicatorDefinition, ...] = (
    RESPONSE_RATE,
    RESPONSE_SPEED,
    AFTER_HOURS_RESPONSE,
    DEADLINE_COMPLIANCE,
    REPLY_EQUITY,
    CITIZEN_INTERACTION_SHARE,
    ANSWER_QUALITY,
    CLOSED_LOOP_RATE,
    PRIVACY_SAFETY,
    PARTICIPATION_RATE,
    ORIGINAL_INFORMATION_SHARE,
    UPDATE_REGULARITY,
    TOPIC_DIVERSITY,
    SERVICE_CONTENT_SHARE,
    PERSONA_CONTENT_SHARE,
    SERVICE_INFO_COMPLETENESS,
    EVIDENCE_SHARE,
    INFORMATION_LAG,
    PLAIN_LANGUAGE,
    ACCOUNT_AUTHENTICITY,
    FINDABILITY,
    PROFILE_COMPLETENESS,
    SERVICE_NAVIGATION,
    CROSS_CHANNEL_INTEGRATION,
    CONTENT_ACCESSIBILITY,
    CHANNEL_COVERAGE,
    AUDIENCE_ENGAGEMENT,
)
#: Shown to the agency alone.
INTERNAL: tuple[IndicatorDefinition, ...] = (CHANNEL_PARITY,)
BY_ID: dict[str, IndicatorDefinition] = {definition.id: definition for definition in INDICATORS}

#: What nothing stored can feed yet, and why. An indicator leaves this table when its input gets a table.
WITHOUT_INPUT: Mapping[str, WhyNot] = {
    CLOSED_LOOP_RATE.id: WhyNot.NO_REFERRALS,
}


def all_results(computed: Iterable[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    """The computed results and, for every indicator without input, why it has none; in the order of INDICATORS."""
    known = {result.indicator: result for result in computed}
    return tuple(
        known.get(one.id) or unknown(one, WITHOUT_INPUT[one.id])
        for one in INDICATORS
        if one.id in known or one.id in WITHOUT_INPUT
    )


def check_weights(definitions: Iterable[IndicatorDefinition]) -> None:
    """MethodError unless the weights of every dimension add up to 100."""
    sums = dict.fromkeys(SCORED_DIMENSIONS, 0)
    for one in definitions:
        if one.dimension in sums:
            sums[one.dimension] += one.weight
    wrong = {str(dimension): total for dimension, total in sums.items() if total != 100}
    if wrong:
        raise MethodError(f"weights within a dimension must add up to 100: {wrong}")


check_weights(INDICATORS)
