"""The same text as Word, PDF and plain text gives the same draft, whatever its lines and encoding are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from bench.plans.__main__ import PLANS
from bench.plans.plan import load_plan
from bench.plans.reading import read
from portal.publishing.plan_drafts.draft import Draft
from tests.publishing.documents.making import FONT, Pages, make_docx, make_pdf, make_text, wrap
from tests.publishing.plan_reading.sample import FLAT_TABLE, SAMPLE, TABLE_AFTER, TABLES

HEADER = "Kế hoạch của xã Suối Thơm"
PRINTED = "pdf with paragraphs apart"
JUSTIFIED = "pdf with justified lines"
SPACE = 3  # millimetres below a paragraph, as Word prints it


def make_spaced_pdf(told: list[str]) -> bytes:
    """A PDF whose paragraphs stand apart."""
    pages = Pages()
    for text in told:
        for line in wrap([text], 85):
            pages.write(line)
        pages.file.ln(SPACE)
        pages.left = max(0, pages.left - 1)
    return pages.finish()


def make_justified_pdf(told: list[str]) -> bytes:
    """A PDF as an office prints it: lines filled to both margins, the first of a paragraph indented."""
    file = FPDF()
    file.set_margins(30, 20, 20)
    file.add_font("sans", fname=FONT)
    file.add_page()
    file.set_font("sans", size=13)
    for text in told:
        with file.text_columns(text_align="J", line_height=1.3) as column:
            column.paragraph(first_line_indent=10).write(text)
            column.end_paragraph()
    return bytes(file.output())


FORMATS: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "docx with automatic numbering": ("docx", lambda told: make_docx(told, numbered=True)),
    "docx with typed labels": ("docx", make_docx),
    "pdf": ("pdf", make_pdf),
    PRINTED: ("pdf", make_spaced_pdf),
    JUSTIFIED: ("pdf", make_justified_pdf),
    "pdf with narrow lines": ("pdf", lambda told: make_pdf(told, width=60)),
    "pdf with a running header": ("pdf", lambda told: make_pdf(told, running_header=HEADER)),
    "txt of 84": ("txt", lambda told: make_text(told, width=84)),
    "txt of 72, decomposed": ("txt", lambda told: make_text(told, width=72, encoding="utf-8-nfd")),
    "txt in UTF-16": ("txt", lambda told: make_text(told, encoding="utf-16")),
    "txt in VNI": ("txt", lambda told: make_text([text.replace("≥", ">=") for text in told], encoding="vni")),
}
SLUGS = ("dak-cam", "phuoc-binh", "tan-lap", "thuong-hong", "tra-cau")


def told_by(draft: Draft) -> list[tuple[object, ...]]:
    """Everything a row says but its line and page, which differ by nature."""
    return [
        (row.table, row.cells, row.doubts, row.score, row.source and (row.source.path, said(row.source.text)))
        for row in draft.every_row()
    ]


def said(text: str) -> str:
    return text.replace(">=", "≥")


@pytest.mark.parametrize("name", FORMATS)
def test_the_invented_plan_gives_the_same_draft(name):
    kind, make = FORMATS[name]
    draft, plain = read(make(SAMPLE), f"ke-hoach.{kind}"), read(make_text(SAMPLE), "ke-hoach.txt")
    assert told_by(draft) == told_by(plain)
    assert [row.key for row in draft.every_row()] == [row.key for row in plain.every_row()] or "VNI" in name


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("name", ["docx with automatic numbering", "docx with typed labels", "pdf", PRINTED, JUSTIFIED])
def test_a_real_plan_gives_the_same_draft(name, slug):
    path = Path(PLANS, f"{slug}.txt")
    if not path.exists():
        pytest.skip("the five plans (../shared/plans) are not on this machine")
    lines = load_plan(path).list_lines()
    kind, make = FORMATS[name]
    draft, plain = read(make(lines), f"{slug}.{kind}"), read(make_text(lines), f"{slug}.txt")
    assert told_by(draft) == told_by(plain)
    assert [row.key for row in draft.every_row()] == [row.key for row in plain.every_row()]


def test_a_table_gives_the_same_targets_in_word_in_a_pdf_and_flattened_to_lines():
    flat = [*SAMPLE[: TABLE_AFTER + 1], *FLAT_TABLE, *SAMPLE[TABLE_AFTER + 1 :]]
    drafts = [
        read(make_docx(SAMPLE, tables=TABLES), "ke-hoach.docx"),
        read(make_pdf(SAMPLE, tables=TABLES), "ke-hoach.pdf"),
        read(make_text(flat), "ke-hoach.txt"),
    ]
    word, pdf, text = ([row.cells for row in draft.rows["targets"]] for draft in drafts)
    assert word == pdf == text
