"""Reads the environment strictly: what is missing or malformed is said together with its remedy."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit


class EnvironmentProblem(Exception):
    """A setting is missing or malformed; the text tells what to do."""


def env_str(name: str, default: str | None = None) -> str:
    """The variable's text, or the default; without either an error that names the remedy."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise EnvironmentProblem(
            f"The environment variable {name} is not set. Run the program through bin/up, bin/manage or bin/test, "
            f"which set it, or set it yourself: .env.example explains each variable."
        )
    return value


def env_int(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = env_str(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise EnvironmentProblem(
            f"{name}={value!r} is not a whole number; set it to one, like {default}."
        ) from None


def env_bool(name: str, default: bool) -> bool:
    """The variable as yes (1, true, yes) or no (0, false, no)."""
    value = env_str(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise EnvironmentProblem(f"{name}={value!r} is neither yes nor no; set it to 1 or 0.")
    return value in {"1", "true", "yes"}


def env_list(name: str, default: list[str]) -> list[str]:
    """The variable split at commas."""
    value = os.environ.get(name, "").strip()
    return [part.strip() for part in value.split(",") if part.strip()] if value else default


def env_https_url(name: str) -> str:
    """The variable as an https address, or nothing; plain http only on this computer."""
    value = env_str(name, default="").rstrip("/")
    parts = urlsplit(value)
    is_local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if value and not is_local and not (parts.scheme == "https" and parts.hostname):
        raise EnvironmentProblem(f"{name}={value!r} is not an https address; set it to one, or to nothing.")
    return value


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def parse_database_url(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name`` as Django's database settings."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentProblem(
            "DATABASE_URL must read postgresql://user:password@host:port/name; only PostgreSQL is supported."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def parse_versioned_keys(name: str) -> dict[int, bytes]:
    """``2:hex,1:hex`` as {2: …, 1: …}; one key alone is version 1."""
    keys: dict[int, bytes] = {}
    for part in env_list(name, default=[]) or [env_str(name)]:
        version, colon, digits = part.rpartition(":")
        try:
            keys[int(version) if colon else 1] = bytes.fromhex(digits)
        except ValueError:
            raise EnvironmentProblem(
                f"{name} must be hexadecimal digits, or version:digits separated by commas; see .env.example."
            ) from None
    return keys
