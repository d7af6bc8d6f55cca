"""``langso audit``: check the log of what the desk did."""

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from portal.cli.failing import fail
from portal.db import Store
from portal.domain.audit import Checked, Finding, Head, check_log, parse_head
from portal.publishing.audit import count_unpublished, verify_desk
from portal.settings import load

LONGEST = 1 << 20


class HeadType(click.ParamType):
    """``SEQ:HASH``, as the page /audit and this command print it."""

    name = "SEQ:HASH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        try:
            return parse_head(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--since", type=HeadType(), multiple=True, help="A head kept from earlier, which the log must extend.")
@click.option("--head", type=HeadType(), help="The head the log must end with.")
def verify(file: Path | None, since: tuple[Head, ...], head: Head | None) -> None:
    """Name the first entry that was altered, is missing or out of order.

    With FILE, the /audit.jsonl of any portal, nothing else is needed: no store, no setting. Without it the log of
    this installation's desk is checked, with all that was committed to, its public copy and the releases it tells of.
    """
    checked, findings, notes = _of_file(file, since, head) if file else _of_stores(since, head)
    for finding in findings:
        click.echo(str(finding), err=True)
    for note in notes:
        click.echo(note)
    if findings:
        fail(f"{checked.entries} entries fit before the first that does not.")
    click.echo(f"{checked.entries} entries fit, each on the one before. Head: {checked.head or 'none'}")


Answer = tuple[Checked, list[Finding], list[str]]


def _of_file(file: Path, since: tuple[Head, ...], head: Head | None) -> Answer:
    checked = check_log(lambda: _lines(file), known=since, ends_at=head)
    notes = [] if since or head else ["Without --since or --head, an end that was cut off cannot be seen."]
    return checked, [checked.finding] if checked.finding else [], notes


def _lines(file: Path) -> Iterator[bytes]:
    """The lines without their ends; of a line that is too long to be an entry, the beginning."""
    with file.open("rb") as content:
        while line := content.readline(LONGEST):
            yield line.removesuffix(b"\n")


def _of_stores(since: tuple[Head, ...], head: Head | None) -> Answer:
    values = load(desk=True)
    public, desk = (Store(values[name], read_only=True) for name in ("DATABASE_URL", "DESK_DATABASE_URL"))
    try:
        with desk.session() as officers, public.session() as readers:
            checked, findings = verify_desk(officers, readers, known=since, ends_at=head)
            behind = count_unpublished(officers, readers)
    except DBAPIError as error:
        fail(f"The stores cannot be read: {error.orig}")
    finally:
        public.close()
        desk.close()
    return checked, findings, [f"{behind} entries are not in the public log yet."] if behind else []
