"""``langso init``: a production installation, with the plans and no figures."""

import sys

import click

from portal import clock
from portal.cli.stores import open_stores
from portal.publishing.problems import Refused
from portal.publishing.stores import NotProduction, initialise
from portal.settings import DATA


@click.command()
def init() -> None:
    """Prepare a production database: places, indicators, plans and targets; no figures."""
    values, public, desk = open_stores()
    try:
        done = initialise(public, desk, DATA, today=clock.today(values["TODAY"]))
    except NotProduction as refusal:
        click.echo(f"{refusal}; nothing was changed. Name other stores for the real installation.", err=True)
        sys.exit(1)
    except Refused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    click.echo("The stores are ready." if done else "The stores were ready already; nothing was changed.")
