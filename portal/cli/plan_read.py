"""``langso plan read`` and ``langso plan write``: a document into a draft, a reviewed draft into a plan's files."""

from collections import Counter
from pathlib import Path

import click
from sqlalchemy import select

from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.office import told_in_words
from portal.cli.plan_diff import store_if_asked
from portal.cli.plan_words import contradiction_lines
from portal.domain.contradictions import Contradiction, find_contradictions
from portal.domain.indicators import Indicator
from portal.publishing.documents.reading import open_document
from portal.publishing.plan_drafts.as_targets import list_targets
from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft, DraftRow
from portal.publishing.plan_drafts.folder import write_folder
from portal.publishing.plan_drafts.keeping import keep
from portal.publishing.plan_drafts.reading import read_plan, read_wordings
from portal.publishing.plan_drafts.words import scans_in_words
from portal.publishing.plan_drafts.workbook import draft_workbook, read_draft_workbook
from portal.publishing.plan_sources import open_plan
from portal.publishing.reference import read_indicators
from portal.settings import DATA


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The draft to write; else FILE.draft.xlsx."
)
@click.option("--keep", "before", type=click.Path(path_type=Path), help="A reviewed draft whose decisions are kept.")
@click.option("--above", metavar="PLAN", help="The plan to be followed: a folder, a draft, or a slug in the store.")
@click.option("--list", "listed", is_flag=True, help="Print the targets with the line each is from.")
def read(file: Path, out: Path | None, before: Path | None, above: str | None, *, listed: bool) -> None:
    """Read a plan document into a draft of the plan's data, a workbook for a person to review.

    FILE is a Word file (.docx), a PDF with a text layer, or plain text (.txt, .md) in Unicode, TCVN3 or VNI.
    """
    out = out or file.with_name(f"{file.name}.draft.xlsx")
    if out.exists() and (before is None or out.resolve() != before.resolve()):
        fail(f"{out} is there already, perhaps with decisions. Name another file, or keep them: --keep {out}.", 2)
    with told_in_words():
        draft = read_plan(open_document(file), read_wordings(DATA))
        vanished: list[DraftRow] = []
        if before is not None:
            kept = keep(read_draft_workbook(before.read_bytes(), before.name), draft)
            draft, vanished = kept.draft, kept.vanished
        disagreeing = contradiction_lines(_contradictions(draft, above))
        _write_whole(out, draft_workbook(draft))
    _tell(draft, vanished, listed=listed)
    click.echo("\n".join(["Contradictions:", *disagreeing] if disagreeing else ["Contradictions: none found."]))
    click.echo(f"Draft: {out}. Review it, then: langso plan write {out} --out data/plans/<slug>")


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The plan's folder.")
@click.option("--open", "with_open", is_flag=True, help="Take rows that nobody has decided on as right.")
def write(draft: Path, out: Path, *, with_open: bool) -> None:
    """Write a reviewed DRAFT as the files of data/plans/<slug>/: the rows that are right, as they are now."""
    if out.exists() and any(out.iterdir()):
        fail(f"{out} is there already and not empty. Name a new folder. Nothing was written.", 2)
    with told_in_words():
        read_in = read_draft_workbook(draft.read_bytes(), draft.name)
        undecided = [row for row in read_in.every_row() if row.decision == Decision.OPEN]
        if undecided and not with_open:
            fail(
                f"{counted(len(undecided), 'row')} undecided ({_by_table(undecided)}). Nothing was written; decide on "
                "each, or take them as right with --open."
            )
        for row in undecided:
            row.decision = Decision.KEPT
        write_folder(read_in, out)
    taken = [row for row in read_in.every_row() if row.decision != Decision.DROPPED]
    click.echo(f"{out}: {_by_table(taken)}.")


def _contradictions(draft: Draft, above: str | None) -> list[Contradiction]:
    """Inside the plan, and against the plan above it."""
    if above is None:
        indicators = {indicator.code: indicator for indicator in read_indicators(DATA)}
        return find_contradictions(list_targets(draft, indicators))
    with store_if_asked(above) as session:
        known = list(session.scalars(select(Indicator))) if session else read_indicators(DATA)
        indicators = {indicator.code: indicator for indicator in known}
        return find_contradictions(list_targets(draft, indicators), open_plan(above, session, indicators).targets)


def _write_whole(path: Path, content: bytes) -> None:
    """All of the file, or none of it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _tell(draft: Draft, vanished: list[DraftRow], *, listed: bool) -> None:
    where = f", {counted(draft.pages, 'page')}" if draft.pages else ""
    click.echo(f"{draft.name}: {draft.kind}, {draft.encoding}{where}.")
    for said in filter(None, scans_in_words(draft.scans)):
        click.echo(said)
    click.echo(f"Rows: {_by_table(list(draft.every_row()))}.")
    unsure = [row for row in draft.rows["targets"] if row.doubts]
    click.echo(f"Targets that need a look: {len(unsure)} of {len(draft.rows['targets'])}.")
    for row in draft.rows["targets"] if listed else unsure:
        click.echo(_line(row))
    for row in vanished:
        said = row.source.text[:100] if row.source else ""
        click.echo(f"Decided before, no longer in the document: {row.table}, {row.part} {said}")


def _line(row: DraftRow) -> str:
    cells, line = row.cells, row.source.line if row.source else 0
    what = cells["indicator"] or "?" + "/".join(row.nearest)
    value = f"{cells['comparator']} {cells['value']}" + (f"–{cells['value_high']}" if cells["value_high"] else "")
    doubts = f"  [{', '.join(row.doubts)}]" if row.doubts else ""
    return f"  line {line}, {cells['section']} {cells['item']}: {what} {value}, {cells['year'] or 'undated'}{doubts}"


def _by_table(rows: list[DraftRow]) -> str:
    counts = Counter(row.table for row in rows)
    return ", ".join(f"{table} {counts[table]}" for table in TABLES if counts[table])
