"""The page for messages that are gone, and what the thread page says of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts_app import access
from accounts_app.database_scope import PUBLIC, acting_as
from analytics_app import tasks
from analytics_app.models import DisappearanceStatement, Message
from analytics_app.services.disappearances import apply_pending
from tests.cast import Cast
from tests.factories import MessageFactory, ThreadFactory

pytestmark = pytest.mark.django_db
TABLE = "analytics_app_disappearancestatement"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What was given to the worker, whose part has tests of its own."""
    sent: list[bool] = []
    monkeypatch.setattr(tasks.apply_disappearances, "delay", lambda: sent.append(True))
    return sent


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, *rows: str):
    text = "platform,platform_id,what,at\n" + "".join(f"{row}\n" for row in rows)
    file = SimpleUploadedFile("hilang.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("disappearance-list"), {"file": file})


@pytest.fixture
def asked(cast: Cast) -> dict[str, Message]:
    found = {}
    for name, account in (("home", cast.home_account), ("away", cast.away_account)):
        found[name] = MessageFactory(text=f"keluhan {name}", concerns=[account])
        found[name].thread = ThreadFactory(account=account, message=found[name])
        found[name].save()
    return found


def test_a_file_is_taken_once_for_the_region_of_its_sender(
    cast: Cast, asked: dict[str, Message], sent: list[bool]
) -> None:
    staff = client_of(cast.staff_home)
    row = f"x,{asked['home'].platform_id},deleted_by_author,2026-03-02T09:00+00:00"
    assert "1 baru, 0 sudah ada" in send(staff, row).content.decode()
    assert "0 baru, 1 sudah ada" in send(staff, row).content.decode()
    statement = DisappearanceStatement.objects.get()
    assert (statement.region, statement.entered_by) == (cast.home, cast.staff_home)
    assert sent == [True]
    assert apply_pending() == 1
    page = staff.get(reverse("disappearance-list")).content.decode()
    assert "berlaku</td>" in page
    thread = staff.get(reverse("thread", args=[asked["home"].thread.public_id])).content.decode()
    assert "dihapus warga pada 2 Mar 2026 16.00" in thread
    assert "Teks dihapus karena penulisnya menghapus pesan ini." in thread
    assert "keluhan home" not in thread


def test_a_forged_file_reaches_nothing_of_another_government(
    cast: Cast, asked: dict[str, Message], sent: list[bool]
) -> None:
    staff = client_of(cast.staff_away)
    theirs = send(staff, f"x,{asked['home'].platform_id},deleted_by_author,")
    unknown = send(staff, "x,404404404,deleted_by_author,")
    assert apply_pending() == 0
    assert Message.objects.get(pk=asked["home"].pk).text == "keluhan home"
    shown = [
        answer.content.decode().replace(asked["home"].platform_id, "404404404")
        for answer in (theirs, unknown)
    ]
    reports = [
        page[page.index('id="laporan"') : page.index("</section>", page.index('id="laporan"'))]
        for page in shown
    ]
    assert reports[0] == reports[1]
    assert "tidak atau belum berlaku" in shown[0]


def test_an_administrator_speaks_for_the_country(
    cast: Cast, asked: dict[str, Message], sent: list[bool]
) -> None:
    send(
        client_of(cast.national_admin), *(f"x,{one.platform_id},deleted_by_author," for one in asked.values())
    )
    assert set(DisappearanceStatement.objects.values_list("region", flat=True)) == {None}
    assert apply_pending() == 2


@pytest.mark.parametrize("rows", [["x,1,apa,"], ["channel,1,restored,"], ["x,<b>1</b>,restored,"], []])
def test_what_cannot_be_used_says_why_and_is_not_written(cast: Cast, rows: list[str]) -> None:
    answer = send(client_of(cast.staff_home), *rows)
    assert answer.status_code == 400
    assert "<b>1</b>" not in answer.content.decode()
    assert not DisappearanceStatement.objects.exists()


def test_the_database_shows_statements_to_those_who_import_there_alone(cast: Cast, sent: list[bool]) -> None:
    send(client_of(cast.staff_home), "x,1,restored,")
    send(client_of(cast.staff_away), "x,2,restored,")
    send(client_of(cast.national_admin), "x,3,restored,")

    def seen_by(person: str) -> set[str]:
        with acting_as(access.rows_visible_to(getattr(cast, person))), connection.cursor() as cursor:
            cursor.execute("SELECT platform_id FROM analytics_app_disappearancestatement")
            return {row[0] for row in cursor.fetchall()}

    assert seen_by("national_admin") == {"1", "2", "3"}
    assert (seen_by("staff_home"), seen_by("staff_away")) == ({"1"}, {"2"})
    for person in ("national_supervisor", "provincial_supervisor", "agency_user", "auditor", "coder"):
        assert seen_by(person) == set()
    for scope in (access.rows_visible_to(cast.staff_home), PUBLIC):
        with acting_as(scope), connection.cursor() as cursor, transaction.atomic():
            cursor.execute("SELECT has_table_privilege(current_user, %s, 'UPDATE')", [TABLE])
            assert cursor.fetchone() == (False,)
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"UPDATE {TABLE} SET what = 'restored'")


def test_what_is_stated_of_the_future_is_refused(cast: Cast) -> None:
    tomorrow = datetime(2099, 1, 1, tzinfo=UTC).isoformat()
    assert "belum tiba" in send(client_of(cast.staff_home), f"x,1,restored,{tomorrow}").content.decode()
