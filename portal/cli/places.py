"""``langso places``: the register of villages."""

import click


@click.group()
def places() -> None:
    """The register of places: villages, their validity, mergers and splits."""
