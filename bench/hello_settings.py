"""The product's settings with the addresses of the benchmark."""

from govmonitor.settings import *  # noqa: F403, TID251

ROOT_URLCONF = "bench.hello_urls"
PUBLIC_REQUESTS_A_MINUTE = 10**9  # counted as ever, never reached
STAFF_REQUESTS_A_MINUTE = 10**9
