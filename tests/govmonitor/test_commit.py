"""The commit that a checkout stands at is found as git finds it."""

import subprocess
from pathlib import Path

from govmonitor.commit import commit_of


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@contoh.invalid", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_a_checkout_a_worktree_and_packed_references_tell_their_commit(tmp_path: Path) -> None:
    main, side = tmp_path / "main", tmp_path / "side"
    main.mkdir()
    git(main, "init", "-q")
    git(main, "commit", "-q", "--allow-empty", "-m", "one")
    git(main, "worktree", "add", "-q", "-b", "side", str(side))
    git(side, "commit", "-q", "--allow-empty", "-m", "two")
    expected = {folder: git(folder, "rev-parse", "HEAD") for folder in (main, side)}
    assert len(set(expected.values())) == 2
    assert {folder: commit_of(folder) for folder in expected} == expected
    git(main, "pack-refs", "--all")
    assert {folder: commit_of(folder) for folder in expected} == expected
    git(main, "checkout", "-q", "--detach")
    assert commit_of(main) == expected[main]


def test_a_folder_without_repository_has_none(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == ""
