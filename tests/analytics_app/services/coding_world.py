"""A sample for coders: messages to the away government, and people who are strangers there."""

from __future__ import annotations

from datetime import date

from accounts_app.choices import Role
from accounts_app.models import OfficialAccount, Region, User
from analytics_app.choices import LabelTask
from analytics_app.models import CodingItem, CodingTask, Message
from analytics_app.services.coding_tasks import TaskDesign, make_task
from tests.factories import MembershipFactory, MessageFactory, RegionFactory, UserFactory

DAY = date(2026, 3, 2)


def write_messages(account: OfficialAccount, n: int, *, intent: str | None = "apresiasi") -> list[Message]:
    """Citizens' messages of DAY to the account, each with a label of the machine."""
    return [
        MessageFactory(
            text=f"Pesan contoh nomor {number} untuk {account.handle}",
            concerns=[account],
            addressed_account=account,
            intent=intent,
            intent_version="contoh",
        )
        for number in range(n)
    ]


def new_coder(name: str = "penyandi-luar", region: Region | None = None) -> User:
    """A coder of a region that concerns nobody, unless told."""
    user = UserFactory(email=f"{name}@contoh.invalid")
    MembershipFactory(user=user, role=Role.CODER, region=region or RegionFactory(code="99.01"))
    return user


def new_task(by: User, *, public_id: str = "tugascontoh2", **asked: object) -> CodingTask:
    """A random sample of the messages of DAY, asked for their intent."""
    design = {
        "name": "Maksud, Maret",
        "label": LabelTask.INTENT,
        "design": CodingTask.Design.RANDOM,
        "size": 100,
        "first_day": DAY,
        "last_day": DAY,
        "seed": 7,
    }
    return make_task(TaskDesign(**(design | asked)), by=by, public_id=public_id)  # type: ignore[arg-type]


def item_of(task: CodingTask, order: int = 1) -> CodingItem:
    return CodingItem.objects.get(task=task, order=order)
