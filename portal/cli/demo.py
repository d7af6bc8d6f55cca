"""``langso demo``: the demonstration, made anew or kept."""

import datetime as dt
import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal import clock
from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.desk import make_desk_app
from portal.desk.accounts import list_accounts
from portal.desk.demo import add_demo_accounts
from portal.desk.stores import close_stores, writing
from portal.publishing.demo import NotADemonstration, is_loaded, load_demo
from portal.settings import DATA


@contextmanager
def alone(files: Path) -> Iterator[None]:
    """Keep a second one out while this one loads into the same folder.

    :raises BlockingIOError: somebody else is at it.
    """
    files.mkdir(parents=True, exist_ok=True)
    with (files / ".loading").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _ensure_accounts(values: dict[str, str]) -> None:
    """The accounts with which anyone can try the desk."""
    app = make_desk_app(values)
    with app.app_context(), writing() as session:
        if not list_accounts(session):
            add_demo_accounts(session, at=dt.datetime.now(dt.UTC))
    close_stores(app)


@click.command()
@click.option("--keep", is_flag=True, help="Leave a demonstration that is already loaded as it is.")
def demo(keep: bool) -> None:
    """Load real plans with made-up villages and figures, always the same. Empties the two stores first."""
    values, public, desk = open_stores()
    if values["DEMO"] != "1":
        fail("The demonstration empties the stores it is loaded into. Set LANGSO_DEMO=1 to say so.", 2)
    try:
        loaded = is_loaded(public, desk)
    except NotADemonstration as refusal:
        fail(f"{refusal}; nothing was changed. Name other stores for the demonstration.")
    if keep and loaded:
        _ensure_accounts(values)
        click.echo("The demonstration is already loaded.")
        return
    begun = time.perf_counter()
    files = Path(values["FILES_DIR"])
    try:
        with alone(files):
            today, threshold = clock.today(values["TODAY"]), int(values["DISCLOSURE_THRESHOLD"])
            load_demo(public, desk, files, DATA, today=today, threshold=threshold, base_url=values["BASE_URL"])
            _ensure_accounts(values)
    except BlockingIOError:
        fail(f"Another `langso demo` is loading into {files}; wait for it.")
    except OSError as error:
        fail(f"The demonstration could not be written: {error}. Run the command again.")
    click.echo(f"The demonstration is loaded ({time.perf_counter() - begun:.1f} s).")
