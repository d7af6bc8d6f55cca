"""``langso plan load``: a plan's files into the running store."""

from pathlib import Path

import click

from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.office import told_in_words
from portal.cli.plan_files import reading
from portal.cli.plan_words import change_lines
from portal.cli.stores import answering, open_stores
from portal.publishing.plan_loading import Taken, take_plan
from portal.publishing.problems import Refused


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--amends", metavar="SLUG", help="The older plan that it takes the place of, where targets are the same.")
@click.option("--replace", is_flag=True, help="The plan is there and was misread: mend it.")
def load(folder: Path, amends: str | None, *, replace: bool) -> None:
    """Load the plan of FOLDER into the running store. All of it, or nothing; safe to run again.

    The folder bears the plan's name: the commune's slug, a later plan with its year (tra-cau-2026), and holds the files
    of data/plans/<slug>/.
    """
    with told_in_words(), reading(folder):
        next(folder.iterdir(), None)
    _values, public, desk = open_stores()
    try:
        with answering():
            done = take_plan(public, desk, folder.resolve(), amends=amends, replace=replace)
    except Refused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        fail(f"Problems: {len(refused.problems)}. Nothing was changed.")
    _tell(done)


def _tell(done: Taken) -> None:
    if done.is_nothing:
        click.echo("Nothing was changed: the store has the plan just so.")
        return
    if done.changes is not None:
        click.echo("\n".join(change_lines(done.changes)))
    said = f"{counted(done.targets, 'target')}, {counted(done.tasks, 'task')}"
    amended = f"; {counted(done.amended, 'older target')} amended" if done.amended else ""
    click.echo(f"{'Mended' if done.replaced else 'Loaded'}: {done.slug} of {done.place.name_en}, {said}{amended}.")
