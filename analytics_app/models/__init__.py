"""What happened: imports, messages, threads, what was captured, figures computed from them, codes given by people."""

from analytics_app.models.coding import Adjudication, Code, CodingItem, CodingTask
from analytics_app.models.comparison import PeerComparison, PeerReading, SensitivityRun
from analytics_app.models.coverage import CoverageSpan
from analytics_app.models.disappearance import DisappearanceStatement
from analytics_app.models.erased_person import ErasedPerson
from analytics_app.models.import_batch import ImportBatch, ImportChunk, RawPayload, RejectedRow, SavedMapping
from analytics_app.models.indicator_value import IndicatorValue, Publication
from analytics_app.models.installation import Installation
from analytics_app.models.label import Label, LabelCorrection, MessageTemplate, StaleLabel
from analytics_app.models.message import Answer, Capture, Message, MessageLink
from analytics_app.models.observation import LinkCheck, Observation
from analytics_app.models.publishing import JobRun, QuarterSnapshot
from analytics_app.models.rollup import DailyRollup, StaleDay, StaleScore
from analytics_app.models.score import Score
from analytics_app.models.taxonomy import TaxonomyKeyword
from analytics_app.models.thread import Thread

__all__ = [
    "Adjudication",
    "Answer",
    "Capture",
    "Code",
    "CodingItem",
    "CodingTask",
    "CoverageSpan",
    "DailyRollup",
    "DisappearanceStatement",
    "ErasedPerson",
    "ImportBatch",
    "ImportChunk",
    "IndicatorValue",
    "Installation",
    "JobRun",
    "Label",
    "LabelCorrection",
    "LinkCheck",
    "Message",
    "MessageLink",
    "MessageTemplate",
    "Observation",
    "PeerComparison",
    "PeerReading",
    "Publication",
    "QuarterSnapshot",
    "RawPayload",
    "RejectedRow",
    "SavedMapping",
    "Score",
    "SensitivityRun",
    "StaleDay",
    "StaleLabel",
    "StaleScore",
    "TaxonomyKeyword",
    "Thread",
]
