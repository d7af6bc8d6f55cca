"""``langso demo``: the demonstration, made anew or kept."""

import sys
import time
from pathlib import Path

import click

from portal import clock
from portal.cli.stores import open_stores
from portal.publishing.demo import NotADemonstration, is_loaded, load_demo
from portal.settings import DATA


@click.command()
@click.option("--keep", is_flag=True, help="Leave a demonstration that is already loaded as it is.")
def demo(keep: bool) -> None:
    """Load real plans with made-up villages and figures, always the same. Empties the two stores first."""
    values, public, desk = open_stores()
    if values["DEMO"] != "1":
        click.echo("The demonstration empties the stores it is loaded into. Set LANGSO_DEMO=1 to say so.", err=True)
        sys.exit(2)
    try:
        loaded = is_loaded(public, desk)
    except NotADemonstration as refusal:
        click.echo(f"{refusal}; nothing was changed. Name other stores for the demonstration.", err=True)
        sys.exit(1)
    if keep and loaded:
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
