"""``langso boundaries``: outlines of places."""

from pathlib import Path

import click

from portal import clock
from portal.cli.failing import fail
from portal.db import PublicStore
from portal.publishing.boundaries import Imported, import_boundaries
from portal.publishing.problems import Refused
from portal.settings import load


@click.group()
def boundaries() -> None:
    """Outlines of places."""


@boundaries.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="Where the outlines are from; else each feature's own source, else the file's name.")
def import_file(file: Path, source: str | None) -> None:
    """Take the outlines of a GeoJSON FILE (WGS 84) over, for reference. All of them, or none.

    Each feature names its province, commune or village by the property "code".
    """
    values = load(desk=True)
    store = PublicStore(values["DATABASE_URL"])
    try:
        with store.begin() as session:
            done = import_boundaries(session, file, source=source, today=clock.today(values["TODAY"]))
    except Refused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        fail(f"Problems: {len(refused.problems)}. Nothing was changed.")
    finally:
        store.close()
    click.echo(_told(done))


def _told(done: Imported) -> str:
    return f"{done.count} outlines are stored ({done.replaced} replaced, {done.simplified} simplified)."
