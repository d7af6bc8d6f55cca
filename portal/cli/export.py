"""``langso export``: a copy of the whole portal to keep, to hand on, and to read without a server."""

from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from portal.cli.composed import make_public_app
from portal.cli.failing import fail
from portal.cli.serve import find_problem
from portal.db import Store
from portal.export import Copied, NotCopied, NotOurs, Source, Wanted, copy_to
from portal.export.released import NotAsReleased
from portal.export.site import NotAnswered
from portal.settings import load

OF_THE_DEMONSTRATION = "http://127.0.0.1:8000"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", default="", help="The portal's public address, where LANGSO_BASE_URL does not say it.")
@click.option("--commune", help="Only what concerns this commune: its slug or code.")
@click.option("--as-of", "release", help="The portal as it was at this release; the newest unless given.")
@click.option("--no-site", is_flag=True, help="Data, tables, catalogue and audit log only.")
@click.option("--zip", "archive", type=click.Path(path_type=Path, dir_okay=False), help="Write it as one zip too.")
def export(
    folder: Path, base_url: str, commune: str | None, release: str | None, no_site: bool, archive: Path | None
) -> None:
    """Copy the portal into FOLDER: all data, tables, checksums, audit log, and the site to read offline.

    FOLDER is new, empty, or an earlier copy, which it takes the place of once it is whole.
    """
    values = load()
    public = Store(values["DATABASE_URL"], read_only=True)
    if problem := find_problem(public):
        fail(problem)
    base = find_base(values, base_url)
    source = Source(public, Path(values["FILES_DIR"]), make_public_app, base, values["TODAY"])
    wanted = Wanted(commune, release, site=not no_site)
    try:
        copied = copy_to(source, wanted, folder, archive=archive, tell=lambda words: click.echo(words, err=True))
    except (NotCopied, NotOurs, NotAsReleased, NotAnswered) as refusal:
        fail(f"{refusal}; nothing was copied.")
    except (DBAPIError, OSError) as error:
        fail(f"The copy could not be written: {error}. {folder} is as it was; free the disk and try again.")
    finally:
        public.close()
    _say(copied, folder)


def find_base(values: dict[str, str], given: str) -> str:
    """The portal's public address; the command ends in words when it is not known or is none."""
    base = given or values["BASE_URL"] or (OF_THE_DEMONSTRATION if values["DEMO"] == "1" else "")
    if not base:
        fail("A copy names the portal it is of: set LANGSO_BASE_URL, or give --base-url https://so.example.vn", 2)
    if not base.startswith(("http://", "https://")):
        fail(f"{base!r} is no address of a portal; it begins with http:// or https://", 2)
    return base.rstrip("/")


def _say(copied: Copied, folder: Path) -> None:
    release = copied.facts.release
    state = f"as of release {release.id}" if release else "before its first release"
    pages = f", {copied.site.pages} pages" if copied.site else ""
    click.echo(f"{folder}: the portal {state}: {copied.files} released files{pages}.")
    for address in (copied.site.absent if copied.site else [])[:20]:
        click.echo(f"{address} is linked on the portal and not there.", err=True)
