"""An operator's list of villages into the public store: whole or not at all, and told in the audit log.

Every row is checked, against the file and against what is known, before anything is written. The two stores are held
in the order in which a publication holds them; the desk's entry is kept first, so that no change is ever without one.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.db import Store, lock_writers
from portal.domain.localities import Locality, existed_on, get_commune, get_former_commune
from portal.publishing.audit import AuditEntry, keep_import
from portal.publishing.places.checking import check_entries, check_figures, check_names, check_origin
from portal.publishing.places.columns import BY_KEY, GUIDE
from portal.publishing.places.lineage import Lineage
from portal.publishing.places.matching import Matching, find_communes, reserve_codes
from portal.publishing.places.problems import Report, about_file
from portal.publishing.places.register import Entry, Register, load_register
from portal.publishing.places.rows import Row, read_row
from portal.publishing.places.storing import store
from portal.publishing.places.table import SEARCHED, Table, find_table
from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks import LIMITS, Workbook, read_workbook
from portal.publishing.workbooks import words as workbook_words

MOST_ROWS = 5_000
MOST_LISTED = 10  # codes in one notice
EVENT = "places-imported"


class NoCommune(ValueError):
    """No commune has this code or slug."""


@dataclass(frozen=True)
class Changed:
    """What of a known village is other than before, by field."""

    code: str
    name: str
    values: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Closed:
    """A village that the file left open, ended on the day before its successor begins."""

    code: str
    name: str
    day: dt.date | None
    successor: str


@dataclass(frozen=True)
class Imported:
    """What an import did. Of those ``added``, ``numbered`` were given their codes by it."""

    rows: int
    added: tuple[tuple[str, str], ...]
    numbered: frozenset[str]
    changed: tuple[Changed, ...]
    closed: tuple[Closed, ...]
    links: tuple[tuple[str, str, float | None], ...]  # predecessor, successor, the share that went there
    notices: tuple[Problem, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.closed or self.links)


def read_list(path: Path) -> Workbook:
    """The file as cells, read in a process with limits.

    :raises Refused: it is not there, or cannot be read.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LIMITS.size else b""
    except OSError:
        raise Refused([about_file("no-file", path.name)]) from None
    if size > LIMITS.size:
        limit = LIMITS.size // 1_000_000
        raise Refused([workbook_words.about_file("too-large", path.name, size=-(-size // 1_000_000), limit=limit)])
    return read_workbook(content, path.name)


def import_places(
    public: Store, desk: Store, path: Path, *, commune: str | None, today: dt.date, mends_names: bool = False
) -> Imported:
    """Import the list in a file; nothing of it, and no new state of the store, when it changes nothing.

    :param commune: code or slug of the commune of rows that name none; other rows must name the same.
    :param mends_names: names that differ were misspelt, also where figures are published under them.
    :raises Refused: with every problem found; the stores are as they were.
    :raises NoCommune: there is no such commune.
    """
    workbook = read_list(path)
    with desk.begin() as audit, public.begin() as session:
        lock_writers(audit, AuditEntry)
        lock_writers(session, Locality)
        asked = get_asked(session, commune, today) if commune else None
        report = Report(workbook.name)
        register, rows = apply_list(session, workbook, asked, report, today=today, mends_names=mends_names)
        done = _outcome(register, rows, report)
        if done.is_nothing:
            session.rollback()
            return done
        acts = _count_acts(register)
        store(session, register, today=today)
        keep_import(audit, session, EVENT, _details(acts, workbook.sha256))
    return done


def get_asked(session: Session, ref: str, today: dt.date) -> Locality:
    """The commune with this code or slug, of today or of before.

    :raises NoCommune: there is none.
    """
    found = get_commune(session, ref, on=today) or get_former_commune(session, ref, on=today)
    if found is None:
        raise NoCommune(ref)
    return found


def apply_list(
    session: Session,
    workbook: Workbook,
    asked: Locality | None,
    report: Report,
    *,
    today: dt.date,
    mends_names: bool = False,
) -> tuple[Register, list[Row]]:
    """The register as the list would leave it; nothing is written.

    :raises Refused: with every problem found.
    """
    table = _table_of(workbook, report)
    rows = [read_row(line, report) for line in table.lines]
    sound = [row for row in rows if not report.is_wrong(row.line)]
    communes = find_communes(session, sound, asked, report, today=today)
    codes = {row.code for row in rows if row.code}
    named = codes | {ref.code for row in rows for ref in row.refs} | reserve_codes(session, communes.values())
    register = load_register(session, list(dict.fromkeys(communes.values())), named)
    Matching(register, workbook.name, report).place(communes)
    Lineage(register, report).add(codes)
    check_entries(register, report)
    check_names(register, report)
    check_origin(session, register, report)
    check_figures(session, register, report, mends_names=mends_names)
    report.check()
    _tell_absent(register, communes.values(), report, today)
    return register, rows


def _table_of(workbook: Workbook, report: Report) -> Table:
    """The list in a workbook, its headings found.

    :raises Refused: there is none, a column lacks or stands twice, it has no row or too many.
    """
    table = find_table(workbook)
    if table is None:
        raise Refused([about_file("no-table", workbook.name, rows=SEARCHED)])
    problems = list(_heading_problems(table))
    count = len(table.lines)
    if count > MOST_ROWS:
        problems.append(about_file("too-many-rows", table.file, count=count, limit=MOST_ROWS))
    elif not count:
        problems.append(about_file("empty-list", table.file))
    if problems:
        raise Refused(problems)
    report.notices += workbook.notes
    for heading in table.unread:
        report.note("unknown-column", heading=heading)
    for sheet in workbook.sheets:
        if sheet is not table.sheet and sheet.value(0, 0) != GUIDE:
            report.note("sheet-unread", sheet=sheet.name)
    return table


def _heading_problems(table: Table) -> Iterable[Problem]:
    if "name" not in table.columns:
        name = BY_KEY["name"]
        yield about_file("missing-column", table.file, column=name.title, column_en=name.title_en)
    for one, other in table.doubles:
        first, second = (str(table.sheet.value(table.header, column)) for column in (one, other))
        yield about_file("column-twice", table.file, first=f"“{first}”", second=f"“{second}”")


def _tell_absent(register: Register, communes: Collection[Locality], report: Report, today: dt.date) -> None:
    """Villages that are there today, of the communes of the file, and of which the file says nothing."""
    for commune in sorted(set(communes), key=lambda place: place.code):
        entries = [e for e in register.of_commune(commune) if e.place is not None and not e.is_touched]
        codes = [entry.code for entry in entries if entry.place and existed_on(entry.place, today)]
        if codes:
            listed = ", ".join(codes[:MOST_LISTED]) + (", …" if len(codes) > MOST_LISTED else "")
            told = {"commune": commune.name, "commune_en": commune.name_en}
            report.note("not-in-file", count=len(codes), codes=listed, **told)


def _outcome(register: Register, rows: Collection[Row], report: Report) -> Imported:
    entries = register.entries.values()
    new = [entry for entry in entries if entry.place is None]
    closed = [entry for entry in entries if entry.closed_by]
    return Imported(
        rows=len(rows),
        added=tuple((entry.code, entry.name) for entry in new),
        numbered=frozenset(entry.code for entry in new if entry.numbered),
        changed=tuple(Changed(e.code, e.name, told) for e in entries if (told := _told_changes(e))),
        closed=tuple(Closed(e.code, e.name, e.valid_to, e.closed_by or "") for e in closed),
        links=tuple(
            (link.predecessor.code, link.successor.code, link.weight)
            for link in register.links.values()
            if link.is_changed
        ),
        notices=tuple(report.notices),
    )


def _told_changes(entry: Entry) -> dict[str, tuple[Any, Any]]:
    """The changes of a known village and the predecessors it lost, without the last day that its successor gave it."""
    told = {name: pair for name, pair in entry.changes.items() if not (name == "valid_to" and entry.closed_by)}
    return told | ({"predecessors": (entry.lost_codes, None)} if entry.lost else {})


def _count_acts(register: Register) -> dict[str, Counter[str]]:
    """By commune, how many villages were added, changed and closed, and how many links are new or other than before."""
    acts: dict[str, Counter[str]] = {}
    for entry in register.entries.values():
        counts = {"added": entry.place is None, "changed": bool(_told_changes(entry)), "closed": bool(entry.closed_by)}
        acts.setdefault(entry.commune.code, Counter()).update({name: int(told) for name, told in counts.items()})
    for link in register.links.values():
        acts[link.successor.commune.code]["links"] += int(link.is_changed)
    return {commune: counts for commune, counts in acts.items() if counts.total()}


def _details(acts: dict[str, Counter[str]], sha256: str) -> dict[str, dict[str, Any]]:
    """What the log tells, by commune."""
    names = ("added", "changed", "closed", "links")
    return {commune: {"sha256": sha256} | {name: counts[name] for name in names} for commune, counts in acts.items()}
