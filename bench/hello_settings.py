"""The product's settings with the addresses of the benchmark."""

from govmonitor.settings import *  # noqa: F403, TID251

ROOT_URLCONF = "bench.hello_urls"
