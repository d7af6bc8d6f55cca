"""Numeric targets: each number that a plan asks for, the indicator it is of, and the year by which."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from portal.domain.plans import Comparator
from portal.publishing.plan_drafts.draft import Doubt, DraftRow, Source
from portal.publishing.plan_reading.clauses import Clause, list_clauses, list_half_sentences, units_of
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.quantities import COUNT, PERCENT, Quantity, list_quantities
from portal.publishing.plan_reading.row_numbers import without_row_numbers
from portal.publishing.plan_reading.target_tables import list_table_targets
from portal.publishing.plan_reading.wording import SURE, Match, Wordings
from portal.publishing.plan_reading.years import Ending, list_endings, year_above

UNITS = ("percent", "count", "count-per-year", "index")
ASKING = (Part.GOALS, Part.TASKS, Part.DUTIES, Part.ANNEX)
_EVERY = re.compile(r"\b(?:mỗi|mọi|tất cả|toàn bộ|toàn thể)\s+(?:các\s+)?[^\W\d_]+", re.IGNORECASE)
_EVERY_YEAR = re.compile(
    r"\b(?:mỗi|mọi)\s+(?:năm|quý|tháng|ngày|lần|kỳ|cấp|ngành|nơi|lúc|mặt|tầng|miền)\b", re.IGNORECASE
)


def read_targets(pieces: Sequence[Piece], wordings: Wordings) -> list[DraftRow]:
    """The rows of the table ``targets`` in the order of the document.

    Where no indicator is sure the cell stays empty and the row says which come near.
    """
    asking = [piece for piece in pieces if piece.part in ASKING]
    rows = [row for piece in asking if not piece.cells for row in _of_piece(piece, wordings)]
    rows += _of_tables(asking, wordings)
    rows.sort(key=lambda row: row.source.line if row.source else 0)
    return list(_with_repeats(rows))


def _of_tables(pieces: Sequence[Piece], wordings: Wordings) -> Iterator[DraftRow]:
    for piece, quantity, said, year in list_table_targets(pieces):
        if row := _row(piece, quantity, said, (year, False), wordings):
            row.part = f"{year or ''} {row.part}".strip()
            yield row


def _of_piece(piece: Piece, wordings: Wordings) -> Iterator[DraftRow]:
    above = year_above(piece.titles) if piece.part in {Part.GOALS, Part.ANNEX} else None
    turns: dict[str, int] = {}
    subject = ""
    for sentence in list_half_sentences(piece.text):
        endings = list_endings(sentence)
        quantities = list_quantities(sentence)
        if not piece.label and not piece.is_section:
            quantities = without_row_numbers(sentence, quantities)
        for clause in list_clauses(sentence, quantities):
            said = f"{subject} {clause.words}" if wordings.is_bare(clause.words) else clause.words
            subject = said
            if row := _row(piece, clause.quantity, said, _year(clause, endings, above), wordings):
                yield _numbered(row, turns)
        if not quantities and (row := _implied(piece, sentence, endings, wordings)):
            yield _numbered(row, turns)


def _numbered(row: DraftRow, turns: dict[str, int]) -> DraftRow:
    """The same number twice in a piece is told apart by its turn."""
    turns[row.part] = turn = turns.get(row.part, 0) + 1
    if turn > 1:
        row.part = f"{row.part} ({turn})"
    return row


def _row(
    piece: Piece, quantity: Quantity, clause: str, year: tuple[int | None, bool], wordings: Wordings
) -> DraftRow | None:
    match = wordings.find(clause, units=units_of(quantity, clause))
    if match.code is None and not _is_asked(piece, quantity, match):
        return None
    doubts = [*_doubts_of_match(match)]
    if match.code is None and (other := wordings.find(clause, units=UNITS)).code:
        match, doubts = replace(other, code=None), [Doubt.OTHER_UNIT]
    if quantity.relative:
        doubts.append(Doubt.RELATIVE)
    if quantity.rough:
        doubts.append(Doubt.ROUGH)
    if year[1]:
        doubts.append(Doubt.YEAR_TWICE)
    code = None if quantity.relative else match.code
    return _target(
        piece, code, quantity.comparator, (quantity.value, quantity.high), year[0], quantity.said, match, doubts
    )


def _is_asked(piece: Piece, quantity: Quantity, match: Match) -> bool:
    """Whether a number without a sure indicator is shown to the reviewer: every percentage; a count among the goals;
    any number that comes near an indicator.
    """
    if quantity.kind == PERCENT:
        return True
    return bool(match.nearest) or (quantity.kind == COUNT and piece.part in {Part.GOALS, Part.ANNEX})


def _implied(piece: Piece, sentence: str, endings: Sequence[Ending], wordings: Wordings) -> DraftRow | None:
    """``Đến năm 2026, mỗi người dân có ...`` asks for all of them: 100 %, marked as not said in numbers."""
    every = _EVERY.search(sentence)
    if not every or not endings or _EVERY_YEAR.match(every.group()):
        return None
    match = wordings.find(sentence, units=("percent",))
    if match.code is None:
        return None
    whole = (Decimal(100), None)
    return _target(
        piece, match.code, Comparator.EXACTLY, whole, endings[-1].year, every.group(), match, [Doubt.IMPLIED]
    )


def _year(clause: Clause, endings: Sequence[Ending], above: int | None) -> tuple[int | None, bool]:
    """The year of the clause, else the last said before it, else the heading's; and whether there was a choice."""
    inside = [ending for ending in endings if clause.start <= ending.start < clause.end]
    before = [ending for ending in endings if ending.end <= clause.start]
    if inside:
        nearest = min(inside, key=lambda ending: _distance(clause.quantity, ending))
        return nearest.year, len({ending.year for ending in inside}) > 1
    if before:
        return before[-1].year, len({ending.year for ending in endings}) > 1
    return (endings[0].year, True) if endings else (above, False)


