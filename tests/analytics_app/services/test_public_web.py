"""Links lead to the public web or nowhere: each trick that leads a server inside is tried against a real server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from analytics_app.services import public_web
from analytics_app.services.public_web import MAX_BODY, Outcome, ask, is_public


class Site(BaseHTTPRequestHandler):
    """What the test server says, by path."""

    seen: list[tuple[str, str]] = []

    def do_GET(self) -> None:
        Site.seen.append((self.path, self.headers["Host"]))
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif path == "/loop":
            self.send_response(301)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif path == "/drip":
            self.drip()
        else:
            status = 404 if path == "/gone" else 200
            body = b"x" * (3 * MAX_BODY) if path == "/big" else b"kami adalah @pemkab_contoh"
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.over.wait(0.05):  # type: ignore[attr-defined]
                self.wfile.write(b"X-More: 1\r\n")
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.over = threading.Event()  # type: ignore[attr-defined]
    Site.seen = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.over.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def at(server: ThreadingHTTPServer, path: str, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{server.server_port}{path}"


def allow(server: ThreadingHTTPServer) -> set[tuple[str, int]]:
    return {("127.0.0.1", server.server_port)}


def test_a_page_that_answers_is_read_up_to_a_limit(server: ThreadingHTTPServer) -> None:
    answer = ask(at(server, "/a?b=1"), allowed=allow(server))
    assert (answer.outcome, answer.status, answer.body) == (Outcome.OK, 200, b"kami adalah @pemkab_contoh")
    assert Site.seen == [("/a?b=1", f"127.0.0.1:{server.server_port}")]
    assert len(ask(at(server, "/big"), allowed=allow(server)).body) == MAX_BODY
    gone = ask(at(server, "/gone"), allowed=allow(server))
    assert (gone.outcome, gone.status) == (Outcome.STATUS, 404)


def test_redirects_are_followed_a_few_times(server: ThreadingHTTPServer) -> None:
    assert ask(at(server, "/to//a"), allowed=allow(server)).outcome == Outcome.OK
    assert ask(at(server, "/loop"), allowed=allow(server)).outcome == Outcome.REDIRECTS


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://user:secret@127.0.0.1/",
    ],
)
def test_a_redirect_inside_is_refused(server: ThreadingHTTPServer, target: str) -> None:
    assert ask(at(server, f"/to/{target}"), allowed=allow(server)).outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]"]
)
def test_without_the_argument_the_own_machine_is_never_asked(server: ThreadingHTTPServer, host: str) -> None:
    assert ask(at(server, "/a", host)).outcome == Outcome.REFUSED
    assert Site.seen == []


def test_other_ports_of_public_hosts_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve_to(monkeypatch, [["93.184.215.14"]])
    assert ask("http://contoh.invalid:6379/").outcome == Outcome.REFUSED


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _resolve_to(monkeypatch, [["93.184.215.14", "192.168.1.1"]])
    assert ask("http://contoh.invalid/").outcome == Outcome.REFUSED


def test_the_connection_goes_to_the_address_that_was_looked_at(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers otherwise the second time: the second answer is never asked for."""
    asked = _resolve_to(monkeypatch, [["127.0.0.1"], ["127.0.0.2"]])
    url = at(server, "/a", "berubah.invalid")
    assert ask(url, allowed=allow(server)).outcome == Outcome.OK
    assert asked == ["berubah.invalid"]  # once: connecting asked no name server
    assert Site.seen == [("/a", f"berubah.invalid:{server.server_port}")]
    # Asked once more it resolves anew, and what it says now is looked at anew.
    assert ask(url, allowed=allow(server)).outcome == Outcome.REFUSED


def test_a_server_that_drips_is_hung_up_on(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_web, "SECONDS_IN_ALL", 0.5)
    assert ask(at(server, "/drip"), allowed=allow(server)).outcome == Outcome.TIMEOUT


def test_what_does_not_answer_fails_without_raising() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)}).outcome == Outcome.FAILED
    assert ask("http://tidak-ada.invalid/").outcome == Outcome.FAILED
    assert ask("https://[tidak").outcome == Outcome.FAILED


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.1", "192.168.0.1",
        "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:a00:1::1",
        "2001:0:a00:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.28.12.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


def _resolve_to(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> list[str]:
    """Names resolve to these addresses, answer by answer; returns the list of names asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in answers[len(asked) - 1]]

    monkeypatch.setattr(public_web.socket, "getaddrinfo", resolve)
    return asked
