"""The search index: what can be found, and by which words.

``search_entries`` has a row a thing; ``search_terms`` a row a word with the entries that have it, as sorted numbers in
one cell, so that a word of fifty thousand villages is read in one row. Alike on both databases. The index is written
again whenever what it covers changes.

A word stands folded (``duong``), and as it is written where it has marks (``'đuong`` with its tone at the end, so that
``hoà`` and ``hòa`` are one). The number of an entry begins with its kind: those of a kind lie together.
"""

import enum
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, String, and_, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Condition, PublicBase, bytewise, lock_writers, portions
from portal.domain.folding import fold

Numbers: TypeAlias = NDArray[np.uint32]
"""Numbers of entries, ascending."""

OF_A_KIND = 100_000_000
LONGEST = 60
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # grave, acute, tilde, hook, dot below


class EntryKind(enum.StrEnum):
    """In the order in which results are listed."""

    COMMUNE = "commune"
    VILLAGE = "village"
    PLAN = "plan"
    INDICATOR = "indicator"
    DATASET = "dataset"
    TASK = "task"
    ANSWER = "answer"


KINDS = tuple(EntryKind)


class SearchEntry(PublicBase):
    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str] = mapped_column(String(200))  # slug, code or id; of a village "<commune>/<village>"
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    context: Mapped[str] = mapped_column(String(300))
    context_en: Mapped[str] = mapped_column(String(300))
    keywords: Mapped[str] = mapped_column(String(300))


class SearchTerm(PublicBase):
    """A word, and the entries that have it: in their title, or elsewhere alone."""

    __tablename__ = "search_terms"

    word: Mapped[str] = mapped_column(bytewise(LONGEST), primary_key=True)
    titled: Mapped[bytes] = mapped_column(LargeBinary)
    told: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Entry:
    """What is put into the index."""

    kind: EntryKind
    ref: str
    title: str
    title_en: str
    context: str = ""
    context_en: str = ""
    keywords: str = ""  # found by, not shown


def rebuild_index(session: Session, entries: Iterable[Entry]) -> int:
    """Write the index anew; answers how many entries it has."""
    lock_writers(session, SearchTerm)
    session.execute(delete(SearchTerm))
    session.execute(delete(SearchEntry))
    return add_entries(session, entries)


def add_entries(session: Session, entries: Iterable[Entry]) -> int:
    """Put entries into the index beside those that are there; answers how many were put.

    Whoever changes the index is alone in it until the end of the transaction: cells are read, then written.
    """
    lock_writers(session, SearchTerm)
    numbers = {kind: count(_first_free(session, kind)) for kind in EntryKind}
    rows = [_row(next(numbers[entry.kind]), entry) for entry in entries]
    for some in portions(rows):
        session.execute(insert(SearchEntry), some)
    _change_terms(session, rows, np.union1d)
    return len(rows)


def remove_below(session: Session, kind: EntryKind, above: str) -> None:
    """Take out of the index what it holds of a kind under ``<above>/``."""
    _remove(session, and_(SearchEntry.kind == kind, SearchEntry.ref.startswith(f"{above}/", autoescape=True)))


def remove_refs(session: Session, kind: EntryKind, refs: Iterable[str]) -> None:
    """Take these things of a kind out of the index, as far as it holds them."""
    for some in portions(refs):
        _remove(session, and_(SearchEntry.kind == kind, SearchEntry.ref.in_(some)))


def remove_kind(session: Session, kind: EntryKind) -> None:
    """Take out of the index what it holds of a kind."""
    _remove(session, SearchEntry.kind == kind)


def _remove(session: Session, those: Condition) -> None:
    lock_writers(session, SearchTerm)
    rows = [dict(row) for row in session.execute(select(SearchEntry.__table__).where(those)).mappings()]
    _change_terms(session, rows, np.setdiff1d)
    session.execute(delete(SearchEntry).where(those))


def list_refs(session: Session, kind: EntryKind) -> set[str]:
    """What the index holds of a kind."""
    return set(session.scalars(select(SearchEntry.ref).where(SearchEntry.kind == kind)))


def numbers_of(cell: bytes) -> Numbers:
    """The entries that a cell of ``search_terms`` names."""
    return np.frombuffer(cell, "<u4")


def marked(word: str) -> str:
    """A word with its marks as the index has it, its tone last: ``hoà`` and ``hòa`` → ``'hoà``. Empty without marks."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "".join(sorted(sign for sign in letters if sign in TONES))
    bare = unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in TONES))
    return "" if (bare + tones).isascii() else f"'{bare}{tones}"[:LONGEST]


def _first_free(session: Session, kind: EntryKind) -> int:
    last = session.scalar(select(func.max(SearchEntry.id)).where(SearchEntry.kind == kind))
    return KINDS.index(kind) * OF_A_KIND if last is None else last + 1


def _row(number: int, entry: Entry) -> dict[str, Any]:
    return {
        "id": number,
        "kind": entry.kind.value,
        "ref": entry.ref,
        "title": entry.title,
        "title_en": entry.title_en,
        "context": entry.context,
        "context_en": entry.context_en,
        "keywords": entry.keywords,
    }


def words_of(row: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The words of an entry's titles, and those that only its other texts have."""
    titled = _words(f"{row['title']} {row['title_en']}")
    return titled, _words(f"{row['context']} {row['context_en']} {row['keywords']}") - titled


def _words(text: str) -> set[str]:
    written = {marked(word) for word in text.split()} - {""}
    return {word[:LONGEST] for word in fold(text).split()} | written


def _change_terms(
    session: Session, rows: Iterable[Mapping[str, Any]], change: Callable[[Numbers, Numbers], Numbers]
) -> None:
    """Add entries to the cells of their words, or take them out."""
    found: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for row in rows:
        for words, place in zip(words_of(row), (0, 1), strict=True):
            for word in words:
                found[word][place].append(row["id"])
    for some in portions(sorted(found)):
        _write_terms(session, {word: found[word] for word in some}, change)


def _write_terms(
    session: Session,
    found: Mapping[str, tuple[list[int], list[int]]],
    change: Callable[[Numbers, Numbers], Numbers],
) -> None:
    there = {term.word: term for term in session.scalars(select(SearchTerm).where(SearchTerm.word.in_(found)))}
    added = []
    for word, cells in found.items():
        if (term := there.get(word)) is None:
            titled, told = (_cell(sorted(cell)) for cell in cells)
            added.append({"word": word, "titled": titled, "told": told})
            continue
        titled, told = (
            _cell(change(numbers_of(cell), np.array(sorted(more), "<u4")))
            for cell, more in zip((term.titled, term.told), cells, strict=True)
        )
        this = SearchTerm.word == word
        stays = update(SearchTerm).where(this).values(titled=titled, told=told)
        session.execute(stays if titled or told else delete(SearchTerm).where(this))
    if added:
        session.execute(insert(SearchTerm), added)
    session.expire_all()


def _cell(numbers: Iterable[int] | Numbers) -> bytes:
    return np.asarray(numbers, "<u4").tobytes()
