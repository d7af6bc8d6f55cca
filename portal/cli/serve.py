"""``langso serve``: gunicorn on this machine."""

import os
import sys

import click
from sqlalchemy.exc import DatabaseError

from portal.db import Store
from portal.publishing.stores import is_empty
from portal.settings import ROOT, load


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the public portal."""
    values = load()
    _require_data(values)
    click.echo(f"Làng Số: http://{host}:{port}/   (Ctrl+C to stop)")
    sys.stdout.flush()
    arguments = ["gunicorn", "--no-control-socket", "--pythonpath", str(ROOT), "--bind", f"{host}:{port}"]
    arguments += ["--workers", values["WORKERS"], "--log-level", "warning", "wsgi:app"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments[1:]])  # noqa: S606


def _require_data(values: dict[str, str]) -> None:
    store = Store(values["DATABASE_URL"], read_only=True)
    try:
        with store.session() as session:
            ready = not is_empty(session)
    except DatabaseError:
        ready = False
    store.close()
    if not ready:
        click.echo("There is nothing to serve yet. Run `langso init`, or LANGSO_DEMO=1 `langso demo`.", err=True)
        sys.exit(1)
