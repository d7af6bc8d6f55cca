"""``langso``: the portal from the command line."""

import click

from portal.cli.account import account
from portal.cli.audit import audit
from portal.cli.backup import backup, restore
from portal.cli.boundaries import boundaries
from portal.cli.bulk import bulk
from portal.cli.demo import demo
from portal.cli.deploy import deploy
from portal.cli.disclosure import disclosure
from portal.cli.doctor import doctor
from portal.cli.export import export
from portal.cli.failing import fail
from portal.cli.init import init
from portal.cli.places import places
from portal.cli.post import post
from portal.cli.roles import roles
from portal.cli.serve import serve
from portal.cli.settings import show_settings
from portal.cli.submissions import approve, preview, publish, rollback, submit, withdraw
from portal.cli.template import template
from portal.cli.upgrade import upgrade
from portal.settings import SettingsError


@click.group()
@click.version_option(package_name="lang-so", prog_name="langso")
def commands() -> None:
    """Làng Số: open data and digital readiness of Vietnamese communes."""


for command in (
    account,
    audit,
    backup,
    restore,
    bulk,
    disclosure,
    doctor,
    export,
    init,
    demo,
    deploy,
    serve,
    boundaries,
    places,
    post,
    roles,
    show_settings,
    submit,
    preview,
    approve,
    publish,
    withdraw,
    rollback,
    template,
    upgrade,
):
    commands.add_command(command)


def main() -> None:
    """The console command; a wrong setting is a sentence, not a stack trace."""
    try:
        commands()
    except SettingsError as error:
        fail(str(error), 2)
