"""``langso plan``: the data of plans. Each subcommand has a module of its own, ``plan_<name>``."""

import click


@click.group()
def plan() -> None:
    """Plans as data: what changed between two of them, and loading one."""
