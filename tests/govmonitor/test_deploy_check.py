"""What Django itself says of the settings that a server runs with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_check_deploy_finds_nothing_with_an_https_address() -> None:
    env = {
        **os.environ,
        "GOVMONITOR_BASE_URL": "https://govmonitor.contoh.invalid",
        "GOVMONITOR_ALLOWED_HOSTS": "govmonitor.contoh.invalid",
        "GOVMONITOR_SECRET_KEY": "k7" * 30 + "-ganti-yang-ini",
        "GOVMONITOR_DEBUG": "0",
    }
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # browser tests of the same run set it
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues (1 silenced)" in done.stdout
