"""``langso demo``: the demonstration, made anew or kept."""

import sys
import time
from pathlib import Path

import click

from portal import clock
from portal.cli.stores import open_stores
from portal.publishing.demo import is_loaded, load_demo
from portal.settings import DATA


@click.command()
@click.option("--keep", is_flag=True, help="Leave a demonstration that is already loaded as it is.")
def demo(keep: bool) -> None:
    """Load real plans with made-up villages and figures, always the same. Empties the two stores first."""
    values, public, desk = open_stores()
    if values["DEMO"] != "1":
        click.echo("The demonstration empties the stores it is loaded into. Set LANGSO_DEMO=1 to say so.", err=True)
        sys.exit(2)
    if keep and is_loaded(public, desk):
        click.echo("The demonstration is already loaded.")
        return
    begun = time.perf_counter()
    load_demo(
        public,
        desk,
        Path(values["FILES_DIR"]),
        DATA,
        today=clock.today(values["TODAY"]),
        threshold=int(values["DISCLOSURE_THRESHOLD"]),
    )
    click.echo(f"The demonstration is loaded ({time.perf_counter() - begun:.1f} s).")
