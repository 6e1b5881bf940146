"""What the person at the terminal reads. Everything goes to stderr: stdout belongs to the command being run."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_NOTHING_LEFT_BYTES = 8 * 1024 * 1024


class LaunchError(Exception):
    """Something the person can put right: the problem in one sentence, and what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def disk_full(place: object) -> LaunchError:
    return LaunchError(
        f"The disk is full (no space left on device) while writing to {place}.",
        "free some space there, or put the data elsewhere with GOVMONITOR_VAR=/other/folder, then run this again. "
        "A first start needs about 1.2 GB for .venv and 200 MB for data.",
    )


def is_disk_full(place: Path, said: str = "") -> bool:
    """Whether a program's words, or what is left at the place, tell of a full disk."""
    words = ("No space left on device", "Check free disk space")
    space = os.statvfs(place)
    return any(word in said for word in words) or space.f_bavail * space.f_frsize < _NOTHING_LEFT_BYTES


def run_main(main: Callable[[list[str]], int]) -> None:
    """Run a command's main; print a LaunchError, a full disk or a forbidden folder as a sentence with its remedy."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both are a request to end in order
    try:
        code = main(sys.argv[1:])
    except LaunchError as error:
        code = _explain(error)
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        if error.errno == errno.ENOSPC:
            code = _explain(disk_full(error.filename or os.getcwd()))
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            code = _explain(
                LaunchError(
                    f"No permission to use {error.filename}: {error.strerror}.",
                    "run this as the owner of the checkout, or set GOVMONITOR_VAR to a folder of your own.",
                )
            )
        else:
            raise
    sys.exit(code)


def _explain(error: LaunchError) -> int:
    say(f"\n{error.problem}\n  Remedy: {error.remedy}")
    return 1
