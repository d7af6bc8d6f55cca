"""``langso settings``: what can be set, as the table in ``docs/settings.md``."""

import click

from portal.settings import SETTINGS


@click.command("settings")
def show_settings() -> None:
    """Print every setting, its default and its meaning."""
    click.echo(settings_table())


def settings_table() -> str:
    """The settings as a Markdown table."""
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for setting in SETTINGS:
        where = " (desk and command line only)" if setting.desk_only else ""
        default = f"`{setting.default}`" if setting.default else "none"
        lines.append(f"| `LANGSO_{setting.name}` | {default} | {setting.meaning}{where} |")
    return "\n".join(lines)
