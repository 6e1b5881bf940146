"""The web process: `python -m govmonitor.serve`. Loads the application once and forks it into the workers.

granian's own command line loads the application in every worker, after the fork: twice the work at the very moment
when PostgreSQL and Redis start beside it on the same cores. See decision 0076.
"""

from __future__ import annotations

import gc

gc.disable()  # what is loaded here stays: looking for garbage in it costs a tenth of the start

import os  # noqa: E402

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from granian.constants import Interfaces  # noqa: E402
from granian.http import HTTP1Settings, HTTP2Settings  # noqa: E402
from granian.server import Server  # noqa: E402

from govmonitor import wsgi  # noqa: E402

_WORKERS = 2
_THREADS = 4  # in each worker
_KILL_SECONDS = 5  # for requests that are under way when a worker is asked to end


def load_application() -> WSGIHandler:
    """The application with every address; a page's code and the words of a language come with their first reader."""
    _ = get_resolver().url_patterns
    return wsgi.application


def main() -> None:
    """Serve GRANIAN_HOST:GRANIAN_PORT until SIGTERM or SIGINT."""
    application = load_application()
    gc.freeze()  # the collector would touch these pages of memory, and so copy what the workers share
    gc.enable()
    server = Server(
        "govmonitor.wsgi:application",
        address=os.environ.get("GRANIAN_HOST", "127.0.0.1"),
        port=int(os.environ.get("GRANIAN_PORT", "8000")),
        interface=Interfaces.WSGI,
        workers=_WORKERS,
        blocking_threads=_THREADS,
        workers_kill_timeout=_KILL_SECONDS,
        http1_settings=HTTP1Settings(),
        http2_settings=HTTP2Settings(),
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)


if __name__ == "__main__":
    main()
