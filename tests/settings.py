"""The product's settings for the tests: quick passwords, and harmless values where no server is given.

bin/test gives the servers. Without it tests that need none still run; the others say what is missing.
"""

import os

_WITHOUT_SERVERS = {
    "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/no_server",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "GOVMONITOR_SECRET_KEY": "only for tests",
    "GOVMONITOR_PSEUDONYM_KEY": "00" * 32,
    "GOVMONITOR_PAYLOAD_KEY": "11" * 32,
    "GOVMONITOR_OIDC_ISSUER": "http://127.0.0.1:1",  # a test that signs in so brings its own provider
    "GOVMONITOR_OIDC_CLIENT_ID": "govmonitor",
    "GOVMONITOR_OIDC_NAME": "SSO Contoh",
}
for _name, _value in _WITHOUT_SERVERS.items():
    os.environ.setdefault(_name, _value)

# Test processes side by side share the servers: each has a database and a Redis of its own (pytest-xdist names them).
_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
if _PROCESS:
    _server, _, _ = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{_server}/{1 + int(_PROCESS.removeprefix('gw'))}"

from govmonitor.settings import *  # noqa: E402, F403, TID251 — the one place that builds on the settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REQUIRE_SECOND_FACTOR = False  # tests of it turn it on; the others need not prove one
STAFF_REQUESTS_A_MINUTE = 0  # walks ask as one person for every page; tests of the limit turn it on
STATIC_ROOT = None  # nothing is collected for tests; files are found where they lie
WHITENOISE_USE_FINDERS = True
if _PROCESS:
    for _database in DATABASES.values():  # noqa: F405
        _database["TEST"] = {**_database.get("TEST", {}), "NAME": f"test_{_database['NAME']}_{_PROCESS}"}
