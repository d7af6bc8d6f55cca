"""``langso submit|preview|approve|publish|withdraw|rollback``: the desk's acts on the command line."""

import datetime as dt
import time
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from portal import logs
from portal.cli.failing import fail
from portal.cli.office import acting_as, actor_named, open_office, told_in_words
from portal.clock import VIET_NAM
from portal.domain.changes import CellChange, Side, list_changes
from portal.domain.records import list_record_changes
from portal.publishing import acts
from portal.publishing.acts import Office, Read
from portal.publishing.intake import marked_workbook
from portal.publishing.preview import get_previewed, reading_preview
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Submission
from portal.publishing.workflow import list_unexplained

NO_ADDRESS = (
    "LANGSO_BASE_URL is not set: the files of a release will name their version by its path alone, without the "
    "portal's address, and that for good. Set it before you publish."
)
EVERY = 1.0  # seconds between two looks at what is due; an embargo ends within five


@click.command()
@click.argument("commune")
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@acting_as
@click.option("--title", default="", help="In Vietnamese; made from the periods when not given.")
@click.option("--title-en", default="", help="In English.")
@click.option("--reason", default="", help="Why published values are corrected; it will be published.")
@click.option("--explain", default="", help="A sentence that explains every warning; it will be published.")
@click.option("--marked", type=click.Path(dir_okay=False, path_type=Path), help="Write the workbook back, marked.")
def submit(
    commune: str, workbook: Path, name: str, title: str, title_en: str, reason: str, explain: str, marked: Path | None
) -> None:
    """Check WORKBOOK for COMMUNE and, with nothing wrong, submit it for approval."""
    office = open_office()
    with told_in_words():
        with office.publisher.public.reading() as public:
            code = office.commune(public, commune).code
        actor = actor_named(office, name, code)
        read = acts.hand_in(office, code, workbook.read_bytes(), workbook.name, actor)
        _tell(read, marked)
        with office.publisher.desk.reading() as desk:
            asked = list_unexplained(acts.get_submission(desk, read.submission_id))
        words = {"title": title, "title_en": title_en, "reason": reason}
        explanations = {finding["key"]: explain for finding in asked}
        acts.submit(office, read.submission_id, actor, words | {"explanations": explanations})
    click.echo(f"Submission {read.submission_id} waits for approval.")


def _tell(read: Read, marked: Path | None) -> None:
    for finding in read.content.findings:
        where = "!".join(filter(None, (finding.sheet, finding.cell)))
        click.echo(f"{finding.severity} {finding.code} {where}: {finding.message}\n    {finding.message_en}")
    if marked is not None:
        marked.write_bytes(marked_workbook(read.workbook, read.content.findings, "vi"))
    if read.content.errors:
        fail(f"{len(read.content.errors)} errors; kept as draft {read.submission_id}.")


@click.command()
@click.argument("number", type=int)
def preview(number: int) -> None:
    """Show what publishing submission NUMBER would change, cell by cell."""
    office = open_office()
    with told_in_words():
        made = acts.preview_again(office, number)
        with office.publisher.desk.reading() as desk:
            submission = acts.get_submission(desk, number)
            _show_changes(office, submission)
    counts = ", ".join(f"{count} {kind}" for kind, count in made.changes.counts.items()) or "nothing"
    attack = made.attack
    click.echo(f"{counts}; {attack.withheld} of {attack.cells} village cells withheld, {len(attack.exposures)} exposed")


def _show_changes(office: Office, submission: Submission) -> None:
    with reading_preview(office.folder(submission.id)) as session:
        release = get_previewed(session, submission)
        for change in list_changes(session, release):
            click.echo(_line(change))
        for record in list_record_changes(session, release.seq):
            click.echo(f"record   {record.kind} {record.key} {record.field}: {record.old} -> {record.new}")


def _line(change: CellChange) -> str:
    cell = f"{change.indicator.code} {change.locality.code} {change.period}"
    return f"{change.kind:<9}{cell}: {_words(change.old)} -> {_words(change.new)}"


