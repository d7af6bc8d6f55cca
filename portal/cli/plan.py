"""``langso plan``: the data of plans. Each subcommand has a module of its own, ``plan_<name>``."""

import click

from portal.cli.plan_diff import diff
from portal.cli.plan_load import load
from portal.cli.plan_read import read, write


@click.group()
def plan() -> None:
    """Plans as data: read from documents, compared, loaded."""


for command in (read, write, diff, load):
    plan.add_command(command)
