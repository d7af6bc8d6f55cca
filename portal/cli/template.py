"""``langso template``: the workbook that a commune's officer fills in."""

import sys
from pathlib import Path

import click

from portal import clock
from portal.cli.stores import open_stores
from portal.domain.localities import get_commune
from portal.domain.periods import Period, parse_period
from portal.publishing import intake


def _period(_context: click.Context, _option: click.Parameter, text: str | None) -> Period | None:
    try:
        return parse_period(text) if text else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("commune")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
@click.option("--period", callback=_period, help="The period to fill in, such as 2026-10; else the next to report.")
def template(commune: str, output: Path | None, period: Period | None) -> None:
    """Write the prefilled XLSX workbook of COMMUNE (slug or code), to hand in again at the desk."""
    context = _context(commune)
    if context is None:
        click.echo(f"There is no commune {commune!r}: give its slug or its code.", err=True)
        sys.exit(1)
    path = output or Path(f"{context.commune.slug}.xlsx")
    path.write_bytes(intake.template(context, period=period))
    click.echo(f"{path}: {len(context.villages)} villages, {len(context.indicators)} indicators.")


def _context(commune: str) -> intake.Context | None:
    values, public, desk = open_stores()
    today = clock.today(values["TODAY"])
    try:
        with public.session() as public_session, desk.session() as desk_session:
            place = get_commune(public_session, commune, on=today)
            return intake.context_of(public_session, desk_session, place, today) if place else None
    finally:
        public.close()
        desk.close()
