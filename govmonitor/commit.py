"""Which commit a checkout stands at, read from its files: no program is started for it."""

from pathlib import Path


def commit_of(folder: Path) -> str:
    """The commit's 40 hex digits; empty where the folder is no checkout."""
    git = folder / ".git"
    try:
        if git.is_file():  # a worktree's points to where its state lies
            git = (folder / git.read_text().removeprefix("gitdir:").strip()).resolve()
        head = (git / "HEAD").read_text().strip()
        if not head.startswith("ref:"):
            return head
        name = head.removeprefix("ref:").strip()
        common = git / "commondir"
        places = [git, (git / common.read_text().strip()).resolve()] if common.exists() else [git]
        return next((found for place in places if (found := _find(place, name))), "")
    except OSError:
        return ""


def _find(place: Path, name: str) -> str:
    if (place / name).is_file():
        return (place / name).read_text().strip()
    packed = place / "packed-refs"
    lines = packed.read_text().splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")
