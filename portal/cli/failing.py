"""How a command ends that could not do what it was asked: in words on the error output, with an exit code."""

import sys
from typing import NoReturn

import click


def fail(words: str, code: int = 1) -> NoReturn:
    """End the command; ``words`` say what is wrong and what to do."""
    click.echo(words, err=True)
    sys.exit(code)
