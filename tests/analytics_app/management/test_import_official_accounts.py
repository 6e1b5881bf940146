"""The command that registers accounts and files earlier messages under them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts_app import pseudonyms
from accounts_app.models import OfficialAccount
from analytics_app.models import Message
from tests.factories import MessageFactory, RegionFactory

pytestmark = pytest.mark.django_db

HEADER = "region_code,agency,platform,handle,role\n"


def _run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_official_accounts", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    RegionFactory(code="33.27")
    path = tmp_path / "akun.csv"
    path.write_text(HEADER + "33.27,Diskominfo,x,@contoh,utama\n99,Diskominfo,x,lain,utama\n")
    return path


def test_json_is_one_value_with_counts_and_rejected_rows(file: Path):
    report = json.loads(_run(file, "--format", "json"))
    (rejected,) = report.pop("rows")
    assert report == {
        "read": 2,
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": {"total": 1, "by_reason": {"unknown_region": 1}},
    }
    assert {key: rejected[key] for key in ("line", "reason", "column", "value")} == {
        "line": 3,
        "reason": "unknown_region",
        "column": "region_code",
        "value": "99",
    }
    assert json.loads(_run(file, "--format", "json"))["unchanged"] == 1


def test_text_says_the_counts_and_each_rejected_row(file: Path):
    text = _run(file)
    assert "1 baru" in text
    assert "Baris 3: " in text


def test_messages_that_came_first_are_filed_under_the_account(file: Path):
    early = MessageFactory(author_key=pseudonyms.handle_key("x", "contoh"), parent_state=None)
    _run(file)
    account = OfficialAccount.objects.get()
    assert Message.objects.get(pk=early.pk).account == account


def test_a_file_that_cannot_be_read_is_an_error_with_the_reason(tmp_path: Path):
    picture = tmp_path / "gambar.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    for path in (tmp_path / "tidak-ada.csv", picture):
        with pytest.raises(CommandError, match=path.name):
            _run(path, "--format", "json")
