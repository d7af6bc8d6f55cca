"""What can be wrong with an uploaded file, in both languages, and what to do."""

import unicodedata

from portal.publishing.problems import Problem
from portal.publishing.workbooks.grid import address
from portal.publishing.workbooks.sentences import CATALOGUE

SHOWN = 60  # characters of a file's own text repeated in a sentence
FILE_NAME = 120


def about_file(code: str, file: str, /, **values: object) -> Problem:
    return _problem(code, file, values)


def about_sheet(code: str, file: str, sheet: str, /, **values: object) -> Problem:
    return _problem(code, f"{file}, {show(sheet)}", values)


def about_cell(code: str, file: str, sheet: str, row: int, column: int, /, **values: object) -> Problem:
    """``row`` and ``column`` count from 0; a CSV has no sheet name, and its cells are named alone."""
    cell = address(row, column)
    return _problem(code, f"{file}, {show(sheet)}!{cell}" if sheet else f"{file}, {cell}", values)


def show(text: str, most: int = SHOWN) -> str:
    """A hostile text fit to be repeated: one line, nothing invisible, not long."""
    text = unicodedata.normalize("NFC", text[: most * 4])
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def file_name(name: str) -> str:
    """The last part of an upload's name, fit to be repeated; never a path to open."""
    return show(name.replace("\\", "/").rpartition("/")[2].strip(), FILE_NAME) or "?"


def _problem(code: str, where: str, values: dict[str, object]) -> Problem:
    shown = {key: show(value) if isinstance(value, str) else value for key, value in values.items()}
    message, message_en, fix, fix_en = (text.format_map(shown) for text in CATALOGUE[code])
    return Problem(code, where, message, message_en, fix, fix_en)
