"""A reviewed draft as the files of ``data/plans/<slug>/``: only rows that a person kept or mended."""

import csv
import io
import zipfile
from pathlib import Path

from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft
from portal.publishing.plans import COLUMNS

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


def write_folder(draft: Draft, folder: Path) -> None:
    """Write the files into a folder, which is made; ``langso plan load`` and ``load_plan`` take it from there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in csv_files(draft).items():
        (folder / name).write_bytes(content)


def zip_folder(draft: Draft, slug: str) -> bytes:
    """The files in a ZIP archive, in a folder named by the plan's slug."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in csv_files(draft).items():
            archive.writestr(f"{slug}/{name}", content)
    return packed.getvalue()
