"""``langso plan diff``: what differs between two plans, or two versions of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cli.failing import fail
from portal.cli.plan_files import reading
from portal.cli.plan_words import change_lines
from portal.cli.stores import answering, open_stores
from portal.domain.indicators import Indicator
from portal.domain.plan_changes import compare_plans
from portal.formats.plan_changes import change_table
from portal.formats.text import csv_chunks, json_bytes, rows_json
from portal.publishing.plan_sources import open_plan
from portal.publishing.problems import Refused
from portal.publishing.reference import read_indicators
from portal.settings import DATA


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True, help="As what."
)
def diff(old: str, new: str, form: str) -> None:
    """Print what differs between the plans OLD and NEW.

    Each is a folder of a plan's CSV files, a draft (.xlsx), or the slug of a plan in the store.
    """
    with store_if_asked(old, new) as session:
        indicators = list(session.scalars(select(Indicator))) if session else read_indicators(DATA)
        by_code = {indicator.code: indicator for indicator in indicators}
        try:
            with reading(Path(old)):
                before = open_plan(old, session, by_code)
            with reading(Path(new)):
                after = open_plan(new, session, by_code)
            changes = compare_plans(before, after)
        except Refused as refused:
            fail("\n".join(map(str, refused.problems)))
        if form == "text":
            click.echo("\n".join(change_lines(changes)))
            return
        table = change_table("changes", changes)
        content = b"".join(csv_chunks(table)) if form == "csv" else json_bytes(rows_json(table))
    click.echo(content.decode(), nl=False)


@contextmanager
def store_if_asked(*refs: str) -> Iterator[Session | None]:
    """The public store where one of them can only be there; two folders are compared without any."""
    if all(Path(ref).exists() for ref in refs):
        yield None
        return
    _values, public, _desk = open_stores()
    with answering(), public.reading() as session:
        yield session