def _distance(quantity: Quantity, ending: Ending) -> int:
    return quantity.start - ending.end if ending.end <= quantity.start else ending.start - quantity.end


def _doubts_of_match(match: Match) -> Iterator[Doubt]:
    if match.code is not None:
        if match.score < SURE:
            yield Doubt.LIKELY_MATCH
    elif match.close:
        yield Doubt.CLOSE_MATCH
    else:
        yield Doubt.WEAK_MATCH if match.nearest else Doubt.NO_INDICATOR


def _target(
    piece: Piece,
    code: str | None,
    comparator: Comparator,
    ends: tuple[Decimal, Decimal | None],
    year: int | None,
    said: str,
    match: Match,
    doubts: Iterable[Doubt],
) -> DraftRow:
    low, high = ends
    cells = {
        "indicator": code or "",
        "comparator": str(comparator),
        "value": _plain(low),
        "value_high": "" if high is None else _plain(high),
        "year": "" if year is None else str(year),
        "section": piece.path,
        "item": piece.item,
        "note": "",
        "note_en": "",
        "amends": "",
    }
    source: Source = piece.source
    return DraftRow("targets", cells, source, said, match.score, tuple(doubts), nearest=match.nearest)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _with_repeats(rows: Iterable[DraftRow]) -> Iterator[DraftRow]:
    """A second target of the same indicator and year is marked: one of them has to go."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = row.cells["indicator"], row.cells["year"]
        if key[0] and key in seen:
            row.doubts = (*row.doubts, Doubt.TWICE)
        seen.add(key)
        yield row


def mark_outside(targets: Iterable[DraftRow], first: str, last: str) -> None:
    """Mark the targets whose year is not one of the plan's, where its period is known."""
    if first.isdecimal() and last.isdecimal():
        for row in targets:
            year = row.cells["year"]
            if year and not int(first) <= int(year) <= int(last):
                row.doubts = (*row.doubts, Doubt.OUTSIDE_PERIOD)
