"""``langso``: the portal from the command line. The module of a command is loaded when the command is asked for."""

from importlib import import_module

import click

from portal.cli.failing import fail
from portal.settings import SettingsError

MODULES = {
    "account": "account",
    "approve": "submissions",
    "audit": "audit",
    "backup": "backup",
    "boundaries": "boundaries",
    "bulk": "bulk",
    "demo": "demo",
    "deploy": "deploy",
    "disclosure": "disclosure",
    "doctor": "doctor",
    "export": "export",
    "init": "init",
    "places": "places",
    "plan": "plan",
    "post": "post",
    "preview": "submissions",
    "publish": "submissions",
    "restore": "backup",
    "roles": "roles",
    "rollback": "submissions",
    "serve": "serve",
    "settings": "settings",
    "submit": "submissions",
    "template": "template",
    "upgrade": "upgrade",
    "withdraw": "submissions",
}
"""The module below this package that a command is in, under its own name."""


class Commands(click.Group):
    """The commands of ``MODULES``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        module = import_module(f"portal.cli.{MODULES[cmd_name]}")
        found: click.Command = next(
            each for each in vars(module).values() if isinstance(each, click.Command) and each.name == cmd_name
        )
        return found


@click.group(cls=Commands)
@click.version_option(package_name="lang-so", prog_name="langso")
def commands() -> None:
    """Làng Số: open data and digital readiness of Vietnamese communes."""


def main() -> None:
    """The console command; a wrong setting is a sentence, not a stack trace."""
    try:
        commands()
    except SettingsError as error:
        fail(str(error), 2)
