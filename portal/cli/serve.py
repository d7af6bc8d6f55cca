"""``langso serve``: gunicorn on this machine, with what runs beside it."""

import socket
import sys

import click
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.cli.failing import fail
from portal.cli.processes import PATIENCE, become_gunicorn, run_together
from portal.db import Store
from portal.settings import ROOT, load
from portal.standing import find_standing

GUNICORN = "gunicorn"
NOTHING_YET = "There is nothing to serve yet. Run `langso init`, or LANGSO_DEMO=1 `langso demo`."


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--only", type=click.Choice(["public", "desk"]), help="Serve one of the two applications.")
def serve(host: str, port: int, only: str | None) -> None:
    """Serve the public portal, and the officers' desk under /desk."""
    values = load()
    public = Store(values["DATABASE_URL"], read_only=True, most_lag=float(values["REPLICA_LAG"]))
    problem = find_problem(public) or _find_outdated_desk(only) or _find_taken(host, port)
    if problem:
        fail(problem)
    click.echo(_welcome(host, port, only))
    sys.stdout.flush()
    server, *beside = list_commands(values, host, port, only)
    if not beside:
        become_gunicorn(server[server.index(GUNICORN) + 1 :])
    sys.exit(run_together([server, *beside]))


def _welcome(host: str, port: int, only: str | None) -> str:
    address = f"http://{host}:{port}/"
    lines = [f"Làng Số: {address}   (Ctrl+C to stop)"] if only != "desk" else []
    return "\n".join(lines + ([f"Officers' desk: {address}desk"] if only != "public" else []))


def list_commands(values: dict[str, str], host: str, port: int, only: str | None) -> list[list[str]]:
    """What serving runs: the web server, and beside the desk whatever keeps its promises without being asked."""
    application = {"public": "wsgi:app", "desk": "wsgi:desk", None: "wsgi:site"}[only]
    server = [sys.executable, "-m", GUNICORN, "--no-control-socket", "--pythonpath", str(ROOT)]
    server += ["--preload"]  # loaded once, for all workers: they start sooner, and share what it takes in memory
    server += ["--bind", f"{host}:{port}", "--workers", values["WORKERS"], "--log-level", "warning"]
    # Threads: whoever sends or takes slowly occupies one of them, not a process (bench/README.md: which was measured).
    server += ["--worker-class", "gthread", "--threads", values["THREADS"]]
    server += ["--graceful-timeout", str(PATIENCE), "--keep-alive", "15"]  # longer than nginx keeps a connection to it
    server += ["--forwarded-allow-ips", "", "--config", "python:portal.gunicorn_hooks"]  # proxies: LANGSO_PROXIES alone
    if only == "public":
        return [[*server, application]]
    langso = [sys.executable, "-m", "portal.cli"]
    beside = [[*langso, "publish", "--due", "--watch"], [*langso, "post", "--watch"]]
    if values["BULK_KEPT"] != "0":
        base_url = values["BASE_URL"] or f"http://{host}:{port}"
        beside += [["nice", "-n", "10", *langso, "bulk", "--watch", "--base-url", base_url]]  # readers come first
    return [[*server, application], *beside]


def find_problem(store: Store) -> str | None:
    """Why the public store cannot be served, in words that tell an empty one from one that cannot be reached."""
    if store.is_missing:
        return NOTHING_YET
    try:
        if outdated := find_standing("public", store).problem:
            return outdated
        with store.session() as session:
            return None if session.scalar(text("select 1 from localities limit 1")) else NOTHING_YET
    except DBAPIError as error:
        return f"The public store {store.url.render_as_string()} cannot be read: {error.orig}"
    finally:
        store.close()


def _find_outdated_desk(only: str | None) -> str | None:
    """Why the desk's store cannot be served: an older program's, or an upgrade came only half-way."""
    if only == "public":
        return None
    desk = Store(load(desk=True)["DESK_DATABASE_URL"], read_only=True)
    try:
        return find_standing("desk", desk).problem
    except DBAPIError as error:
        return f"The desk's store {desk.url.render_as_string()} cannot be read: {error.orig}"
    finally:
        desk.close()


def _find_taken(host: str, port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"{host}:{port} cannot be used ({error.strerror}). Choose another: make run PORT=8001"
    return None
