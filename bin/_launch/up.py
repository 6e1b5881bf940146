"""bin/up: from nothing to the product in a browser."""

import argparse
import datetime
import json
import os
import sys

from .console import LaunchError, say
from .data_directory import DataDirectory, chosen_directory, is_free, write_whole
from .environment import environment_for
from .locks import FileLock, is_locked
from .prepare import call_command, is_prepared, prepare, run_command
from .processes import read_processes
from .servers import Servers, embedded_names
from .supervisor import Supervisor
from .virtualenv import ensure_virtualenv

_HEALTHY_SECONDS = 120
_PORTS_TRIED = 100


def main(arguments: list[str]) -> int:
    """Parse the command line, take the data directory for ourselves, run until asked to stop."""
    options = _parse(arguments)
    ensure_virtualenv("requirements.txt")
    is_external = bool(os.environ.get("DATABASE_URL"))
    kind = "main" if options.empty or is_external else "example"
    data = chosen_directory(kind)
    data.create()
    own = FileLock(data.up_lock)
    if not own.try_take():
        raise _already_running(data)
    if options.reset:
        _reset(data, is_confirmed=options.yes)
        data.create()
    data.require_kind(kind)
    return _run(data, options)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/up", description="Start GovMonitor. Ctrl-C stops it.")
    parser.add_argument(
        "--port", type=int, default=8000, help="port of the web (default 8000; the next free one)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this computer only)"
    )
    parser.add_argument("--empty", action="store_true", help="your own data directory, without example data")
    parser.add_argument("--reset", action="store_true", help="delete the data directory first (asks)")
    parser.add_argument("--yes", action="store_true", help="do not ask before --reset")
    parser.add_argument(
        "--logs", action="store_true", help="show the processes' logs here instead of in files"
    )
    return parser.parse_args(arguments)


def _already_running(data: DataDirectory) -> LaunchError:
    file = data.run / "up.json"
    where = json.loads(file.read_text())["address"] if file.exists() else "starting"
    return LaunchError(
        f"GovMonitor already runs on {data.path} ({where}).",
        "use that one, stop it with Ctrl-C, or start another with GOVMONITOR_VAR=/another/folder.",
    )


def _reset(data: DataDirectory, *, is_confirmed: bool) -> None:
    """Delete everything in the data directory, after a yes typed by a person."""
    import shutil  # neither is on the way of an ordinary start

    from .postgres_home import remove_cluster

    if is_locked(data.keeper_lock):
        raise LaunchError(f"Another program uses {data.path}.", "let it end first.")
    if not is_confirmed:
        if not sys.stdin.isatty():
            raise LaunchError("--reset deletes data and nobody is here to ask.", "add --yes.")
        say(f"This deletes all data in {data.path}. Type yes to go on:")
        if sys.stdin.readline().strip().lower() not in ("yes", "ya"):
            raise LaunchError("Nothing was deleted.", "type yes when asked, or start without --reset.")
    remove_cluster(data)
    for path in data.path.iterdir():
        if path == data.run:
            continue  # our locks lie there
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _run(data: DataDirectory, options: argparse.Namespace) -> int:
    port = _free_port(options.host, options.port)
    shown = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host
    local_url = f"http://{shown}:{port}"
    base_url = os.environ.get("GOVMONITOR_BASE_URL") or local_url
    listening = {"GRANIAN_HOST": options.host, "GRANIAN_PORT": str(port)}
    servers = Servers(data, embedded_names())
    web, *others = read_processes()
    supervisor = Supervisor(data, shows_logs=options.logs)
    try:
        if is_prepared(data) and not _is_example_due(data):  # the web loads while the servers start
            supervisor.use(environment_for(data, servers, base_url=base_url) | listening)
            supervisor.start(web)
        servers.join()
        env = environment_for(data, servers, base_url=base_url) | listening
        prepare(data, env)
        if _is_example_due(data):
            _load_example(data, env)
        supervisor.use(env)
        if not supervisor.has(web):
            supervisor.start(web)
        write_whole(data.run / "up.json", json.dumps({"address": base_url}))
        if supervisor.wait_until_healthy(shown, port, seconds=_HEALTHY_SECONDS):
            print(f"\nGovMonitor: {base_url}/", flush=True)
            for definition in others:
                supervisor.start(definition)
            _greet(supervisor)
            _watch(supervisor, servers)
    finally:
        supervisor.stop_all()
        (data.run / "up.json").unlink(missing_ok=True)
        servers.leave()
    say("GovMonitor has stopped; the data are kept.")
    return 0


def _free_port(host: str, wanted: int) -> int:
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        if is_free(port, host):
            if port != wanted:
                say(f"Port {wanted} is in use; taking {port}.")
            return port
    raise LaunchError(f"No free port from {wanted} on.", "choose another with --port.")


def _is_example_due(data: DataDirectory) -> bool:
    """The example world reaches to yesterday: it is made anew on the first start of a day."""
    stamp = data.path / "example.day"
    return data.kind == "example" and not (stamp.exists() and stamp.read_text() == _today())


def _load_example(data: DataDirectory, env: dict[str, str]) -> None:
    say("Making the example data (once a day; some minutes) …")
    run_command(env, "load_example")
    write_whole(data.path / "example.day", _today())


def _today() -> str:
    jakarta = datetime.timezone(datetime.timedelta(hours=7))
    return datetime.datetime.now(jakarta).date().isoformat()


def _watch(supervisor: Supervisor, servers: Servers) -> None:
    """Until somebody asks to stop: start again what dies."""
    while not supervisor.wait_for_signal(1.0):
        if not servers.are_kept():
            say("The servers ended; they are started again.")
            servers.join()
    say("\nStopping …")


def _greet(supervisor: Supervisor) -> None:
    """How to sign in: the demo accounts, or the one-time link of the first administrator."""
    command = "example_sign_in" if supervisor.data.kind == "example" else "first_admin_link"
    call_command(supervisor.env, command)
    print("Ctrl-C stops it.", flush=True)
