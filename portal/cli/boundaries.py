"""``langso boundaries``: outlines of places, from an operator's file and back into one."""

import json
from pathlib import Path

import click

from portal import clock
from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.office import told_in_words
from portal.cli.stores import answering, open_stores
from portal.publishing.boundaries import (
    Imported,
    Wanted,
    export_boundaries,
    make_report,
    report_lines,
    take_boundaries,
)
from portal.publishing.boundaries.systems import WGS84
from portal.publishing.problems import Refused


@click.group()
def boundaries() -> None:
    """Outlines of places."""


@boundaries.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="Where the outlines are from; else each feature's own source, else the file's name.")
@click.option("--crs", help="What the coordinates are in, such as EPSG:9216; else what the file itself says.")
@click.option("--layer", help="Which layer, where the file has several.")
@click.option("--code-field", help="The column with the codes; else the one that tells most places apart.")
@click.option("--commune", help="The commune whose villages the file has; these may then be named by their names.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was noticed as JSON.")
def import_file(
    file: Path,
    source: str | None,
    crs: str | None,
    layer: str | None,
    code_field: str | None,
    commune: str | None,
    report: Path | None,
) -> None:
    """Take the outlines of FILE over, for reference. All of them, or none.

    FILE is GeoJSON, GeoPackage (.gpkg) or a zipped Shapefile (.zip), in WGS 84 or any zone of VN-2000. Each feature
    names its province, commune or village by a code.
    """
    if report is not None and not report.absolute().parent.is_dir():
        fail(f"There is no folder {report.parent} for the report. Nothing was changed.", 2)
    values, public, desk = open_stores()
    wanted = Wanted(crs=crs, layer=layer, code_field=code_field, commune=commune)
    try:
        with answering():
            done = take_boundaries(public, desk, file, source=source, today=clock.today(values["TODAY"]), wanted=wanted)
    except Refused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        fail(f"Problems: {len(refused.problems)}. Nothing was changed.")
    for line in report_lines(done):
        click.echo(line)
    stored = counted(done.count, "outline")
    click.echo(f"Stored: {stored} ({done.replaced} replaced, {done.simplified} simplified).")
    if report is not None:
        _write_report(report, done)


def _write_report(path: Path, done: Imported) -> None:
    try:
        path.write_text(json.dumps(make_report(done), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        fail(f"The outlines are stored; the report {path} could not be written: {error.strerror}.")


@boundaries.command()
@click.option("--commune", required=True, help="The slug or code of the commune.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .geojson or .gpkg file.")
@click.option("--crs", default=WGS84, show_default=True, help="What to write the coordinates in, such as EPSG:9216.")
def export(commune: str, out: Path, crs: str) -> None:
    """Write the outlines of a commune and its villages, as precise as they are stored."""
    values, public, _ = open_stores()
    with told_in_words(), answering(), public.reading() as session:
        count = export_boundaries(session, commune, out, crs=crs, on=clock.today(values["TODAY"]))
    click.echo(f"{out}: {counted(count, 'outline')}.")
