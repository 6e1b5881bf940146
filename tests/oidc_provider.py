"""A small OIDC provider on this computer: real HTTP, real signed tokens, and a person to sign in as."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "govmonitor", "rahasia-klien"


class Provider(ThreadingHTTPServer):
    """``person`` holds the claims of whoever signs in; ``token_changes`` spoil the ID token."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {}
        self.token_changes: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"

    def id_token(self) -> str:
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": int(time.time()), "exp": int(time.time()) + 60}
        return jwt.encode({**claims, **self.person, **self.token_changes}, self.key, algorithm="RS256")


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/.well-known/openid-configuration":
            places = {
                f"{name}_endpoint": f"{self.server.issuer}/{name}" for name in ("authorization", "token")
            }
            self._json(
                {
                    "issuer": self.server.issuer,
                    **places,
                    "userinfo_endpoint": f"{self.server.issuer}/userinfo",
                    "jwks_uri": f"{self.server.issuer}/jwks",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif url.path == "/authorization":
            assert asked["code_challenge_method"] == "S256"
            code = secrets.token_urlsafe(8)
            self.server.codes[code] = asked
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            )
            self.end_headers()
        elif url.path == "/userinfo" and self.headers["Authorization"] == "Bearer token-akses":
            self._json(self.server.person)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        sent = {
            name: values[0]
            for name, values in parse_qs(
                self.rfile.read(int(self.headers["Content-Length"])).decode()
            ).items()
        }
        asked = self.server.codes.pop(sent.get("code", ""), None)
        if asked is None or sent.get("client_secret") != SECRET or not _proves(sent, asked):
            self.send_error(400)
            return
        self._json(
            {"access_token": "token-akses", "token_type": "Bearer", "id_token": self.server.id_token()}
        )

    def _json(self, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _proves(sent: dict[str, str], asked: dict[str, str]) -> bool:
    """PKCE: whoever brings the code is who asked for it."""
    digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, until the block ends."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
