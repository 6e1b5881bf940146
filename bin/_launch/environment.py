"""The environment that every process of one instance gets."""

import os

from .data_directory import DataDirectory
from .servers import Servers
from .virtualenv import VENV

_KEYS = ("GOVMONITOR_SECRET_KEY", "GOVMONITOR_PSEUDONYM_KEY", "GOVMONITOR_PAYLOAD_KEY")


def environment_for(data: DataDirectory, servers: Servers, *, base_url: str | None = None) -> dict[str, str]:
    """What was given wins; what is missing comes from the embedded servers and the data directory's secrets."""
    secrets = data.secrets()
    ours = {
        **servers.addresses(),
        **{key: secrets[key] for key in _KEYS},
        "GOVMONITOR_DEBUG": "0",
        # The matrices of the bootstraps are small: threads that wait for each other cost more than they save.
        "OPENBLAS_NUM_THREADS": "1",
    }
    if base_url is not None:
        ours["GOVMONITOR_BASE_URL"] = base_url
    fixed = {
        "GOVMONITOR_VAR": str(data.path),
        "GOVMONITOR_EXAMPLE": "1" if data.kind == "example" else "0",
        "DJANGO_SETTINGS_MODULE": "govmonitor.settings",
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "VIRTUAL_ENV": str(VENV),
        "PYTHONUNBUFFERED": "1",
    }
    return {**ours, **os.environ, **fixed}
