"""Log lines name the request and no citizen."""

from __future__ import annotations

import io
import logging
import sys

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from govmonitor.logs import LineFormatter, without_personal_data


def test_a_page_that_is_missing_is_logged_with_its_request(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/tidak-ada/", headers={"X-Request-ID": "abcdef-12345"})
    assert "abcdef-12345" in LineFormatter("%(request_id)s").format(caplog.records[-1])


def test_request_id_of_a_proxy_is_kept_and_a_strange_one_replaced(client: Client) -> None:
    kept = client.get("/.well-known/x", headers={"X-Request-ID": "abcdef-12345"})
    assert kept["X-Request-ID"] == "abcdef-12345"
    for strange in ("kurz", "a b c d e f g h\nSet-Cookie: x", "x" * 65):
        assert len(client.get("/.well-known/x", headers={"X-Request-ID": strange})["X-Request-ID"]) == 16


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("DETAIL:  Failing row contains (7, budi, Lampu padam).", "DETAIL: …"),
        ('CONTEXT:  COPY incoming, line 3, column text: "halo"', "CONTEXT: …"),
        ("Not Found: /undangan/terima/abc.def-123/", "Not Found: /undangan/terima/…/"),
        ("hubungi 081234567890 atau budi@contoh.invalid", "hubungi [TELP] atau [EMAIL]"),
        ("KTP 3327010101900001 milik @budi_contoh", "KTP [NIK] milik @…"),
        ("batch 12: 3 berkas selesai", "batch 12: 3 berkas selesai"),
    ],
)
def test_line_says_what_happened_and_not_to_whom(line: str, kept: str) -> None:
    assert without_personal_data(line) == kept


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_does_not_come_into_the_log() -> None:
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(LineFormatter("%(request_id)s %(message)s"))
    logger = logging.getLogger("uji")
    logger.propagate = False
    logger.addHandler(handler)
    row = ["Budi dari Desa Contoh"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told (name text PRIMARY KEY)")
        cursor.execute("INSERT INTO told VALUES (%s)", row)
        with pytest.raises(DatabaseError, match="Desa Contoh") as problem, transaction.atomic():
            cursor.execute("INSERT INTO told VALUES (%s)", row)
        cursor.execute("DROP TABLE told")
    logger.error("import gagal", exc_info=problem.value)
    logger.removeHandler(handler)
    assert "import gagal" in output.getvalue()
    assert "told_pkey" in output.getvalue()
    assert "Desa Contoh" not in output.getvalue()


def test_the_program_logs_through_this_formatter() -> None:
    formatters = {type(handler.formatter) for handler in logging.getLogger().handlers if handler.formatter}
    assert LineFormatter in formatters


def test_celery_leaves_logging_as_it_is() -> None:
    from celery.signals import setup_logging

    import govmonitor.celery  # noqa: F401  connects the receiver

    assert setup_logging.receivers
    assert "celery" in sys.modules
