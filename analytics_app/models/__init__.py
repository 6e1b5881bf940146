"""What happened: imports, messages, threads, what was captured, and the figures computed from them."""

from analytics_app.models.coverage import CoverageSpan
from analytics_app.models.import_batch import ImportBatch, ImportChunk, RawPayload, RejectedRow, SavedMapping
from analytics_app.models.indicator_value import IndicatorValue, Publication
from analytics_app.models.installation import Installation
from analytics_app.models.message import Answer, Capture, Message, MessageLink
from analytics_app.models.rollup import DailyRollup, StaleDay, StaleScore
from analytics_app.models.thread import Thread

__all__ = [
    "Answer",
    "Capture",
    "CoverageSpan",
    "DailyRollup",
    "ImportBatch",
    "ImportChunk",
    "IndicatorValue",
    "Installation",
    "Message",
    "MessageLink",
    "Publication",
    "RawPayload",
    "RejectedRow",
    "SavedMapping",
    "StaleDay",
    "StaleScore",
    "Thread",
]
