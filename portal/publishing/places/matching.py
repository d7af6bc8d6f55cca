"""Which village each row speaks of: by its code, else by its name; a new one gets the next number of its commune.

A code is never given to another village, nor a number of a village that is no more.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.localities import Locality, LocalityKind, existed_on
from portal.publishing.places.problems import Report
from portal.publishing.places.register import FIELDS, Entry, Register
from portal.publishing.places.rows import Row
from portal.publishing.places.shares import LAST_NUMBER
from portal.publishing.places.units import english_name, name_key
from portal.publishing.places.values import OPEN, interval, say


def find_communes(
    session: Session, rows: Sequence[Row], asked: Locality | None, report: Report, *, today: dt.date
) -> dict[Row, Locality]:
    """The commune of each row: its own, else the one asked for; a code is looked up on the row's day."""
    refs = {row.commune for row in rows if row.commune}
    known = _communes_of(session, refs)
    found: dict[Row, Locality] = {}
    for row in rows:
        commune = _commune_of(row, known, today) if row.commune else asked
        if commune is None:
            code = "unknown-commune" if row.commune else "no-commune"
            report.add(code, row.line, "commune", commune=row.commune or "")
        elif asked is not None and commune.id != asked.id:
            report.add("other-commune", row.line, "commune", commune=commune.slug, asked=asked.slug)
        else:
            found[row] = commune
    return found


def _communes_of(session: Session, refs: Collection[str]) -> dict[str, list[Locality]]:
    """Communes by code and by slug, the newest first."""
    wanted = sorted(set(refs) | {_padded(ref) for ref in refs})
    found: dict[str, list[Locality]] = defaultdict(list)
    for portion in portions(wanted):
        query = select(Locality).where(or_(Locality.code.in_(portion), Locality.slug.in_(portion)))
        newest = query.where(Locality.kind == LocalityKind.COMMUNE).order_by(
            Locality.valid_to.desc().nulls_first(), Locality.id
        )
        for place in session.scalars(newest):
            found[place.code].append(place)
            found[place.slug].append(place)
    return found


def _padded(ref: str) -> str:
    """A code of five digits that a spreadsheet took the zeros from."""
    return ref.zfill(5) if ref.isdecimal() else ref


def _commune_of(row: Row, known: Mapping[str, list[Locality]], today: dt.date) -> Locality | None:
    ref = row.commune or ""
    candidates = known.get(ref) or known.get(_padded(ref)) or []
    last = None if row.valid_to == OPEN else row.valid_to
    day = row.valid_from or last or today
    by_day = [place for place in candidates if existed_on(place, day)]
    return next(iter(by_day or [place for place in candidates if place.slug == ref]), None)


