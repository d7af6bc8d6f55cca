"""``langso places``: the register of villages."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy.orm import Session

from portal import clock
from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.places_national import import_national
from portal.cli.stores import answering, open_stores
from portal.disk import drafted
from portal.domain.localities import Locality
from portal.publishing.places import Changed, Imported, NoCommune, export_csv, export_xlsx, get_asked, import_places
from portal.publishing.problems import Refused

_COMMUNE = "The commune's code or slug, such as 21451 or tra-cau."
Path_ = click.Path(path_type=Path, dir_okay=False)


@click.group()
def places() -> None:
    """The register of places: villages, their validity, mergers and splits."""


places.add_command(import_national)


@places.command("import")
@click.argument("file", type=Path_)
@click.option("--commune", metavar="REF", help="The commune of rows that name none. " + _COMMUNE)
@click.option("--mend-names", is_flag=True, help="Names that differ were misspelt; none of the villages was renamed.")
def import_file(file: Path, commune: str | None, mend_names: bool) -> None:
    """Take an operator's list of villages over, CSV or XLSX. All of it, or nothing; safe to run again.

    A row is matched by its code. What is in the register and not in the file stays as it is.
    """
    values, public, desk = open_stores()
    try:
        with answering():
            today = clock.today(values["TODAY"])
            done = import_places(public, desk, file, commune=commune, today=today, mends_names=mend_names)
    except Refused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        fail(f"Problems: {len(refused.problems)}. Nothing was changed.")
    except NoCommune as missing:
        fail(f"There is no commune {str(missing)!r}: give its slug or its code. Nothing was changed.", 2)
    _tell(done)


def _tell(done: Imported) -> None:
    for notice in done.notices:
        click.echo(str(notice))
    for code, name in done.added:
        if code in done.numbered:
            click.echo(f"{code}: the code given to {name}.")
    for changed in done.changed:
        click.echo(f"{changed.code} {changed.name}: {_said(changed)}.")
    for closed in done.closed:
        click.echo(f"{closed.code} {closed.name}: closed on {closed.day}, the day before {closed.successor} begins.")
    for before, after, weight in done.links:
        click.echo(f"{before} → {after}: {'share not known' if weight is None else f'{100 * weight:g}%'}.")
    click.echo(_summary(done))


def _said(changed: Changed) -> str:
    return ", ".join(f"{name} {_shown(before)} → {_shown(after)}" for name, (before, after) in changed.values.items())


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _summary(done: Imported) -> str:
    rows = counted(done.rows, "row")
    if done.is_nothing:
        return f"Nothing was changed: {rows}, all as they are known."
    added, links = counted(len(done.added), "village"), counted(len(done.links), "link")
    return f"{rows}: {added} added, {len(done.changed)} changed, {len(done.closed)} closed by it, {links}."


@places.command("template")
@click.option("--commune", required=True, metavar="REF", help=_COMMUNE)
@click.option("--out", required=True, type=Path_, help="The XLSX file to write.")
def template(commune: str, out: Path) -> None:
    """Write a workbook to fill in: the columns with their notes, and the villages that are known."""
    if out.suffix.lower() != ".xlsx":
        fail("The template is a workbook: name a file that ends in .xlsx.", 2)
    _write(commune, out, export_xlsx)


@places.command("export")
@click.option("--commune", required=True, metavar="REF", help=_COMMUNE)
@click.option("--out", required=True, type=Path_, help="The CSV or XLSX file to write.")
def export(commune: str, out: Path) -> None:
    """Write the list of a commune's villages, to be mended and imported again."""
    writers = {".csv": export_csv, ".xlsx": export_xlsx}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        fail("Name a file that ends in .csv or .xlsx.", 2)
    _write(commune, out, writer)


def _write(commune: str, out: Path, writer: Callable[[Session, Locality], bytes]) -> None:
    values, public, _ = open_stores()
    with answering(), public.reading() as session:
        try:
            place = get_asked(session, commune, clock.today(values["TODAY"]))
        except NoCommune:
            fail(f"There is no commune {commune!r}: give its slug or its code.", 2)
        content = writer(session, place)
    try:
        with drafted(out) as draft:
            draft.write_bytes(content)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.")
    click.echo(f"{out}: the villages of {place.name_en} ({place.code}).")
