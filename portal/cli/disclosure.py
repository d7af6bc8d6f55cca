"""``langso disclosure``: whether what is published keeps what is withheld."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from portal import clock
from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.domain.localities import Locality, get_commune
from portal.domain.participation import list_active_communes
from portal.publishing.attack import Exposure, Report, attack_commune
from portal.publishing.attacking import list_truth


@click.group()
def disclosure() -> None:
    """Disclosure control of small places."""


@disclosure.command()
@click.argument("commune", required=False)
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the whole report to this FILE.")
def audit(commune: str | None, file: Path | None) -> None:
    """Attack what is published: of one COMMUNE, by its code or name in addresses, or of every one.

    Every withheld cell is bounded as closely as all public rows allow, by anyone and by the head of each village that
    has a withheld cell. Ends with 1 when one can be fewer whole numbers than the disclosure threshold.
    """
    values, public_store, desk_store = open_stores()
    threshold, today = int(values["DISCLOSURE_THRESHOLD"]), clock.today(values["TODAY"])
    with public_store.session() as public, desk_store.session() as desk:
        places = list_active_communes(public, on=today) if commune is None else [get_commune(public, commune, on=today)]
        known = [place for place in places if place is not None]
        reports = [(place, _attack(public, desk, place, threshold)) for place in known]
    if not reports:
        fail(f"There is no commune {commune}." if commune else "There are no communes.", 2)
    _tell(reports, threshold)
    if file is not None:
        file.write_text(_as_json(reports, threshold), encoding="utf-8")
    if not all(report.passed for _, report in reports):
        sys.exit(1)


def _attack(public: Session, desk: Session, commune: Locality, threshold: int) -> Report:
    return attack_commune(public, commune, threshold=threshold, truth=list_truth(public, desk, commune))


def _tell(reports: list[tuple[Locality, Report]], threshold: int) -> None:
    for commune, report in reports:
        click.echo(f"{commune.slug}: {_summary(report, threshold)}")
        for exposure in report.exposures:
            click.echo(f"  {_in_words(exposure)}")


def _summary(report: Report, threshold: int) -> str:
    """Cells, how narrow the narrowest is, and the verdict."""
    counts = f"{report.cells} cells, {report.withheld} withheld"
    if report.narrowest is not None:
        counts += f", the narrowest can be {counted(report.narrowest, 'whole number')} (at least {threshold} wanted)"
    verdict = "passed" if report.passed else f"FAILED, {counted(len(report.exposures), 'exposure')}"
    return f"{counts}: {verdict}"


def _in_words(exposure: Exposure) -> str:
    where = f"{exposure.indicator} of {exposure.village} in {exposure.period}"
    if exposure.low >= exposure.high:
        what = f"the {exposure.quantity} can only be {exposure.low}"
    else:
        what = f"the {exposure.quantity} is from {exposure.low} to {exposure.high}"
    whom = "" if exposure.insider is None else f", for someone who knows the figures of {exposure.insider}"
    return f"{where}: {what}{whom}"


def _as_json(reports: list[tuple[Locality, Report]], threshold: int) -> str:
    communes = [_report(commune, report) for commune, report in reports]
    return json.dumps({"threshold": threshold, "communes": communes}, ensure_ascii=False, indent=2) + "\n"


def _report(commune: Locality, report: Report) -> dict[str, Any]:
    found = asdict(report)
    return {"commune": commune.code, "slug": commune.slug, "passed": report.passed} | found
