"""What a web process loads before it answers: every start, of each of its processes, pays for it."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.worker import ROOT, environment

#: Not cryptography: the addresses of passkeys load it (0.1 s, once, before the web is forked into its workers).
HEAVY = (
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


def loaded(program: str) -> set[str]:
    """The heavy modules that a process holds after the program."""
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    modules = json.loads(result.stdout)
    return {name for name in HEAVY for module in modules if module == name or module.startswith(name + ".")}


@pytest.mark.django_db
def test_starting_loads_nothing_heavy() -> None:
    assert loaded(LOAD + SAY) == set()


@pytest.mark.django_db
def test_a_public_page_loads_nothing_heavy() -> None:
    assert loaded(LOAD + ASK_TWICE + SAY) == set()


@pytest.mark.parametrize("name", HEAVY)
def test_the_name_of_a_heavy_module_is_right(name: str) -> None:
    assert name in sys.modules or find_spec(name) is not None
