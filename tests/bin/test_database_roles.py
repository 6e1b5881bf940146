"""Migrations run as the owner's role; the program's own role reads and writes rows and changes nothing else."""

import pytest
from django.db import ProgrammingError, connection, transaction

pytestmark = pytest.mark.django_db


def _column(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def test_tests_work_as_the_application_role_in_the_test_database() -> None:
    found = _column("SELECT current_user || ' ' || current_database()")
    assert found == f"govmonitor_app {connection.settings_dict['NAME']}"
    assert "test_" in found


def test_tables_belong_to_the_owner_role() -> None:
    statement = "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'public'"
    assert _column(statement) == "govmonitor_owner"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE own (id int)",
        "ALTER TABLE accounts_app_region ADD COLUMN own int",
        "DROP TABLE accounts_app_region CASCADE",
        "CREATE ROLE other",
    ],
)
def test_application_role_cannot_change_what_exists(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


def test_application_role_may_use_temporary_tables() -> None:
    connection.cursor().execute("CREATE TEMPORARY TABLE scratch (id int) ON COMMIT DROP")
