"""python bench/run.py [b1 b2 b3 b4 b5 b6 b8] [--size S M]: runs benchmarks on a data directory of their own."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = {
    "b1": "b1_ingest",
    "b2": "b2_reimport",
    "b3": "b3_threads",
    "b4": "b4_text",
    "b5": "b5_score",
    "b6": "b6_pages",
    "b8": "b8_start",
}


def main() -> int:
    """Prepares what bin/manage prepares, then each benchmark in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=[], help=f"some of {' '.join(NAMES)}; all without")
    parser.add_argument("--size", nargs="+", default=["S"], help="S, M, L or numbers of messages")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "bin"))
    from _launch.data_directory import chosen_directory
    from _launch.environment import environment_for
    from _launch.prepare import prepare
    from _launch.servers import Servers, embedded_names
    from _launch.virtualenv import PYTHON

    data = chosen_directory("bench")
    data.create()
    data.require_kind("main")
    servers = Servers(data, embedded_names())
    try:
        servers.join()
        env = environment_for(data, servers)
        prepare(data, env)
        for name in options.names or NAMES:
            code = f"import django; django.setup(); from bench import {NAMES[name]} as b; b.run({options.size!r})"
            subprocess.run([PYTHON, "-c", code], cwd=ROOT, env={**os.environ, **env}, check=True)
    finally:
        servers.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
