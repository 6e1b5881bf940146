"""python -m bench.child_import FILE SOURCE: one import in a fresh process; prints what it took as JSON."""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from bench import database, measure  # noqa: E402

started = time.perf_counter()
counts = database.import_file(Path(sys.argv[1]), sys.argv[2])
print(json.dumps({**counts, "seconds": time.perf_counter() - started, "peak_mb": measure.peak_mb()}))
