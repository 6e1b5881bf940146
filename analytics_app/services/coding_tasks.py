"""Makes coding tasks: draws the sample and writes it down with the chance of each message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.database_scope import as_system
from accounts_app.models import Region, User
from analytics_app.choices import LabelTask
from analytics_app.models import CodingItem, CodingTask
from analytics_app.periods import day_bounds
from analytics_app.selectors.coding_frame import Drawn, Frame, Stratum, count_strata, draw
from analytics_app.selectors.machine_labels import confidence_of
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.text.coding.codebook import CODEBOOKS
from analytics_app.text.coding.sampling import TooFewForStrata, equal, proportional
from analytics_app.text.taxonomy import VERSION
from analytics_app.text.taxonomy.additions import taxonomy_version


class Impossible(StrEnum):
    """Why a sample cannot be drawn."""

    NO_MESSAGES = "no_messages"
    NO_CONFIDENCE = "no_confidence"
    TOO_MANY_STRATA = "too_many_strata"


class SampleImpossible(Exception):
    """Nothing was written. ``strata``: how many there are, where that is the reason."""

    def __init__(self, reason: Impossible, strata: int = 0) -> None:
        super().__init__(reason.value)
        self.reason, self.strata = reason, strata


@dataclass(frozen=True, slots=True)
class TaskDesign:
    """What is asked for. ``regions`` empty: the whole country; of a province its kabupaten and kota too."""

    name: str
    label: LabelTask
    design: CodingTask.Design
    size: int
    first_day: date
    last_day: date
    seed: int
    regions: Collection[Region] = ()
    strata: tuple[str, ...] = ()


@as_system
@transaction.atomic
def make_task(design: TaskDesign, *, by: User, public_id: str) -> CodingTask:
    """The task with its sample; the same ``public_id`` again gives the same task. Raises SampleImpossible."""
    task, is_new = CodingTask.objects.get_or_create(
        public_id=public_id,
        defaults={
            "name": design.name,
            "label": design.label,
            "design": design.design,
            "strata": list(design.strata),
            "seed": design.seed,
            "size": 0,
            "population": 0,
            "first_day": design.first_day,
            "last_day": design.last_day,
            "taxonomy_version": taxonomy_version(VERSION, current_additions().change),
            "created_by": by,
        },
    )
    if not is_new:
        return task
    task.regions.set(design.regions)
    frame = _frame(design)
    counts = count_strata(frame)
    quota = _quota(design, counts)
    items = _items(task, draw(frame, quota, design.seed), counts, quota)
    CodingItem.objects.bulk_create(items)
    task.size, task.population = len(items), sum(counts.values())
    task.save(update_fields=["size", "population"])
    record_event(AuditAction.CODING_TASK_MADE, actor=by, subject=task, new=_told(task, design))
    return task


def _frame(design: TaskDesign) -> Frame:
    regions = Region.objects.all()
    if design.regions:
        chosen = [region.pk for region in design.regions]
        regions = regions.filter(Q(pk__in=chosen) | Q(parent__in=chosen))
    confidence = None
    if design.design == CodingTask.Design.UNCERTAINTY:
        confidence = confidence_of(design.label)
        if confidence is None:
            raise SampleImpossible(Impossible.NO_CONFIDENCE)
    zone = ZoneInfo(settings.TIME_ZONE)
    return Frame(
        written=CODEBOOKS[design.label].written,
        region_ids=list(regions.values_list("pk", flat=True)),
        begin=day_bounds(design.first_day, zone)[0],
        end=day_bounds(design.last_day, zone)[1],
        strata=design.strata,
        confidence=confidence,
    )


def _quota(design: TaskDesign, counts: Mapping[Stratum, int]) -> dict[Stratum, int]:
    if not sum(counts.values()):
        raise SampleImpossible(Impossible.NO_MESSAGES)
    is_equal = design.design == CodingTask.Design.UNCERTAINTY or design.label == LabelTask.ANSWER
    share = equal if is_equal else proportional  # answers are scored of each government by itself
    try:
        return share(counts, design.size)
    except TooFewForStrata as error:
        raise SampleImpossible(Impossible.TOO_MANY_STRATA, error.strata) from error


def _items(
    task: CodingTask, drawn: list[Drawn], counts: Mapping[Stratum, int], quota: Mapping[Stratum, int]
) -> list[CodingItem]:
    codes = dict(Region.objects.filter(pk__in={one.region_id for one in drawn}).values_list("pk", "code"))
    return [
        CodingItem(
            task=task,
            message_id=one.message_id,
            order=order,
            region_id=one.region_id,
            platform=one.platform,
            stratum=_written(task, one, codes),
            weight=counts[one.stratum] / quota[one.stratum],
        )
        for order, one in enumerate(drawn, start=1)
    ]


def _written(task: CodingTask, one: Drawn, codes: Mapping[int, str]) -> str:
    """The stratum as text, as "33.27 | x | 2026-03"."""
    words = {
        CodingTask.Stratum.REGION: lambda value: codes[value],
        CodingTask.Stratum.MONTH: lambda value: f"{value:%Y-%m}",
    }
    names = [*task.strata, *([""] if len(one.stratum) > len(task.strata) else [])]
    return " | ".join(
        str(words[CodingTask.Stratum(name)](value) if name in words else value)
        for name, value in zip(names, one.stratum, strict=True)
    )


def _told(task: CodingTask, design: TaskDesign) -> dict[str, object]:
    return {
        "label": task.label,
        "design": task.design,
        "size": task.size,
        "population": task.population,
        "regions": sorted(region.code for region in design.regions),
    }
