"""What the commands that scripts rely on share: with ``--format json`` stdout is one JSON value and nothing else."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser, OutputWrapper


def add_format_option(parser: CommandParser) -> None:
    """Adds ``--format text|json``."""
    parser.add_argument("--format", choices=["text", "json"], default="text")


def print_json(stdout: OutputWrapper, value: Any) -> None:
    """One JSON value, and a line end."""
    stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False))
