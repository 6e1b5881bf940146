"""The right Python, or a sentence that says how to get it. Kept in syntax that older Pythons can read."""

import os
import sys

REQUIRED = (3, 11)


def require_python():
    """Return under Python 3.11; otherwise start again under `python3.11`, or exit with the remedy."""
    if sys.version_info[:2] == REQUIRED:
        return
    import shutil

    name = "python%d.%d" % REQUIRED  # noqa: UP031
    other = shutil.which(name)
    if other and os.environ.get("GOVMONITOR_PYTHON_TRIED") != other:
        os.environ["GOVMONITOR_PYTHON_TRIED"] = other
        os.execv(other, [other, *sys.argv])
    sys.exit(
        "GovMonitor needs Python {0}.{1}; this is Python {2}.{3} ({4}).\n"
        "  Remedy: install it (Debian and Ubuntu: apt install python{0}.{1} python{0}.{1}-venv) and run this again; "
        "{5} is found on the PATH by itself.".format(
            REQUIRED[0], REQUIRED[1], sys.version_info[0], sys.version_info[1], sys.executable, name
        )
    )
