"""Asks an address on the public web, and none that is not public (decision 0106).

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
looked at, so a name that changes its mind cannot lead inside. Each redirect is looked at like the first address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS_A_STEP = 8.0
SECONDS_IN_ALL = 20.0
MAX_REDIRECTS = 5
MAX_BODY = 256 * 1024
_PORTS = {"http": 80, "https": 443}
#: IPv6 addresses that carry an IPv4 address: what they lead to is not looked at, so they are refused.
_CARRIERS = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)
_HEADERS = {
    "User-Agent": "GovMonitor link check",
    "Accept": "text/html,*/*;q=0.5",
    "Accept-Encoding": "identity",
}

#: (address, port) that may be asked though it is not public: for tests with a server of their own.
Allowed = Collection[tuple[str, int]]
#: Family and socket address, as getaddrinfo gave them: connecting asks no name server again.
Address = tuple[socket.AddressFamily, Any]


class Outcome(StrEnum):
    """What asking an address came to."""

    OK = "ok"
    STATUS = "status"
    REFUSED = "refused"
    FAILED = "failed"
    TIMEOUT = "timeout"
    REDIRECTS = "redirects"


@dataclass(frozen=True, slots=True)
class Asked:
    """The outcome, the last status, and the first bytes of the page (empty where it did not answer with one)."""

    outcome: Outcome
    status: int | None = None
    body: bytes = b""


class _Refused(Exception):
    """An address that must not be asked."""


def ask(url: str, *, allowed: Allowed = ()) -> Asked:
    """Asks for a page and follows its redirects; never raises for what the other side does."""
    until = time.monotonic() + SECONDS_IN_ALL
    for _ in range(MAX_REDIRECTS + 1):
        try:
            status, location, body = _ask_once(url, until, allowed)
        except _Refused:
            return Asked(Outcome.REFUSED)
        except TimeoutError:
            return Asked(Outcome.TIMEOUT)
        except (OSError, http.client.HTTPException, ValueError):
            return Asked(Outcome.TIMEOUT if time.monotonic() >= until else Outcome.FAILED)
        if status in (301, 302, 303, 307, 308) and location:
            url = urljoin(url, location)
            continue
        return Asked(Outcome.OK if 200 <= status < 400 else Outcome.STATUS, status, body)
    return Asked(Outcome.REDIRECTS)


def _ask_once(url: str, until: float, allowed: Allowed) -> tuple[int, str | None, bytes]:
    parts = urlsplit(url)
    port = _port(parts)
    address = _public_address(parts.hostname or "", port, parts.scheme, allowed)
    connection = _connection(parts, address, port, _left(until))
    watch = threading.Timer(_left(until), _hang_up, [connection])  # a server that drips keeps no worker
    watch.daemon = True
    watch.start()
    try:
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=_HEADERS)
        response = connection.getresponse()
        location = response.getheader("Location")
        body = b"" if location else response.read(MAX_BODY)
        _left(until)  # what was cut short by the watch is no answer
        return response.status, location, body
    finally:
        watch.cancel()
        connection.close()


def _port(parts: SplitResult) -> int:
    if (
        parts.scheme not in _PORTS
        or not parts.hostname
        or parts.username is not None
        or parts.password is not None
    ):
        raise _Refused
    return parts.port or _PORTS[parts.scheme]


def _public_address(host: str, port: int, scheme: str, allowed: Allowed) -> Address:
    """One address of the host, after all of them were found public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        address = str(place[0])
        if (address, port) not in allowed and not (port == _PORTS[scheme] and is_public(address)):
            raise _Refused
    if not found:
        raise _Refused
    family, _, _, _, place = found[0]
    return family, place


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet: not private, loopback, link-local, shared or reserved."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in carrier for carrier in _CARRIERS):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _connection(
    parts: SplitResult, address: Address, port: int, seconds: float
) -> http.client.HTTPConnection:
    """A connection to the address that speaks to the host: its name in the header and in the certificate."""
    host, timeout = parts.hostname or "", min(SECONDS_A_STEP, seconds)
    family, place = address
    plain = socket.socket(family, socket.SOCK_STREAM)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        plain.settimeout(timeout)
        plain.connect(place)
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if parts.scheme == "https"
            else plain
        )
    except BaseException:
        plain.close()
        raise
    if parts.scheme == "https":
        connection.default_port = _PORTS["https"]
    return connection


def _hang_up(connection: http.client.HTTPConnection) -> None:
    try:
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # over already


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
