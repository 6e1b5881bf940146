#!/usr/bin/env python3
"""Django's command line. On a machine without servers use bin/manage, which starts them first."""

import os
import sys

BROKEN_PIPE = 128 + 13  # as of a program that SIGPIPE ended


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govmonitor.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except (
        BrokenPipeError
    ):  # who read the output has enough ("| head"): no error to report, and nothing more to do
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)


if __name__ == "__main__":
    main()
