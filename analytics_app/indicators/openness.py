"""How far an account lets people speak: the diagnostic ``interaction_openness``, by which S is multiplied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CommentCheck:
    """Somebody looked at ``posts`` own posts of an account: under how many one may comment.

    ``is_blocked``: the account keeps the one who looked from seeing it at all.
    """

    checked_on: date
    posts: int
    open: int
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class Openness:
    """Share of own posts with comments open (None: nobody looked), and whether collection is blocked."""

    share: float | None = None
    posts: int = 0
    is_blocked: bool = False


def openness_of(accounts: Iterable[tuple[Sequence[CommentCheck], int]]) -> Openness:
    """Of one account or of several, pooled by posts: each with its checks in the window and its own posts there.

    An account whose newest check met a block counts with all posts that are known of it as closed. All accounts
    blocked: the whole is blocked; an account at which nobody looked is taken for neither.
    """
    posts = opened = 0
    blocked: list[bool] = []
    for checks, own_posts in accounts:
        if not checks:
            blocked.append(False)
            continue
        is_blocked = max(checks, key=lambda check: check.checked_on).is_blocked
        looked_at = sum(check.posts for check in checks)
        blocked.append(is_blocked)
        posts += max(looked_at, own_posts) if is_blocked else looked_at
        opened += 0 if is_blocked else sum(check.open for check in checks)
    return Openness(opened / posts if posts else None, posts, bool(blocked) and all(blocked))
