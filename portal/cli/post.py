"""``langso post``: take in what readers sent, publish answers and counts, send letters."""

import datetime as dt
import time

import click
from sqlalchemy.exc import DBAPIError

from portal import logs
from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.desk import alerts
from portal.publishing.post import PostRoom, open_post_room

EVERY = 10.0  # seconds between two rounds


@click.command()
@click.option("--watch", is_flag=True, help=f"Go on, a round every {EVERY:.0f} seconds.")
def post(watch: bool) -> None:
    """Take in what readers sent, publish approved answers and counts of reports, and send letters that are due."""
    if watch:
        logs.configure()
    values, public, desk = open_stores()
    try:
        room, office = open_post_room(values, public, desk), alerts.open_office(values, public, desk)
    except OSError as error:
        fail(f"The spool cannot be made ready: {error}")
    tell = _log if watch else _say
    if not office.is_on:
        click.echo(alerts.OFF, err=True)
    while True:
        try:
            tell(_round(room, office))
        except (DBAPIError, OSError) as error:
            if not watch:
                told = error.orig if isinstance(error, DBAPIError) else error
                fail(f"Not everything was done ({told}); what is left is done the next time.")
            logs.told.error("not everything was done; trying again", exc_info=error)
        if not watch:
            return
        time.sleep(EVERY)


def _round(room: PostRoom, office: alerts.Office) -> dict[str, int]:
    """How much there was of everything."""
    now = dt.datetime.now(dt.UTC)
    taken = room.take(now, alerts.handlers(office))
    answers, months = room.publish(now)
    return {"taken": taken, "answers": answers, "months": months, "letters": alerts.post(office).sent}


def _log(done: dict[str, int]) -> None:
    if any(done.values()):
        logs.told.info("post", **done)


def _say(done: dict[str, int]) -> None:
    if any(done.values()):
        click.echo(
            "Taken in: {taken}. Answers published: {answers}. Counts of villages' months brought up: {months}. "
            "Letters sent: {letters}.".format(**done)
        )
