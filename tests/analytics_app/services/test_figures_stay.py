"""Stored figures cannot be changed or removed by anybody: the database itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connections, transaction

from analytics_app.models import IndicatorValue, Score
from tests.analytics_app.pages_world import build
from tests.factories import OfficialAccountFactory

STATEMENTS = (
    "UPDATE analytics_app_indicatorvalue SET x = 1",
    "UPDATE analytics_app_indicatorvalue SET x = 1, superseded_at = now()",
    "UPDATE analytics_app_indicatorvalue SET superseded_at = NULL",
    "DELETE FROM analytics_app_indicatorvalue",
    "UPDATE analytics_app_score SET score = 1, superseded_at = now()",
    "UPDATE analytics_app_score SET superseded_at = NULL",
    "DELETE FROM analytics_app_score",
)


def is_refused(role: str, statement: str) -> bool:
    try:
        with transaction.atomic(using=role), connections[role].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_the_database_refuses_to_change_or_remove_a_figure() -> None:
    build(OfficialAccountFactory())
    before = _everything()
    done = [
        (role, statement)
        for role in ("default", "owner")
        for statement in STATEMENTS
        if not is_refused(role, statement)
    ]
    assert done == []
    assert before
    assert _everything() == before


def _everything() -> list[dict[str, object]]:
    return [row for model in (IndicatorValue, Score) for row in model.history.order_by("pk").values()]
