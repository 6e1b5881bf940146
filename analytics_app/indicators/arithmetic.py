"""Small arithmetic that every indicator shares."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

Knots = Sequence[tuple[float, float]]


def piecewise(x: float, knots: Knots) -> float:
    """The score at ``x`` on straight lines between knots (x ascending, score); flat outside them."""
    if x <= knots[0][0]:
        return knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return knots[-1][1]


def seed_of(account_id: str, as_of: date, method_version: str) -> int:
    """The bootstrap's seed: first 8 hex digits of sha256("account|as_of|version") (method section 6).

    ``account_id`` is "platform:handle" or "region:code".
    """
    named = f"{account_id}|{as_of.isoformat()}|{method_version}"
    return int(hashlib.sha256(named.encode()).hexdigest()[:8], 16)
