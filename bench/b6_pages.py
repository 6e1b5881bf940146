"""B6: province page and public pages under 16 clients, cold and cached, against a hello-world view of the same stack.

Runs on example data in a data directory of its own (beside the one of the other benchmarks).
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.measure import middle, report

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, REQUESTS, ROUNDS, COLD, PORT = 16, 480, 3, 20, 8732
#: Page → the hello-world that it is measured against: anonymous for public pages; for staff pages signed in and behind
#: the same door, so that session, person and memberships are asked in both.
PAGES = {
    "/": "/hello/",
    "/provinsi/33/": "/hello/",
    "/wilayah/33/": "/hello-staf/",
}


def run(sizes: list[str]) -> None:
    """Requests/s of each page, cached, against hello-world; the first request's seconds; queries a page."""
    folder = Path(os.environ["GOVMONITOR_VAR"]).with_name("bench-example")
    own = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
    }
    own = {k: v for k, v in own.items() if k != "GOVMONITOR_EXAMPLE" and not k.endswith("_KEY")}
    own["GOVMONITOR_REQUIRE_SECOND_FACTOR"] = "0"  # the session that is measured has no phone
    command = [sys.executable, "bin/manage", "shell", "-c", "from bench.b6_pages import inside; inside()"]
    subprocess.run([sys.executable, "bin/manage", "load_example"], cwd=ROOT, check=True,
                   env={**own, "GOVMONITOR_VAR": str(folder)})  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True, env={**own, "GOVMONITOR_VAR": str(folder)})


def inside() -> None:
    """Within the example instance's environment: serve, measure, report."""
    cookie = _sign_in()
    small = _small_province()
    pairs = ((f"/provinsi/{small}/", "/provinsi/33/"), (f"/wilayah/{small}/", "/wilayah/33/"))
    queries = {page: _queries(page, cookie) for pair in pairs for page in pair}
    granian = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
        "--host", "127.0.0.1", "--port", str(PORT), "govmonitor.wsgi:application",
    ]  # fmt: skip
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.hello_settings"}
    server = subprocess.Popen(
        granian, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait()
        table, raw = _measure(cookie)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    for one, large in pairs:
        same = queries[one] == queries[large]
        text = f"{queries[one]} and {queries[large]}"
        table.append((f"queries of {one} and {large}", text, "equal", same))
    report("b6_pages", table, {**raw, "queries": queries})


def _measure(cookie: str) -> tuple[list[tuple[str, str, str, bool | None]], dict[str, object]]:
    from django.core.cache import cache

    table: list[tuple[str, str, str, bool | None]] = []
    raw: dict[str, object] = {}
    for page, hello_page in PAGES.items():
        reader = cookie if hello_page == "/hello-staf/" else ""
        cache.clear()
        cold = [_get_once(page, reader)]
        waits = {"cold": [_wait_cold(page, reader) for _ in range(COLD)], "kept": _waits(page, reader)}
        hello, ours = [], []
        for _ in range(ROUNDS):
            ours.append(_rate(page, reader))
            hello.append(_rate(hello_page, reader))
        ratio = middle(ours) / middle(hello)
        raw[page] = {"cold_seconds": cold, "waits": waits, "ours": ours, "hello": hello}
        table.append((f"{page} cold, one client", f"{cold[0] * 1000:.0f} ms", "", None))
        for state, found in waits.items():
            p95 = sorted(found)[int(0.95 * (len(found) - 1))] * 1000
            table.append(
                (f"{page} p95, {state}{', 16 clients' if state == 'kept' else ''}", f"{p95:.0f} ms", "", None)
            )
        table.append((f"{page} requests/s", f"{middle(ours):.0f} of {middle(hello):.0f}", "", None))
        table.append((f"{page} / {hello_page}", f"{ratio:.2f}", ">= 0.3", ratio >= 0.3))
    return table, raw


def _rate(page: str, cookie: str) -> float:
    """Requests a second of all clients together; each keeps its connection."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda _: _get_many(page, cookie, REQUESTS // CLIENTS), range(CLIENTS)))
    return REQUESTS / (time.perf_counter() - started)


def _get_many(page: str, cookie: str, times: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for _ in range(times):
        connection.request("GET", page, headers={"Cookie": cookie, "Host": f"127.0.0.1:{PORT}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{page}: {answer.status}")
    connection.close()


def _get_once(page: str, cookie: str) -> float:
    started = time.perf_counter()
    _get_many(page, cookie, 1)
    return time.perf_counter() - started


def _wait_cold(page: str, cookie: str) -> float:
    from django.core.cache import cache

    cache.clear()
    return _get_once(page, cookie)


def _waits(page: str, cookie: str) -> list[float]:
    """Seconds of each request, with all clients asking at once."""
    _get_once(page, cookie)
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(lambda _: _get_once(page, cookie), range(REQUESTS)))


def _wait() -> None:
    for _ in range(2_000):
        try:
            return _get_many("/sehat/", "", 1)
        except OSError:
            time.sleep(0.01)
    raise SystemExit("granian did not answer")


def _sign_in() -> str:
    """A session cookie of the demo administrator."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts_app.example_people import ensure_example_people
    from accounts_app.models import User

    ensure_example_people("only-for-benchmarks")
    user = User.objects.get(email="admin@contoh.invalid")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _small_province() -> str:
    """The province with fewest accounts among those with a composite: without one a page asks for no tier."""
    from django.db.models import Count

    from analytics_app.models import Score

    whole = Score.objects.filter(
        region__level="provinsi", measure=Score.Measure.COMPOSITE, score__isnull=False
    )
    newest = whole.filter(as_of=whole.filter(region__code="33").latest("as_of").as_of)
    sized = newest.annotate(accounts=Count("region__official_accounts")).order_by("accounts", "region__code")
    return sized.values_list("region__code", flat=True)[0]


def _queries(page: str, cookie: str) -> int:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    name, _, value = cookie.partition("=")
    client.cookies[name] = value
    client.get(page)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return len(captured)
