"""What a person would call the program and machine that a browser says it is."""

from __future__ import annotations

UNKNOWN = "–"

# Each names itself and those that it is like, so the most particular comes first.
_PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """``Firefox, Windows``; what is not known by name as it calls itself, shortened; a dash for nothing."""
    program = _named(user_agent, _PROGRAMS)
    if program is None:
        return user_agent[:40] or UNKNOWN
    machine = _named(user_agent, _MACHINES)
    return f"{program}, {machine}" if machine else program


def _named(user_agent: str, names: tuple[tuple[str, str], ...]) -> str | None:
    return next((name for mark, name in names if mark in user_agent), None)
