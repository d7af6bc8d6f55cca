"""``langso init``: a production installation, with the plans and no figures."""

import click

from portal import clock
from portal.cli.failing import fail
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
        fail(f"{refusal}; nothing was changed. Name other stores for the real installation.")
    except Refused as refused:
        fail("\n".join(map(str, refused.problems)))
    click.echo("The stores are ready." if done else "The stores were ready already; nothing was changed.")
