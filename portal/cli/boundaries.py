import click


@click.group()
def boundaries() -> None:
    """Outlines of places."""
