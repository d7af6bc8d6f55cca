"""Drafts of plans as if they had been read of a document; every sentence is invented."""

import csv
import datetime as dt

from portal.db import Store
from portal.publishing.plan_drafts.draft import Draft, DraftRow, Source
from portal.publishing.plan_drafts.handing_in import put_draft
from portal.publishing.plan_drafts.storing import PlanDraft, PlanDraftRow, list_rows
from portal.publishing.plans import COLUMNS
from portal.settings import DATA

AT = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)


def make_row(table: str, said: str, *, line: int = 1, **more: object) -> DraftRow:
    """A row with these cells and this sentence; ``doubts``, ``score`` and ``part`` by name."""
    extra = {name: more.pop(name) for name in ("doubts", "score", "part", "decision", "read") if name in more}
    cells = dict.fromkeys(COLUMNS[table], "") | {column: str(cell) for column, cell in more.items()}
    path = cells.get("section", "")
    return DraftRow(table, cells, Source(line, line, 1, path, said), **extra)


def make_target(said: str = "Có 70% hộ dân nối mạng", *, line: int = 3, **more: object) -> DraftRow:
    cells = {"indicator": "vneid-level2", "comparator": ">=", "value": 70, "year": 2027, "section": "I.1", "item": 1}
    return make_row("targets", said, line=line, **(cells | {"score": 0.9} | more))


def make_draft(*rows: DraftRow, name: str = "ke-hoach.docx", sha256: str = "5" * 64) -> Draft:
    """A draft with an outline of one part and these rows; its text is their sentences."""
    draft = Draft(name, sha256, "docx", "utf-8", 2)
    heads = [
        make_row("outline", "I. Mục tiêu", line=1, section="I", title="Mục tiêu"),
        make_row("outline", "1. Chỉ tiêu", line=2, section="I.1", title="Chỉ tiêu"),
    ]
    for row in [*heads, *rows]:
        draft.rows[row.table].append(row)
    said = {row.source.line: (row.source.line, row.source.page, row.source.text) for row in draft.every_row()}
    draft.text = [said[line] for line in sorted(said)]
    return draft


def eighty_targets() -> Draft:
    """As many targets as the plan of Trà Câu has, with its numbers, each under a sentence of its own."""
    with (DATA / "plans/tra-cau/targets.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))[:80]
    rows = [
        make_row("targets", f"Câu thứ {n}: phấn đấu đạt mức {fact['value']}", line=2 + n, score=0.93, **fact)
        for n, fact in enumerate(facts, start=1)
    ]
    sections = dict.fromkeys(fact["section"] for fact in facts)
    draft = make_draft(*rows)
    draft.rows["outline"] = [
        make_row("outline", f"Đề mục {place}", line=1, section=place, title=f"Phần {place}", decision="kept")
        for place in sections
    ]
    return draft


def put(desk: Store, draft: Draft, *, commune: str, slug: str = "thu-nghiem", by: str = "can.bo") -> int:
    """Put a draft on the desk; answers its number."""
    with desk.begin() as session:
        return put_draft(session, draft, commune=commune, slug=slug, by=by, at=AT, content=b"a document").id


def rows_of(desk: Store, number: int, table: str = "targets") -> list[PlanDraftRow]:
    with desk.reading() as session:
        rows = list_rows(session, session.get_one(PlanDraft, number), table)
        session.expunge_all()
        return rows