def _words(side: Side | None) -> str:
    if side is None:
        return "-"
    if side.value is None:
        return str(side.status)
    return f"{side.value:g}" if side.denominator is None else f"{side.numerator}/{side.denominator} ({side.value:g})"


@click.command()
@click.argument("number", type=int)
@acting_as
@click.option("--at", help="Publish by itself at this time, such as 2026-12-01T08:00 (Viet Nam).")
def approve(number: int, name: str, at: str | None) -> None:
    """Approve submission NUMBER, which another person submitted."""
    office = open_office()
    with told_in_words():
        actor = actor_named(office, name, _commune_of(office, number))
        acts.approve(office, number, actor, publish_at=_instant(at) if at else None)
    click.echo(f"Submission {number} is approved.")


def _instant(text: str) -> dt.datetime:
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a time: write 2026-12-01T08:00", param_hint="--at") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=VIET_NAM)


def _commune_of(office: Office, number: int) -> str:
    with office.publisher.desk.reading() as desk:
        return acts.get_submission(desk, number).commune


@click.command()
@click.argument("number", type=int, required=False)
@click.option("--as", "name", help="The approver in whose name; not needed with --due.")
@click.option("--due", is_flag=True, help="Publish everything whose set time has come.")
@click.option("--watch", is_flag=True, help="With --due: go on looking, every second, until stopped.")
def publish(number: int | None, name: str | None, due: bool, watch: bool) -> None:
    """Publish the approved submission NUMBER, or with --due those whose time has come."""
    if due == (number is not None) or (number is not None and not name):
        raise click.UsageError("Name a submission and --as, or give --due.")
    if watch:
        logs.configure()
    tell = logs.told.info if watch else click.echo
    office = open_office()
    _tell_of_address(office.publisher, watching=watch)
    if number is not None:
        with told_in_words():
            release = acts.publish(office, number, actor_named(office, name or "", _commune_of(office, number)))
        click.echo(f"Published: {release}")
        return
    with told_in_words():
        office.publisher.recover()
        acts.publish_due(office, tell=tell)
    while watch:
        time.sleep(EVERY)
        _look_again(office)


def _tell_of_address(publisher: Publisher, *, watching: bool) -> None:
    """Say that files will lack the portal's address; not whenever a demonstration is served, which needs none."""
    if not publisher.base_url and not (watching and publisher.illustrative):
        click.echo(NO_ADDRESS, err=True)


def _look_again(office: Office) -> None:
    """One look at what is due; a full disk or a database that is away is told, and tried again at the next."""
    try:
        acts.publish_due(office, tell=logs.told.info)
    except (DBAPIError, OSError) as error:
        logs.told.error("what is due could not be published yet", exc_info=error)
        time.sleep(10 * EVERY)


@click.command()
@click.argument("release")
@acting_as
@click.option("--reason", required=True, help="Why; it will be published.")
@click.option("--reason-en", default="", help="The same in English.")
def withdraw(release: str, name: str, reason: str, reason_en: str) -> None:
    """Draft and submit the withdrawal of RELEASE; a second person approves it."""
    _follow_up("withdraw", release, name, reason, reason_en)


@click.command()
@click.argument("release")
@acting_as
@click.option("--reason", required=True, help="Why; it will be published.")
@click.option("--reason-en", default="", help="The same in English.")
def rollback(release: str, name: str, reason: str, reason_en: str) -> None:
    """Draft and submit the return to the figures as RELEASE left them; a second person approves it."""
    _follow_up("roll_back", release, name, reason, reason_en)


def _follow_up(act: str, release: str, name: str, reason: str, reason_en: str) -> None:
    office = open_office()
    with told_in_words():
        with office.publisher.public.reading() as public:
            commune = acts.get_existing_release(public, release).commune.code
        actor = actor_named(office, name, commune)
        number = getattr(acts, act)(office, release, actor, reason, reason_en)
        acts.submit(office, number, actor, {})
    click.echo(f"Submission {number} waits for approval.")
