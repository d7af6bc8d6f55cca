"""Headings without a number, told by their capitals: ``MỤC TIÊU``, ``TỔ CHỨC THỰC HIỆN``. They are given one."""

from collections.abc import Sequence
from dataclasses import replace

from portal.publishing.plan_reading.labels import ROMANS, Label, Level
from portal.publishing.plan_reading.paragraphs import Paragraph
from portal.publishing.plan_reading.parts import named_parts

LONGEST = 120
FEWEST = 2
TITLES = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "ĐỀ ÁN")


def with_numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, the headings of the first level numbered where a plan has no roman numbers and two or more
    headings in capitals that name its parts.
    """
    headings = [place for place, paragraph in enumerate(paragraphs) if _is_heading(paragraph)]
    has_roman = any(paragraph.label and paragraph.label.level is Level.ROMAN for paragraph in paragraphs)
    if has_roman or not FEWEST <= len(headings) <= len(ROMANS):
        return list(paragraphs)
    given = dict(zip(headings, ROMANS, strict=False))
    return [
        replace(each, label=Label(Level.ROMAN, given[place], each.text, given=True)) if place in given else each
        for place, each in enumerate(paragraphs)
    ]


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.label is None
        and not paragraph.cells
        and text.isupper()
        and len(text) <= LONGEST
        and bool(named_parts(text))
        and not text.startswith(TITLES)
    )
