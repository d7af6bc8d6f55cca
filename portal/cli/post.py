"""``langso post``: take in what readers sent, publish answers and counts, send letters."""

import datetime as dt
import time

import click
from sqlalchemy.exc import DBAPIError

from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.desk import alerts
from portal.publishing.post import PostRoom, open_post_room

EVERY = 10.0  # seconds between two rounds


@click.command()
@click.option("--watch", is_flag=True, help=f"Go on, a round every {EVERY:.0f} seconds.")
def post(watch: bool) -> None:
    """Take in what readers sent, publish approved answers and counts of reports, and send letters that are due."""
    values, public, desk = open_stores()
    try:
        room, office = open_post_room(values, public, desk), alerts.open_office(values, public, desk)
    except OSError as error:
        fail(f"The spool cannot be made ready: {error}")
    if not office.is_on:
        click.echo(alerts.OFF, err=True)
    while True:
        try:
            _round(room, office)
        except (DBAPIError, OSError) as error:
            told = error.orig if isinstance(error, DBAPIError) else error
            if not watch:
                fail(f"Not everything was done ({told}); what is left is done the next time.")
            click.echo(f"Not everything was done ({told}); trying again.", err=True)
        if not watch:
            return
        time.sleep(EVERY)


def _round(room: PostRoom, office: alerts.Office) -> None:
    now = dt.datetime.now(dt.UTC)
    taken = room.take(now, alerts.handlers(office))
    answers, months = room.publish(now)
    letters = alerts.post(office)
    if taken or answers or months or letters.sent:
        click.echo(
            f"Taken in: {taken}. Answers published: {answers}. Counts of villages' months brought up: {months}. "
            f"Letters sent: {letters.sent}."
        )
