"""``langso plan read`` and ``langso plan write``: a document into a draft, a reviewed draft into a plan's files."""

from collections import Counter
from pathlib import Path

import click
from sqlalchemy import select

from portal.cli.counting import counted
from portal.cli.failing import fail
from portal.cli.office import told_in_words
from portal.cli.plan_diff import store_if_asked
from portal.cli.plan_files import already_there, beside, check_draft_name, reading, write_file, writing
from portal.cli.plan_words import contradiction_lines
from portal.domain.contradictions import Contradiction, find_contradictions
from portal.domain.indicators import Indicator
from portal.publishing.documents.reading import open_document
from portal.publishing.plan_drafts.as_targets import list_targets
from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft, DraftRow
from portal.publishing.plan_drafts.folder import is_unfinished, write_folder
from portal.publishing.plan_drafts.keeping import keep
from portal.publishing.plan_drafts.words import scans_in_words
from portal.publishing.plan_drafts.workbook import draft_workbook, read_draft_workbook
from portal.publishing.plan_reading.reading import read_plan, read_wordings
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
    with told_in_words():
        out = out or beside(file)
        check_draft_name(out)
        over = before is not None and out.resolve() == before.resolve()
        if out.exists() and not over:
            fail(str(already_there(out)), 2)
        decided = _open_draft(before) if before else None
        with reading(file):
            document = open_document(file)
        draft, vanished = read_plan(document, read_wordings(DATA)), list[DraftRow]()
        if decided is not None:
            kept = keep(decided, draft)
            draft, vanished = kept.draft, kept.vanished
        disagreeing = contradiction_lines(_contradictions(draft, above))
        content = draft_workbook(draft)
        with writing(out):
            write_file(out, content, over=over)
    _tell(draft, vanished, listed=listed)
    click.echo("\n".join(["Contradictions:", *disagreeing] if disagreeing else ["Contradictions: none found."]))
    click.echo(f"Draft: {out}. Review it, then: langso plan write {out} --out data/plans/<slug>")


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The plan's folder.")
@click.option(
    "--open",
    "with_open",
    is_flag=True,
    help="Take rows that nobody has decided on as right, but for unfinished targets.",
)
def write(draft: Path, out: Path, *, with_open: bool) -> None:
    """Write a reviewed DRAFT as the files of data/plans/<slug>/: the rows that are right, as they are now.

    All of them or none. A target without an indicator or a value is refused; with --open it is left out if nobody has
    decided on it.
    """
    with told_in_words():
        with writing(out):
            if out.exists() and any(out.iterdir()):
                fail(str(already_there(out)), 2)
        read_in = _open_draft(draft)
        undecided = [row for row in read_in.every_row() if row.decision == Decision.OPEN]
        if undecided and not with_open:
            fail(
                f"{counted(len(undecided), 'row')} undecided ({_by_table(undecided)}). Nothing was written; decide on "
                "each, or take them as right with --open."
            )
        left_out = [row for row in undecided if is_unfinished(row)]
        for row in undecided:
            row.decision = Decision.DROPPED if is_unfinished(row) else Decision.KEPT
        with writing(out):
            write_folder(read_in, out)
    taken = [row for row in read_in.every_row() if row.decision != Decision.DROPPED]
    click.echo(f"{out}: {_by_table(taken)}.")
    if left_out:
        click.echo(f"Không lấy {len(left_out)} chỉ tiêu chưa có chỉ số hoặc giá trị:")
        click.echo(f"    Left out, {counted(len(left_out), 'target')} without an indicator or a value:")
    for row in left_out:
        click.echo(_line(row))


def _open_draft(path: Path) -> Draft:
    with reading(path):
        content = path.read_bytes()
    return read_draft_workbook(content, path.name)


def _contradictions(draft: Draft, above: str | None) -> list[Contradiction]:
    """Inside the plan, and against the plan above it."""
    if above is None:
        indicators = {indicator.code: indicator for indicator in read_indicators(DATA)}
        return find_contradictions(list_targets(draft, indicators))
    with store_if_asked(above) as session:
        known = list(session.scalars(select(Indicator))) if session else read_indicators(DATA)
        indicators = {indicator.code: indicator for indicator in known}
        return find_contradictions(list_targets(draft, indicators), open_plan(above, session, indicators).targets)


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
