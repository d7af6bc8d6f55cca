"""Annexes (``PHỤ LỤC I``): each begins anew after the signature, and has its title on the line below its heading."""

from collections.abc import Sequence
from dataclasses import replace

from portal.domain.folding import fold
from portal.publishing.plan_reading.labels import ANNEX, Level
from portal.publishing.plan_reading.paragraphs import Paragraph

LONGEST = 160
_ASIDES = ("kem theo", "ban hanh kem theo", "dinh kem")


def is_annex(paragraph: Paragraph) -> bool:
    """Whether an annex begins here."""
    label = paragraph.label
    return label is not None and label.level is Level.ANNEX and label.name.startswith(ANNEX)


def with_titles(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those that head an annex with its title: what stands below them, beside which plan it is of.

    One that has no title is called by its label.
    """
    found: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        heading, taken = paragraphs[at], 1
        if is_annex(heading) and (not heading.text or _is_aside(heading)):
            said = [heading] if heading.text else []
            while at + taken < len(paragraphs) and _is_aside(paragraphs[at + taken]):
                said.append(paragraphs[at + taken])
                taken += 1
            title = _title(paragraphs[at + taken :])
            taken += len(title)
            last = title[-1].last_line if title else heading.last_line
            text = " ".join(line.text for line in title) or _name(heading)
            found += [replace(heading, text=text, last_line=max(last, heading.last_line))]
            found += [replace(aside, label=None) for aside in said]
        else:
            found.append(heading)
        at += taken
    return found


def _is_aside(paragraph: Paragraph) -> bool:
    """``(Kèm theo Kế hoạch số 12/KH-UBND ...)``."""
    return not paragraph.cells and fold(paragraph.text).lstrip("( ").startswith(_ASIDES)


def _title(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The first paragraph, and those in capitals that go on with it."""
    title: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.label or paragraph.cells or len(paragraph.text) > LONGEST or _is_aside(paragraph):
            break
        if paragraph.text.endswith((".", ";", ":")) or (title and not paragraph.text.isupper()):
            break
        title.append(paragraph)
        if not paragraph.text.isupper():
            break
    return title


def _name(heading: Paragraph) -> str:
    label = heading.label.name.removeprefix(ANNEX) if heading.label else ""
    return f"Phụ lục {label}".strip()
