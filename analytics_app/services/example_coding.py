"""Coders of the example world code its samples: drawn and taken in as a user's samples and files of codes are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from accounts_app.database_scope import as_system
from accounts_app.example_people import ExampleCoders, ensure_example_coders
from analytics_app.example.coding import Plan, opinions, plans
from analytics_app.models import Code, CodingItem, CodingTask, Message
from analytics_app.services.codes_file import CODED, NEEDED, SETTLED, import_codes
from analytics_app.services.coding_tasks import SampleImpossible, TaskDesign, make_task

_SEED = 20_261
_HEADER = (*NEEDED, "kind")


@as_system
def code_samples(last_day: date) -> None:
    """Draws and codes what was not yet; the messages must be in. Safe to run twice and to kill."""
    people = ensure_example_coders()
    for plan in plans(last_day):
        task = _task(plan, people)
        if task is not None and not Code.objects.filter(item__task=task).exists():
            import_codes(task, _sheet(task, plan, people), by=people.lead)


def _task(plan: Plan, people: ExampleCoders) -> CodingTask | None:
    """None where the world holds no such message."""
    design = TaskDesign(
        name=plan.name,
        label=plan.label,
        design=CodingTask.Design.STRATIFIED if plan.strata else CodingTask.Design.RANDOM,
        size=plan.size,
        first_day=plan.first_day,
        last_day=plan.last_day,
        seed=_SEED,
        strata=plan.strata,
    )
    try:
        return make_task(design, by=people.lead, public_id=plan.public_id)
    except SampleImpossible:
        return None


def _sheet(task: CodingTask, plan: Plan, people: ExampleCoders) -> bytes:
    """The file of codes: each coder's, and what the third person settled."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_HEADER)
    for item, message_id, text in _sample(task):
        said = opinions(plan, item.order, item.region.code, message_id, text)
        for person, code, kind in (
            (people.first, said.first, CODED),
            (people.second, said.second, CODED),
            (people.third, said.settled, SETTLED),
        ):
            if code is not None:
                writer.writerow((item.public_id, person.email, code, kind))
    return file.getvalue().encode()


def _sample(task: CodingTask) -> Iterator[tuple[CodingItem, str, str]]:
    """Each message of the sample with its id and text."""
    items = list(CodingItem.objects.filter(task=task).select_related("region").order_by("order"))
    messages = Message.objects.in_bulk([item.message_id for item in items])
    for item in items:
        message = messages[item.message_id]
        yield item, f"{message.platform}:{message.platform_id}", message.text
