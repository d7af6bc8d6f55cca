"""``langso places import-national``: every commune of the country."""

import click

from portal import clock
from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.stores import answering, open_stores
from portal.publishing.national import Imported, NotReady, TableMissing, read_table, take_over


@click.command("import-national")
@click.option("--with-former", is_flag=True, help="Also the provinces and communes before July 2025.")
def import_national(with_former: bool) -> None:
    """Load all 34 provinces and 3,321 communes, from the table of the package vietnamadminunits. All of it, or nothing.

    What is there already is compared with the table and left as it is. Safe to run again.
    """
    values, public, desk = open_stores()
    try:
        with answering():
            done = take_over(public, desk, read_table(), today=clock.today(values["TODAY"]), with_former=with_former)
    except TableMissing as missing:
        fail(f"{missing}; nothing was changed.")
    except NotReady as refusal:
        fail(f"{refusal}; nothing was changed. Run “langso init” first.")
    for difference in done.differences:
        click.echo(f"differs: {difference}; left as it is.")
    click.echo(summary(done))


def summary(done: Imported) -> str:
    """What was done, in one sentence."""
    there = f"{done.there} were there, {counted(len(done.differences), 'difference')}"
    if not done.changed:
        return f"Nothing was changed: {there}."
    told = [f"{counted(done.provinces, 'province')} and {counted(done.communes, 'commune')} were added"]
    told += [counted(done.former, "former unit")] if done.former else []
    told += [f"{counted(done.links, 'link')} to what these became"] if done.links else []
    return f"{', '.join(told)}; {there}."
