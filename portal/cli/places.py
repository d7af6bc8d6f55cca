"""``langso places``: the register of villages."""

import click

from portal.cli.places_national import import_national


@click.group()
def places() -> None:
    """The register of places: villages, their validity, mergers and splits."""


places.add_command(import_national)
