"""Random public ids: what stands in a URL tells nothing about how many there are or which came first."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 1 i l o: people read ids aloud


def new_public_id() -> str:
    """Twelve characters, 59 bits: not guessable, and short enough for a URL."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
