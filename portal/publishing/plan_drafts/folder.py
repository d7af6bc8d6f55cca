"""A reviewed draft as the files of ``data/plans/<slug>/``: only rows that a person kept or mended."""

import csv
import io
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft, DraftRow
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import Problem, Refused

ACCEPTED = frozenset({Decision.KEPT, Decision.MENDED})


def csv_files(draft: Draft) -> dict[str, bytes]:
    """The content of each file by its name; a table without rows is a header."""
    return {f"{table}.csv": _csv(table, draft) for table in TABLES}


def _csv(table: str, draft: Draft) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[table])
    for row in draft.rows[table]:
        if row.decision in ACCEPTED:
            writer.writerow([row.cells.get(column, "") for column in COLUMNS[table]])
    return text.getvalue().encode()


def is_unfinished(row: DraftRow) -> bool:
    """Whether a row cannot be written yet: a target of which the indicator or the value is not known."""
    return row.table == "targets" and not (row.cells.get("indicator") and row.cells.get("value"))


def write_folder(draft: Draft, folder: Path) -> None:
    """Write all the files into a folder, or none; ``langso plan load`` and ``load_plan`` take them from there.

    A new folder is made whole beside its place and then named; into an empty one that is there the files come last.

    :raises Refused: a row that was taken cannot be written yet.
    :raises OSError: the disk is full, or something stands in the folder by now; all is as it was.
    """
    if problems := [_unfinished(draft, row) for row in _taken(draft) if is_unfinished(row)]:
        raise Refused(problems)
    folder = folder.resolve()
    is_new = not folder.exists()
    made = [each for each in (folder.parent, *folder.parent.parents) if not each.exists()] if is_new else []
    part = (folder.parent if is_new else folder) / f".{folder.name}.{secrets.token_hex(4)}.part"
    placed: list[Path] = []
    try:
        part.mkdir(parents=True)
        for name, content in csv_files(draft).items():
            (part / name).write_bytes(content)
        if is_new:
            part.rename(folder)
        else:
            for file in sorted(part.iterdir()):
                placed.append(file.rename(folder / file.name))
            part.rmdir()
    except BaseException:
        _take_back(part, placed, made)
        raise


def _take_back(part: Path, placed: Iterable[Path], made: Iterable[Path]) -> None:
    shutil.rmtree(part, ignore_errors=True)
    with suppress(OSError):
        for file in placed:
            file.unlink()
        for folder in made:
            folder.rmdir()


def _taken(draft: Draft) -> Iterator[DraftRow]:
    return (row for row in draft.every_row() if row.decision in ACCEPTED)


def _unfinished(draft: Draft, row: DraftRow) -> Problem:
    cells, line = row.cells, row.source.line if row.source else "–"
    place = " ".join(filter(None, (cells.get("section"), cells.get("item"))))
    return Problem(
        "unfinished-target",
        f"{draft.name}, targets, {place} (dòng {line})",
        "chỉ tiêu chưa có chỉ số hoặc giá trị. Chưa ghi gì.",
        "the target has no indicator or no value yet. Nothing was written.",
        "Điền cột indicator và value, hoặc ghi bỏ ở cột decision.",
        "Fill in the columns indicator and value, or write bỏ as its decision.",
    )


def zip_folder(draft: Draft, slug: str) -> bytes:
    """The files in a ZIP archive, in a folder named by the plan's slug."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in csv_files(draft).items():
            archive.writestr(f"{slug}/{name}", content)
    return packed.getvalue()
