"""docker-compose.yml runs what bin/up runs, is valid, and holds no secret."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
from ruamel.yaml import YAML

from .instance import ROOT

PROCESSES = tomllib.loads((ROOT / "processes.toml").read_text())
COMPOSE = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())


@pytest.mark.parametrize("name", PROCESSES)
def test_service_has_the_command_and_grace_of_the_process(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["command"] == PROCESSES[name]["command"]
    assert service["stop_grace_period"] == f"{PROCESSES[name]['grace_seconds']}s"


def test_image_serves_the_web_by_default() -> None:
    last = (ROOT / "Dockerfile").read_text().strip().splitlines()[-1]
    assert YAML(typ="safe").load(last.removeprefix("CMD ")) == PROCESSES["web"]["command"].split()


def test_file_follows_the_compose_specification() -> None:
    checker = os.path.join(os.path.dirname(sys.executable), "check-jsonschema")
    command = [checker, "--builtin-schema", "vendor.compose-spec", ROOT / "docker-compose.yml"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_long_running_service_has_a_health_check() -> None:
    assert {name for name, service in COMPOSE["services"].items() if "healthcheck" not in service} == {
        "prepare"
    }


def test_every_variable_of_the_file_is_explained_in_the_example() -> None:
    named = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    explained = set(re.findall(r"^#? ?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named <= explained


def test_every_variable_of_the_settings_is_explained_in_the_example() -> None:
    named = set(re.findall(r'env_\w+\(\s*"(\w+)"', (ROOT / "govmonitor" / "settings.py").read_text()))
    explained = set(re.findall(r"^#? ?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named <= explained


def test_passwords_come_from_the_environment_alone() -> None:
    values = re.findall(
        r"(?i)(?:password|auth|secret|key)\w*: (.+)", (ROOT / "docker-compose.yml").read_text()
    )
    assert values
    assert [value for value in values if not value.startswith("${")] == []
