"""``langso bulk``: the bulk zip of each release."""

import os
import signal
import sys
import time
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from portal import logs
from portal.cli.composed import make_public_app
from portal.cli.export import find_base
from portal.cli.failing import fail
from portal.db import Store
from portal.domain.audit import get_head
from portal.domain.bulk import bulk_folder, has_whole_bulk
from portal.domain.releases import get_latest_seq
from portal.export import NotCopied, Source
from portal.export.bulk import is_whole, list_marks, make_bulk, make_missing
from portal.export.released import NotAsReleased
from portal.export.site import NotAnswered
from portal.settings import load

EVERY = 5.0  # seconds between two looks at whether something was released
AFTER_FAILURE = 60.0
FAILURES = (NotCopied, NotAsReleased, NotAnswered, DBAPIError, OSError)


@click.command()
@click.argument("release", required=False)
@click.option("--base-url", default="", help="The portal's public address, where LANGSO_BASE_URL does not say it.")
@click.option("--watch", is_flag=True, help="Go on looking for new releases until stopped.")
def bulk(release: str | None, base_url: str, watch: bool) -> None:
    """Make the bulk zips of new releases that are missing, or that of RELEASE."""
    values = load()
    public = Store(values["DATABASE_URL"], read_only=True)
    source = Source(public, Path(values["FILES_DIR"]), make_public_app, find_base(values, base_url), values["TODAY"])
    kept = int(values["BULK_KEPT"]) if values["BULK_KEPT"] else None
    try:
        if release is not None:
            _make_one(source, release)
        elif watch:
            logs.configure()
            os.setpriority(os.PRIO_PROCESS, 0, 10)  # readers and publishing come first
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # and leaves nothing half-made behind
            _watch(source, kept)
        else:
            _say(make_missing(source, kept=kept))
    except FAILURES as failure:
        fail(f"The bulk zip could not be made: {failure}. Nothing of it was left; mend that and try again.")
    finally:
        public.close()


def _make_one(source: Source, release: str) -> None:
    with source.public.reading() as session:
        marks = list_marks(session)
    commune = next((mark.commune for mark in marks if mark.id == release), None)
    if commune is None:
        fail(f"There is no release {release}.")
    if not has_whole_bulk(source.files, release):
        make_bulk(source, release, commune=None if is_whole(marks) else commune)
    click.echo(str(bulk_folder(source.files, release)))


def _watch(source: Source, kept: int | None) -> None:
    """Look every few seconds; what fails is told, and tried again at a later look."""
    seen: object = ()
    while True:
        pause = EVERY
        try:
            with source.public.reading() as session:
                newest = get_latest_seq(session), get_head(session)
            if newest != seen:
                made = make_missing(source, kept=kept)
                if made:
                    logs.told.info("bulk zips made", count=made)
                seen = newest
        except FAILURES as failure:
            logs.told.error("the bulk zip could not be made yet", exc_info=failure)
            pause = AFTER_FAILURE
        time.sleep(pause)


def _say(made: int) -> None:
    if made:
        click.echo(f"Bulk zips made: {made}")
