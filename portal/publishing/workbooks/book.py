"""Which sheets an XLSX file has, where they lie in it, and what it must not hold."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.archive import Archive
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.markup import Attributes, scan_part
from portal.publishing.workbooks.text import clean_text
from portal.publishing.workbooks.words import about_file, about_sheet

RELATIONS = "_rels/.rels"
MACROS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
MACRO_FOLDERS = ("xl/macrosheets/", "xl/activex/")
EXTERNAL_FOLDERS = ("xl/externallinks/", "xl/querytables/", "xl/connections.xml", "xl/model/")
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Tab:
    """A sheet to be read: its place among those read, its name and its part."""

    number: int
    name: str
    part: str


@dataclass(frozen=True)
class Book:
    """The visible sheets, and what their cells refer to; ``strings`` and ``styles`` are empty when there are none.

    ``stale``: the file asks to be calculated on opening, as programs write that do not calculate themselves.
    """

    tabs: tuple[Tab, ...]
    strings: str
    styles: str
    from_1904: bool
    stale: bool
    notes: tuple[Problem, ...]


def read_book(archive: Archive, limits: Limits) -> Book:
    """:raises Refused: another kind of file, macros, links to elsewhere, too many sheets, unfit names."""
    _check_kind(archive)
    main = _find_main(archive)
    relations = _read_relations(archive, _relations_of(main))
    scan = _WorkbookScan()
    scan_part(archive, main, scan)
    if len(scan.sheets) > limits.sheets:
        raise Refused([about_file("too-many-sheets", archive.file, count=len(scan.sheets), limit=limits.sheets)])
    tabs, notes = _choose_tabs(archive, scan, relations)
    parts = {kind: target for kind, target in relations.values() if target in archive.parts}
    return Book(tabs, parts.get("sharedStrings", ""), parts.get("styles", ""), scan.from_1904, scan.stale, notes)


def _check_kind(archive: Archive) -> None:
    for name in map(str.lower, archive.parts):
        if name.endswith(MACROS) or name.startswith(MACRO_FOLDERS):
            raise Refused([about_file("macros", archive.file)])
        if name.startswith(EXTERNAL_FOLDERS):
            raise Refused([about_file("external", archive.file, found=name)])
        if name == "xl/workbook.bin":
            raise Refused([about_file("xlsb", archive.file)])
    if "mimetype" in archive.parts:
        kind = b"".join(archive.inflate("mimetype"))[:100].decode("ascii", "replace")
        raise Refused([about_file("ods", archive.file) if kind.startswith(SPREADSHEET) else _stranger(archive)])


def _stranger(archive: Archive) -> Problem:
    return about_file("not-a-workbook", archive.file, part="xl/workbook.xml")


def _find_main(archive: Archive) -> str:
    relations = _read_relations(archive, RELATIONS) if RELATIONS in archive.parts else {}
    main = next((target for kind, target in relations.values() if kind == "officeDocument"), "xl/workbook.xml")
    if not main.startswith("xl/") or main not in archive.parts:
        raise Refused([_stranger(archive)])
    return main


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _read_relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation of a part by its id."""
    scan = _RelationScan(posixpath.dirname(posixpath.dirname(part)))
    scan_part(archive, part, scan)
    if scan.external:
        raise Refused([about_file("external", archive.file, found=scan.external)])
    return scan.relations


def _choose_tabs(
    archive: Archive, scan: "_WorkbookScan", relations: Mapping[str, tuple[str, str]]
) -> tuple[tuple[Tab, ...], tuple[Problem, ...]]:
    tabs: list[Tab] = []
    notes = []
    for name, relation, hidden in scan.sheets:
        kind, part = relations.get(relation, ("", ""))
        clean = _clean_name(archive, name, [tab.name for tab in tabs])
        if "macro" in kind.lower():
            raise Refused([about_file("macros", archive.file)])
        if hidden:
            notes.append(about_sheet("hidden-sheet", archive.file, clean))
        elif kind == "worksheet":
            tabs.append(Tab(len(tabs), clean, part))
    return tuple(tabs), tuple(notes)


def _clean_name(archive: Archive, name: str, taken: list[str]) -> str:
    clean = clean_text(name)
    if clean.character or len(name) > 100:
        raise Refused([about_sheet("sheet-name", archive.file, name, character=clean.character or len(name))])
    if clean.text in taken:
        raise Refused([about_sheet("sheet-twice", archive.file, name)])
    return clean.text or name.strip()


class _WorkbookScan:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = self.stale = False

    def start(self, tag: str, attributes: Attributes) -> None:
        own = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag == "sheet":
            hidden = own.get("state", "visible") != "visible"
            self.sheets.append((own.get("name", ""), own.get("id", ""), hidden))
        elif tag == "workbookPr":
            self.from_1904 = own.get("date1904", "0") in ("1", "true")
        elif tag == "calcPr":
            self.stale = own.get("fullCalcOnLoad", "0") in ("1", "true")

    def end(self, tag: str) -> None:
        """Nothing is told by an end."""

    def characters(self, text: str) -> None:
        """Everything is in attributes."""


class _RelationScan:
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.relations: dict[str, tuple[str, str]] = {}
        self.external = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag != "Relationship":
            return
        target, kind = attributes.get("Target", ""), attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External" or kind == "externalLink":
            self.external = target or kind
        path = target if target.startswith("/") else f"/{self.folder}/{target}"
        self.relations[attributes.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))

    def end(self, tag: str) -> None:
        """Nothing is told by an end."""

    def characters(self, text: str) -> None:
        """Everything is in attributes."""
