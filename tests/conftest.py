"""Fixtures for every test: where real data lies, and the database with its two roles."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.db import connections, transaction
from hypothesis import settings

if TYPE_CHECKING:
    from tests.cast import Cast

settings.register_profile("unhurried", deadline=None)  # no time limits in tests: machines are shared
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


#: Folders whose tests share what is slow to make: a browser, a data directory.
TOGETHER = ("tests/browser/", "tests/bin/")
#: What takes longest comes first, so that no process has much left when the others end.
LONG = (
    "tests/browser/",
    "tests/analytics_app/example/test_load_example.py",
    "tests/bin/",
    "tests/journeys/",
    "tests/access/",
    "tests/analytics_app/services/",
    "tests/privacy/",
    "tests/test_",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order of LONG; within a file the order stays."""
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    return next((turn for turn, begin in enumerate(LONG) if nodeid.startswith(begin)), len(LONG))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What runs in one process when there are several: a folder of TOGETHER, else a file.

    xdist's own ``loadgroup`` finds no group under this pytest, and says nothing: each test would go anywhere.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder = next((folder for folder in TOGETHER if nodeid.startswith(folder)), None)
            return folder or nodeid.partition("::")[0]

    return Together(config, log)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("SKIPPED, NOT PASSED: real data (../shared/data) is not beside this checkout")
    return SHARED_DATA


@pytest.fixture(scope="session")
def servers() -> None:
    """PostgreSQL and Redis answer: the settings point to those that bin/test started."""
    if "GOVMONITOR_TEST_SERVERS" not in os.environ:
        pytest.fail("This test needs PostgreSQL and Redis: run it with bin/test.", pytrace=False)


@pytest.fixture(scope="session")
def django_db_setup(servers: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The test database, made by the owner's role; tests then work in it as the application's role.

    It is kept for the next run while the migrations stay as they are.
    """
    process = os.environ.get("PYTEST_XDIST_WORKER", "")
    stamp = Path(os.environ["GOVMONITOR_VAR"]) / f"test_database{process}.digest"
    digest = _migrations_digest()
    is_same = stamp.exists() and stamp.read_text() == digest
    owner = connections["owner"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        stamp.unlink(missing_ok=True)
        name = owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=is_same)
        connections["default"].creation.set_as_test_mirror({"NAME": name})
        _allow_truncate()
        yield
        stamp.write_text(digest)  # a killed run may leave rows: then the next one starts anew
        for connection in connections.all(initialized_only=True):
            connection.close()


@pytest.fixture(scope="module")
def db_of_file(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """For fixtures of a whole file: what they write stays to its last test; each test takes back its own, as ever."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield
        transaction.set_rollback(True)


def _allow_truncate() -> None:
    """Tests with real transactions empty the tables; in the product the application's role must not."""
    role = connections["default"].settings_dict["USER"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"GRANT CONNECT, TEMPORARY ON DATABASE {connections['owner'].settings_dict['NAME']} TO {role}"
        )
        cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {role}")
        for table in ("accounts_app_auditevent", "accounts_app_auditseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_never_emptied")
        for word, table in (
            ("value", "indicatorvalue"),
            ("score", "score"),
            ("comparison", "peercomparison"),
        ):
            cursor.execute(f"ALTER TABLE analytics_app_{table} DISABLE TRIGGER {word}_never_emptied")
    connections["owner"].close()


def _migrations_digest() -> str:
    digest = hashlib.sha256(
        (ROOT / "requirements.txt").read_bytes() + "\n".join(django_settings.INSTALLED_APPS).encode()
    )
    for path in sorted(ROOT.glob("*_app/migrations/*.py")):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(autouse=True)
def _no_request_is_open() -> None:
    """A streamed answer that an earlier test did not read to its end would leave its scope behind."""
    from accounts_app.database_scope import end_request

    end_request()


@pytest.fixture(autouse=True)
def _nothing_kept(request: pytest.FixtureRequest) -> None:
    """No page of an earlier test, whose rows were rolled back, is shown in this one."""
    if "GOVMONITOR_TEST_SERVERS" in os.environ and request.node.get_closest_marker("django_db"):
        from analytics_app.selectors.data_version import forget_data_version

        forget_data_version()


@pytest.fixture(autouse=True)
def _queue_is_empty(request: pytest.FixtureRequest) -> None:
    """A worker that a test starts works on what that test sends: forms of earlier tests left tasks in the queue."""
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction") and "GOVMONITOR_TEST_SERVERS" in os.environ:
        import redis  # not every test needs it

        with redis.Redis.from_url(django_settings.REDIS_URL) as server:
            server.flushdb()


@pytest.fixture
def cast(db: None) -> "Cast":
    """The people who try every page, and the two governments that must not see each other."""
    from tests.cast import build_cast  # models can be imported only after Django's setup

    return build_cast()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's chromium without a screen, one for the whole run: Playwright can be started only once a process."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("SKIPPED, NOT PASSED: chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright  # takes a while to load

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in this thread
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
