"""``langso template``: the workbook that a commune's officer fills in, of figures or of records."""

import datetime as dt
from pathlib import Path

import click
from sqlalchemy.orm import Session

from portal import clock
from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.domain.localities import Locality, get_commune
from portal.domain.periods import Period, parse_period
from portal.publishing import intake
from portal.publishing.records import KINDS, record_context, records_template


def _period(_context: click.Context, _option: click.Parameter, text: str | None) -> Period | None:
    try:
        return parse_period(text) if text else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("commune")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
@click.option("--period", callback=_period, help="The period to fill in, such as 2026-10; else the next to report.")
@click.option("--records", type=click.Choice(sorted(KINDS)), help="Of records of this kind, instead of figures.")
def template(commune: str, output: Path | None, period: Period | None, records: str | None) -> None:
    """Write the prefilled XLSX workbook of COMMUNE (slug or code), to hand in again at the desk."""
    values, public, desk = open_stores()
    today = clock.today(values["TODAY"])
    with public.reading() as public_session, desk.reading() as desk_session:
        place = get_commune(public_session, commune, on=today)
        if place is None:
            fail(f"There is no commune {commune!r}: give its slug or its code.")
        path = output or Path(f"{place.slug}{'-' + records if records else ''}.xlsx")
        if records:
            path.write_bytes(records_template(KINDS[records], record_context(public_session, place, today)))
            click.echo(f"{path}: {KINDS[records].title_en}.")
        else:
            click.echo(f"{path}: {_write_figures(path, public_session, desk_session, place, period, today)}.")


def _write_figures(
    path: Path, public: Session, desk: Session, place: Locality, period: Period | None, today: dt.date
) -> str:
    context = intake.context_of(public, desk, place, today)
    path.write_bytes(intake.template(context, period=period))
    villages = context.villages_on(period.end if period else today)
    return f"{counted(len(villages), 'village')}, {counted(len(context.indicators), 'indicator')}"
