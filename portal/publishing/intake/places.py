"""The rows of a table and the places they are about: villages, totals, notes, and names that fit nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.folding import fold
from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.context import Village
from portal.publishing.intake.layout import Table, is_empty
from portal.publishing.intake.names import UNKNOWN, Place, parted, plain_name
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.titles import NOTHING
from portal.publishing.intake.vocabulary import Vocabulary
from portal.publishing.workbooks.grid import address

_CODE = re.compile(r"[0-9]{5}-[0-9]+")  # a village's code; one of another commune is no mere slip
_SECTION = re.compile(r"(cac|nhom|phan|khoi cac|muc) .*|[ivx]+")
_NOTE = re.compile(
    r"(ghi chu|nguon|luu y|chu thich|nguoi lap|nguoi bao cao|can bo|thu ky|chu tich|pho chu tich|tm|kt|noi nhan|ky ten"
    r"|xac nhan|don vi tinh)\b.*|.*\bngay \d+ thang \d+ nam 20\d\d"
)


@dataclass(frozen=True)
class Row:
    """A row with figures or a name. ``place`` is unknown where a finding says so; ``repeated`` where its village
    has a row already."""

    index: int
    place: Place
    filled: bool
    repeated: bool = False


class Places:
    """Reads the names of one table's rows."""

    def __init__(self, table: Table, number_columns: Iterable[int], words: Vocabulary, report: Report) -> None:
        self._table, self._words, self._report = table, words, report
        self._columns = list(number_columns)
        self._unresolved: dict[str, Place] = {}
        self._name = table.labels.get("place", table.labels.get("code"))
        self._code = table.labels.get("code")
        self._headings = {column.index: {h.text for _, h in column.stack} for column in table.columns}
        heading = plain_name(table.sheet.value(*table.corner))
        self._unit = heading if parted(f"{heading} 1") == (parted(f"{heading} 1")[0] or "", "1") else None

    def rows(self, default: Place) -> list[Row]:
        """The rows that count, each with its place; findings for names that fit nothing.

        :param default: the place of every row where no column names one.
        """
        rows = [row for index in range(self._table.first, self._table.last) if (row := self._row(index, default))]
        return self._without_repeated(rows) if self._name is not None else rows

    def _row(self, index: int, default: Place) -> Row | None:
        filled = any(not is_empty(self._table.sheet.own(index, column)) for column in self._columns)
        if self._is_heading(index) or (not filled and self._name is None):
            return None
        if self._name is None:
            return Row(index, default, filled)
        text = self._named(plain_name(self._table.sheet.value(index, self._name)))
        code = plain_name(self._table.sheet.value(index, self._code)) if self._code is not None else ""
        if not text and not code:
            return self._nameless(index, filled)
        place = self._resolved(text, code)
        if place.known:
            return self._agreeing(index, place, text, code, filled)
        if not filled and self._is_note(index, text):
            return None
        self._refuse(index, f"{code} {text}" if _CODE.fullmatch(code) else text or code, place)
        return Row(index, UNKNOWN, filled)

    def _named(self, text: str) -> str:
        """Numbers alone under the heading "Tổ dân phố" are of that unit."""
        return f"{self._unit} {text}" if self._unit and text.isdigit() and self._name != self._code else text

    def _is_heading(self, index: int) -> bool:
        """Headings repeated on a printed page: every filled cell says what the heading of its column says."""
        cells = [(c, v) for c, v in enumerate(self._table.sheet.rows[index]) if not is_empty(v)]
        if not cells or any(not isinstance(value, str) for _, value in cells):
            return False
        return all(" ".join(str(value).split()) in self._headings.get(column, ()) for column, value in cells)

    def _resolved(self, text: str, code: str) -> Place:
        if code and self._code is not None:
            found = self._words.villages.find(code, True)
            if found.known or self._code == self._name or not text or _CODE.fullmatch(code):
                return found if found.known else self._words.villages.find(code)
        return self._words.villages.find(text)

    def _agreeing(self, index: int, place: Place, text: str, code: str, filled: bool) -> Row:
        """With a code and a name in one row, both must be of one place."""
        if code and text and self._code != self._name and place.village:
            by_name = self._words.villages.find(text)
            others = list(by_name.candidates) or ([by_name.village] if by_name.village else [])
            if place.village not in others:
                at = (index, self._name or 0)
                self._unresolved[f"{code} {text}"] = Place(candidates=(place.village, *others))
                self._report.add(
                    "code-and-name-differ", self._sheet, at, given=code, place=place.village.name, text=text
                )
                return Row(index, UNKNOWN, filled)
        return Row(index, place, filled)

    @property
    def _sheet(self) -> str:
        return self._table.sheet.name

    def _nameless(self, index: int, filled: bool) -> Row | None:
        if not filled:
            return None
        if self._label_says_total(index):
            return Row(index, Place(is_commune=True), filled)
        self._report.add("row-without-place", self._sheet, (index, self._name or 0), lacking=Words("nơi nào", "place"))
        return Row(index, UNKNOWN, filled)

    def _label_says_total(self, index: int) -> bool:
        """A total whose word stands left of the names, in the column of numbers perhaps."""
        left = [plain_name(self._table.sheet.value(index, column)) for column in range(self._name or 0)]
        return any(text and self._words.villages.find(text).is_commune for text in left)

    def _is_note(self, index: int, text: str) -> bool:
        if index >= self._table.figures_end:
            return True
        folded = fold(text)
        return bool(_NOTE.fullmatch(folded) or _SECTION.fullmatch(folded)) or len(text) > 80

    def _refuse(self, index: int, text: str, place: Place) -> None:
        if text in self._unresolved:
            return
        self._unresolved[text] = place
        at = (index, self._name or 0)
        if place.candidates:
            names = ", ".join(f"{village.name} ({village.code})" for village in place.candidates)
            self._report.add("village-ambiguous", self._sheet, at, text=text, candidates=names)
            return
        near = self._words.villages.suggest(text)
        hint = Words(f" Có phải “{near.name}”?", f" Is it “{near.name}”?") if near else NOTHING
        commune = self._words.context.commune.name
        self._report.add("village-unknown", self._sheet, at, text=text, commune=commune, hint=hint)

    def _without_repeated(self, rows: list[Row]) -> list[Row]:
        """Mark the second row of a village; which rows belong apart the other labels say."""
        if "indicator" in self._table.labels:
            return rows  # a figure given twice is found by its indicator and period
        seen: dict[tuple[str, object], Row] = {}
        kept: list[Row] = []
        for row in rows:
            village = row.place.village
            key = (village.code if village else "", self._period_text(row.index))
            if village is None or seen.setdefault(key, row) is row:
                kept.append(row)
                continue
            self._refuse_repeated(row, village, seen[key], rows)
            kept.append(Row(row.index, row.place, row.filled, repeated=True))
        return kept

    def _period_text(self, index: int) -> object:
        column = self._table.labels.get("period")
        return str(self._table.sheet.value(index, column)) if column is not None else None

    def _refuse_repeated(self, row: Row, village: Village, first: Row, rows: list[Row]) -> None:
        instead = self._in_its_place(row, rows)
        hint = NOTHING
        if instead is not None:
            self._unresolved[f"{village.name} ({row.index})"] = Place(candidates=(instead,))
            hint = Words(f" Có phải “{instead.name}”?", f" Is it “{instead.name}”?")
        at, name = (row.index, self._name or 0), self._name or 0
        self._report.add(
            "village-twice", self._sheet, at, place=village.name, first=address(first.index, name), hint=hint
        )

    def _in_its_place(self, row: Row, rows: list[Row]) -> Village | None:
        """The village that is missing just where another stands for the second time."""
        order = {village.code: number for number, village in enumerate(self._words.context.villages)}
        given = {r.place.village.code for r in rows if r.place.village}
        position = next(n for n, r in enumerate(rows) if r.index == row.index)
        before = rows[position - 1].place.village if position else None
        number = order[before.code] + 1 if before else 0
        villages = self._words.context.villages
        return villages[number] if number < len(villages) and villages[number].code not in given else None

    def refuse_missing(self, rows: list[Row], villages: Sequence[Village]) -> None:
        """Warn of villages that have no row, but not of those that a misspelt name probably means.

        :param villages: those that report the table's period.
        """
        if self._name is None or not any(row.filled for row in rows):
            return
        given = {v.code for row in rows if row.place.village for v in (row.place.village, *row.place.candidates)}
        missing = [village for village in villages if village.code not in given]
        for text, place in self._unresolved.items():
            _take(missing, self._meant(text, place, missing))
        at, commune = self._table.corner, self._words.context.commune
        if len(missing) * 2 > len(villages):
            counts = {"given": len(villages) - len(missing), "expected": len(villages)}
            self._report.add("villages-few", self._sheet, at, commune=commune.name, **counts)
            return
        for village in missing:
            self._report.add("village-missing", self._sheet, at, place=village.name)

    def _meant(self, text: str, place: Place, missing: list[Village]) -> Village | None:
        near = self._words.villages.suggest(text)
        likely = [*place.candidates, *([near] if near else [])]
        return next((village for village in likely if village in missing), missing[0] if missing else None)


def _take(missing: list[Village], village: Village | None) -> None:
    if village in missing:
        missing.remove(village)
