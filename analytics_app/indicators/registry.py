"""All indicators that are computed, in the order they are shown."""

from __future__ import annotations

from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.indicators.interaction import CITIZEN_INTERACTION_SHARE
from analytics_app.indicators.originality import ORIGINAL_INFORMATION_SHARE
from analytics_app.indicators.regularity import UPDATE_REGULARITY
from analytics_app.indicators.response import AFTER_HOURS_RESPONSE, RESPONSE_RATE, RESPONSE_SPEED

INDICATORS: tuple[IndicatorDefinition, ...] = (
    RESPONSE_RATE,
    RESPONSE_SPEED,
    AFTER_HOURS_RESPONSE,
    CITIZEN_INTERACTION_SHARE,
    ORIGINAL_INFORMATION_SHARE,
    UPDATE_REGULARITY,
)
BY_ID: dict[str, IndicatorDefinition] = {definition.id: definition for definition in INDICATORS}
