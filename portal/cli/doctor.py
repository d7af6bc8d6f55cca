"""``langso doctor``: what is wrong with an installation, and how to mend it."""

import os
import sys

import click
import orjson

from portal.doctor.catalogue import checks_table
from portal.doctor.checks import Finding, Level
from portal.doctor.examining import examine, list_checks
from portal.doctor.site import Site


@click.command()
@click.option("--only", type=click.Choice(["public", "desk"]), help="Look with the rights of one application's user.")
@click.option("--thorough", is_flag=True, help="Read every released file, every page of the stores, the whole log.")
@click.option("--network", is_flag=True, help="Also ask the public address and the mail server.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--list", "listed", is_flag=True, help="Print every check and look at nothing.")
def doctor(only: str | None, thorough: bool, network: bool, as_json: bool, listed: bool) -> None:
    """Say what is wrong with this installation and how to mend it. Changes nothing.

    Ends with 0 where all is well, 1 where something is wrong, 2 where there are only warnings.
    """
    if listed:
        click.echo(checks_table())
        return
    site = Site(os.environ, only=only, thorough=thorough, network=network)
    asked, findings = len(list_checks(site)), examine(site)
    click.echo(_json(asked, findings) if as_json else _words(asked, findings))
    sys.exit(_code(findings))


def _code(findings: list[Finding]) -> int:
    if any(finding.check.level == Level.WRONG for finding in findings):
        return 1
    return 2 if findings else 0


def _words(asked: int, findings: list[Finding]) -> str:
    told = [f"{asked} checks: " + (_sum(findings) if findings else "nothing is wrong.")]
    return "\n\n".join([*map(_paragraph, findings), *told])


def _paragraph(finding: Finding) -> str:
    check = finding.check
    return f"{check.level.upper()}  {check.code}: {check.wrong}\n  Found: {finding.about}\n  Mend:  {check.mend}"


def _sum(findings: list[Finding]) -> str:
    wrong = sum(finding.check.level == Level.WRONG for finding in findings)
    return f"{wrong} wrong, {len(findings) - wrong} to be warned of."


def _json(asked: int, findings: list[Finding]) -> str:
    rows = [
        {
            "code": f.check.code,
            "level": f.check.level.value,
            "wrong": f.check.wrong,
            "found": f.about,
            "mend": f.check.mend,
        }
        for f in findings
    ]
    return orjson.dumps({"checks": asked, "findings": rows}, option=orjson.OPT_INDENT_2).decode()
