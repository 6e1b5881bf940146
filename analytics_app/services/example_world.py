"""Brings the example world into the database: its accounts, and its files as batches to be imported.

Nothing here is special to example data but its label: accounts go through the registry, files through intake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from accounts_app import registry
from accounts_app.models import OfficialAccount, Region
from accounts_app.registry.file import AccountRow
from analytics_app.example.accounts import ExampleAccount, Place
from analytics_app.example.files import ExampleFile
from analytics_app.example.observations import ExampleLinkCheck, ExampleTable
from analytics_app.models import ImportBatch
from analytics_app.services import intake, payloads
from analytics_app.services.intake import ExampleDatabase, ImportSettings
from analytics_app.services.link_checks import RecordedCheck, record_checks
from analytics_app.services.observation_intake import take_observations
from analytics_app.sources.inspection import Inspection
from analytics_app.sources.observations import read_observations

HANDLE_PREFIX = "contoh_"


def claim() -> None:
    """Makes an empty database one of example data. Raises ExampleDatabase where real data or accounts are in it."""
    accounts = OfficialAccount.objects.exclude(handle__istartswith=HANDLE_PREFIX)
    if accounts.exclude(handle__startswith="Kanal Aduan Contoh").exists():
        raise ExampleDatabase
    intake.claim_installation(is_example=True)


def hurry() -> None:
    """Waits for no disk from here on: what a machine that fails would lose is made again from nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def list_places() -> list[Place]:
    """All regions, as the example world needs them."""
    rows = Region.objects.order_by("code").values_list("code", "name", "zone", "population")
    return [Place(code, name, zone, population or 0) for code, name, zone, population in rows]


def register(accounts: Sequence[ExampleAccount]) -> tuple[int, ...]:
    """Registers the world's accounts as a file of accounts would; returns those created or changed."""
    rows = [
        AccountRow(
            line=line,
            region_code=account.place.code,
            agency=account.agency,
            platform=account.platform.value,
            handle=account.handle,
            role=account.role,
            platform_user_id=account.user_id,
            monitored_from=account.monitored_from,
        )
        for line, account in enumerate(accounts, start=2)
    ]
    return registry.import_official_accounts(rows).account_ids


def open_file(file: ExampleFile) -> tuple[ImportBatch, Inspection] | None:
    """The batch that shall read a file, new or unfinished; None for a file that is in already."""
    settings = settings_of(file)
    if _is_in(file, settings):
        return None
    inspection = intake.inspect_file(file.path, settings)
    batch = intake.open_batch(file.path, settings, inspection, is_example=True)
    return batch, inspection


def settings_of(file: ExampleFile) -> ImportSettings:
    """What a person would state for this file."""
    return ImportSettings(
        source=file.source,
        region=Region.objects.get(code=file.region_code) if file.region_code else None,
        platform=file.platform,
        zone=file.zone,
        covers=file.covers,
        covered_from=file.covered_from,
        covered_until=file.covered_until,
    )


class UnusableTable(Exception):
    """A table of the example world has rows that cannot be used: the world and the intake disagree."""


def take_tables(tables: Iterable[ExampleTable], now: datetime) -> None:
    """Takes in the world's observations as a person's file would be; what is in already stays as it is.

    The messages that submissions became must be in. Raises UnusableTable.
    """
    for table in tables:
        rows = read_observations(table.path.read_bytes(), table.kind, is_json=False)
        report = take_observations(rows, table.kind, now, source=table.path.name)
        if report.problems:
            raise UnusableTable(f"{table.path.name}: {report.problems[0]}")


def record_link_checks(checks: Iterable[ExampleLinkCheck]) -> None:
    """What the weekly checks would have found: nobody asks addresses that lead nowhere."""
    accounts = {
        (platform, handle): pk
        for pk, platform, handle in OfficialAccount.objects.values_list("pk", "platform", "handle")
    }
    record_checks(
        RecordedCheck(
            accounts[check.platform.value, check.handle],
            check.url,
            check.week,
            check.is_alive,
            check.names_account,
        )
        for check in checks
    )


def _is_in(file: ExampleFile, settings: ImportSettings) -> bool:
    sha256, _ = payloads.hash_file(file.path)
    return ImportBatch.objects.filter(
        file_sha256=sha256, settings_sha256=settings.digest(), state=ImportBatch.State.DONE
    ).exists()