class Matching:
    """Puts rows into a register."""

    def __init__(self, register: Register, file: str, report: Report) -> None:
        self._register, self._file, self._report = register, file, report
        self._names: dict[tuple[int, tuple[str, str]], list[Entry]] = defaultdict(list)
        self._free: dict[str, Iterator[int]] = {}

    def place(self, rows: Mapping[Row, Locality]) -> None:
        """Every row in the register: those with codes first, then those that name a day, then new ones get numbers."""
        for row in rows:
            if row.code:
                self._take(row, self._by_code(row, rows[row]))
        for entry in self._register.entries.values():
            self._names[entry.commune.id, name_key(entry.name, str(entry.values["unit"]))].append(entry)
        left = sorted((row for row in rows if not row.code), key=lambda row: (row.valid_from is None, row.line.row))
        new = [row for row in left if not self._is_known(row, rows[row])]
        for row in sorted(new, key=lambda row: row.line.row):
            self._take(row, self._add(row, rows[row], self._next_code(rows[row])))

    def _take(self, row: Row, entry: Entry | None) -> None:
        if entry is not None:
            entry.row = row
            _apply(entry, row)

    def _by_code(self, row: Row, commune: Locality) -> Entry | None:
        code = row.code or ""
        if not code.startswith(f"{commune.code}-"):
            self._report.add("code-form", row.line, "code", code=code, commune=commune.code)
            return None
        entry = self._register.entries.get(code)
        if entry is None:
            return self._add(row, commune, code)
        problem = _why_not(entry, row, commune)
        if problem:
            self._report.add(problem[0], row.line, "code", **problem[1])
            return None
        return entry

    def _is_known(self, row: Row, commune: Locality) -> bool:
        """Whether the row's name told which village it is, or too many."""
        bearers = self._bearers(row, commune)
        found = [entry for entry in bearers if entry.row is None] or bearers
        if len(found) > 1:
            codes = ", ".join(entry.code for entry in found)
            self._report.add("name-ambiguous", row.line, "name", name=str(row.fields["name"]), codes=codes)
        elif found and found[0].row is not None:
            told = {"row": found[0].row.line.number, "code": found[0].code}
            self._report.add("row-twice", row.line, "name", **told)
        elif found:
            self._tell_ended(row, found[0])
            self._take(row, found[0])
        return bool(found)

    def _tell_ended(self, row: Row, entry: Entry) -> None:
        """A list of today's villages may mean a new one of the name: only a first day would say so."""
        if entry.valid_to is not None and not {"valid_from", "valid_to"} & row.fields.keys():
            told = {"name": entry.name, "code": entry.code, "end": say(entry.valid_to)}
            self._report.note("takes-ended", row.line, "name", **told)

    def _bearers(self, row: Row, commune: Locality) -> list[Entry]:
        """With a first day, those of this name that begin on it; else the one that is there still, else all."""
        bearers = self._names[commune.id, name_key(str(row.fields["name"]), str(row.fields["unit"]))]
        if row.valid_from is not None:
            return [entry for entry in bearers if entry.valid_from == row.valid_from]
        last = None if row.valid_to == OPEN else row.valid_to
        there = [entry for entry in bearers if entry.overlaps(last, last)] if last else bearers
        free = [entry for entry in there if entry.row is None] or there
        still = [entry for entry in free if entry.valid_to is None]
        return still if len(still) == 1 else free

    def _add(self, row: Row, commune: Locality, code: str) -> Entry:
        values: dict[str, object | None] = dict.fromkeys(FIELDS)
        values |= {"valid_from": commune.valid_from, "valid_to": commune.valid_to, "source": self._file}
        values |= {"name": row.fields["name"], "unit": row.fields["unit"]}
        values["name_en"] = english_name(str(row.fields["name"]), str(row.fields["unit"]))
        entry = Entry(commune, code, values, numbered=row.code is None)
        self._register.add(entry)
        return entry

    def _next_code(self, commune: Locality) -> str:
        begun = f"{commune.code}-"
        if begun not in self._free:
            given = {int(code.removeprefix(begun)) for code in self._register.entries if code.startswith(begun)}
            self._free[begun] = _free_numbers(given)
        return f"{begun}{next(self._free[begun]):02}"


def _free_numbers(given: Collection[int]) -> Iterator[int]:
    """Those after the last that ever was; where a code has no room for more, those that were left out before it."""
    last = max(given, default=0)
    yield from range(last + 1, LAST_NUMBER + 1)
    yield from (number for number in range(1, last) if number not in given)


def _why_not(entry: Entry, row: Row, commune: Locality) -> tuple[str, dict[str, object]] | None:
    """Why a row cannot speak of the village that has its code."""
    last = None if row.valid_to == OPEN else row.valid_to
    told: dict[str, object] = {"code": entry.code, "name": entry.name}
    told["interval"] = interval(entry.valid_from, entry.valid_to)
    if entry.commune.id != commune.id:
        return "code-elsewhere", told | {"commune": entry.commune.name, "commune_en": entry.commune.name_en}
    if not entry.overlaps(row.valid_from, last):
        return "code-reused", told
    return None if entry.row is None else ("same-code", told | {"row": entry.row.line.number})


def _apply(entry: Entry, row: Row) -> None:
    """What the row says; where it says nothing of the English name, that follows the name it was made of."""
    old = entry.values
    follows = old["name_en"] == english_name(str(old["name"]), str(old["unit"]))
    entry.values = old | {name: None if value == OPEN else value for name, value in row.fields.items()}
    if follows and "name_en" not in row.fields:
        entry.values["name_en"] = english_name(entry.name, str(entry.values["unit"]))


def reserve_codes(session: Session, communes: Iterable[Locality]) -> set[str]:
    """The codes of villages of communes that had the code of one of these before."""
    codes = sorted({commune.code for commune in communes})
    found: set[str] = set()
    for portion in portions(codes):
        above = select(Locality.id).where(Locality.code.in_(portion))
        query = select(Locality.code).where(Locality.parent_id.in_(above), Locality.kind == LocalityKind.VILLAGE)
        found |= set(session.scalars(query))
    return found
