"""What a web process loads before it answers: every start, of each of its processes, pays for it."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.worker import ROOT, environment

HEAVY = (
    "cryptography.hazmat",
    "fido2",
    "numpy",
    "plotly",
    "openpyxl",
    "ijson",
    "holidays",
    "celery",
    "kombu",
    "analytics_app.sources",
    "analytics_app.text",
    "analytics_app.tasks",
)

#: What comes with the first reader of a page.
PAGES = ("analytics_app.indicators", "analytics_app.views.public", "accounts_app.admin", "whitenoise")

LOAD = """
import json, sys
from govmonitor.serve import load_application

load_application()
"""
SAY = "print(json.dumps(sorted(sys.modules)))"
# From the second time on the page comes out of the cache.
ASK_TWICE = """
from django.test import Client

client = Client(SERVER_NAME="localhost")
for _ in range(2):
    assert client.get("/").status_code == 200
"""


def loaded(program: str, names: tuple[str, ...] = HEAVY) -> set[str]:
    """Which of these modules a process holds after the program."""
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    modules = json.loads(result.stdout)
    return {name for name in names for module in modules if module == name or module.startswith(name + ".")}


@pytest.mark.django_db
def test_starting_loads_nothing_heavy_and_no_page() -> None:
    assert loaded(LOAD + SAY, HEAVY + PAGES) == set()


@pytest.mark.django_db
def test_a_public_page_loads_nothing_heavy() -> None:
    assert loaded(LOAD + ASK_TWICE + SAY) == set()


@pytest.mark.parametrize("name", HEAVY + PAGES)
def test_the_name_of_a_heavy_module_is_right(name: str) -> None:
    assert name in sys.modules or find_spec(name) is not None
