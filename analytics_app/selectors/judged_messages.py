"""The official messages behind what people judged: incidents of personal data, and answers that were coded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.quality import ANSWER_QUALITY, RUBRIC
from analytics_app.indicators.safety import PRIVACY_SAFETY
from analytics_app.models import Label, Message
from analytics_app.periods import local_day
from analytics_app.selectors.evidence import list_messages
from analytics_app.selectors.judged_indicators import incidents_of
from analytics_app.selectors.labelled_posts import LabelledRow, Part
from analytics_app.selectors.region_indicators import pooled, serving_accounts
from analytics_app.selectors.values import Subject
from analytics_app.selectors.window import AccountWindow, RegionWindow, load_region_window
from analytics_app.text.classify import Label as TextLabel
from analytics_app.text.classify import Task

JUDGED = (PRIVACY_SAFETY.id, ANSWER_QUALITY.id)


def list_judged(subject: Subject, indicator: str, as_of: date) -> list[LabelledRow]:
    """The incidents, or the coded answers, that the figure counts; newest first. A fixed number of queries."""
    region = subject if isinstance(subject, Region) else subject.region
    window = load_region_window(region, as_of)
    entering = _entering(window, subject)
    parts = _incidents(window, entering) if indicator == PRIVACY_SAFETY.id else _answers(window, entering)
    labels = _incident_labels(parts)
    return [
        _row(message, window, labels, *parts[message.pk], is_readable=is_readable)
        for message, is_readable in list_messages(parts)
    ]


def _entering(window: RegionWindow, subject: Subject) -> list[AccountWindow]:
    if isinstance(subject, OfficialAccount):
        return [w for w in window.accounts if w.account.pk == subject.pk]
    return pooled(window, serving_accounts([w for w in window.accounts if not w.is_channel]))[0]


_Parts = dict[int, tuple[Part, float | None]]


def _incidents(window: RegionWindow, entering: list[AccountWindow]) -> _Parts:
    return {
        id: (Part.CONFIRMED if is_confirmed else Part.WAITING, None)
        for id, is_confirmed in incidents_of(window, entering).items()
    }


def _answers(window: RegionWindow, entering: list[AccountWindow]) -> _Parts:
    coded = window.qualities.replies
    ids = [id for w in entering for _, id in w.outbound if id in coded]
    return {id: (Part.HIT, len(RUBRIC) * coded[id].share) for id in ids}


@as_system
def _incident_labels(ids: Collection[int]) -> dict[int, Label]:
    return {row.message_id: row for row in Label.objects.filter(message__in=ids, task=Task.INCIDENT)}


def _row(
    message: Message,
    window: RegionWindow,
    labels: Mapping[int, Label],
    part: Part,
    points: float | None,
    *,
    is_readable: bool,
) -> LabelledRow:
    assert message.account is not None
    label = labels.get(message.pk)
    return LabelledRow(
        message_id=message.pk,
        task=None if part is Part.HIT else Task.INCIDENT,
        account=message.account,
        platform_id=message.platform_id if is_readable else None,
        created_at=message.created_at,
        local_day=local_day(message.created_at, window.zone),
        text=message.text if is_readable else None,
        url=message.safe_url if is_readable else None,
        label=TextLabel(label.task, label.value, label.confidence, label.source, label.version)
        if label and part is not Part.HIT
        else None,
        part=part,
        points=points,
    )
