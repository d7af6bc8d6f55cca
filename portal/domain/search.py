"""Search: one index of folded words over places, plans, targets, tasks, indicators and datasets.

``duong``, ``đường`` and ``Đường`` find the same entries; an entry that also has the marks as typed comes first. The
index is two plain tables, the same on both databases; it is written again whenever what it covers changes.
"""

import enum
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, and_, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Condition, PublicBase, bytewise
from portal.domain.folding import fold

LIMIT = 50
MOST_WORDS = 8


class EntryKind(enum.StrEnum):
    """In the order in which results are listed."""

    COMMUNE = "commune"
    VILLAGE = "village"
    PLAN = "plan"
    INDICATOR = "indicator"
    DATASET = "dataset"
    TASK = "task"


class SearchEntry(PublicBase):
    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int]  # of the kind
    ref: Mapped[str] = mapped_column(String(200))  # slug, code or id; of a village "<commune>/<village>"
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    context: Mapped[str] = mapped_column(String(300))
    context_en: Mapped[str] = mapped_column(String(300))


class SearchWord(PublicBase):
    __tablename__ = "search_words"
    __table_args__ = (Index("ix_search_words_word_entry_id", "word", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("search_entries.id"), primary_key=True)
    word: Mapped[str] = mapped_column(bytewise(60), primary_key=True)  # so that a beginning is a range


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


@dataclass(frozen=True)
class Results:
    total: int
    entries: list[SearchEntry]
    counts: dict[EntryKind, int]


def rebuild_index(session: Session, entries: Iterable[Entry]) -> int:
    """Write the index anew; answers how many entries it has."""
    session.execute(delete(SearchWord))
    session.execute(delete(SearchEntry))
    return add_entries(session, entries)


def add_entries(session: Session, entries: Iterable[Entry]) -> int:
    """Put entries into the index beside those that are there; answers how many were put."""
    first = (session.scalar(select(func.max(SearchEntry.id))) or 0) + 1
    ranks = {kind: rank for rank, kind in enumerate(EntryKind)}
    rows, words = [], []
    for number, entry in enumerate(entries, start=first):
        rows.append({"id": number, "kind": entry.kind.value, "rank": ranks[entry.kind]} | _texts(entry))
        found = fold(f"{entry.title} {entry.title_en} {entry.context} {entry.context_en} {entry.keywords}").split()
        words += [{"entry_id": number, "word": word[:60]} for word in sorted(set(found))]
    if rows:
        session.execute(insert(SearchEntry), rows)
        session.execute(insert(SearchWord), words)
    return len(rows)


def remove_below(session: Session, kind: EntryKind, above: str) -> None:
    """Take out of the index what it holds of a kind under ``<above>/``."""
    those = and_(SearchEntry.kind == kind, SearchEntry.ref.startswith(f"{above}/", autoescape=True))
    session.execute(delete(SearchWord).where(SearchWord.entry_id.in_(select(SearchEntry.id).where(those))))
    session.execute(delete(SearchEntry).where(those))


def list_refs(session: Session, kind: EntryKind) -> set[str]:
    """What the index holds of a kind."""
    return set(session.scalars(select(SearchEntry.ref).where(SearchEntry.kind == kind)))


def _texts(entry: Entry) -> dict[str, Any]:
    return {
        "ref": entry.ref,
        "title": entry.title,
        "title_en": entry.title_en,
        "context": entry.context,
        "context_en": entry.context_en,
    }


def search(session: Session, text: str, *, kind: EntryKind | None = None, limit: int = LIMIT) -> Results:
    """Entries that have every word of ``text``, the last as a beginning; the nearest first.

    :param kind: list only these; the counts are of all kinds.
    """
    words = list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    if not words:
        return Results(0, [], {})
    matching = SearchEntry.id.in_(_ids_with(words))
    counts = _count_kinds(session, matching)
    query = select(SearchEntry).where(matching).order_by(SearchEntry.rank, SearchEntry.id)
    if kind is not None:
        query = query.where(SearchEntry.kind == kind)
    found = session.scalars(query.limit(max(limit * 4, 200)))
    typed = unicodedata.normalize("NFC", text).lower().strip()
    nearest = sorted(found, key=lambda e: (-nearness(e, typed), e.rank, e.id))
    return Results(sum(counts.values()), nearest[:limit], counts)


def select_refs(text: str, kind: EntryKind) -> Select[str] | None:
    """What ``search`` finds of a kind, as a query for narrowing another; None when the text has no word."""
    words = list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    if not words:
        return None
    return select(SearchEntry.ref).where(SearchEntry.kind == kind, SearchEntry.id.in_(_ids_with(words)))


def _ids_with(words: list[str]) -> Select[int]:
    query = select(SearchEntry.id)
    for word in words[:-1]:
        query = query.where(_has(SearchWord.word == word))
    return query.where(_has(_begins_with(words[-1])))


def _count_kinds(session: Session, matching: Condition) -> dict[EntryKind, int]:
    query = select(SearchEntry.kind, func.count()).where(matching).group_by(SearchEntry.kind, SearchEntry.rank)
    return {EntryKind(kind): count for kind, count in session.execute(query.order_by(SearchEntry.rank))}


def _has(condition: Condition) -> Condition:
    return SearchEntry.id.in_(select(SearchWord.entry_id).where(condition))


def _begins_with(word: str) -> Condition:
    return and_(SearchWord.word >= word, SearchWord.word < word + "{")  # "{" is the character after "z"


def nearness(entry: SearchEntry, typed: str) -> int:
    """3: the title is what was typed; 2: it has it with its marks; 1: it has the words; 0: the context has them."""
    titles = [unicodedata.normalize("NFC", t).lower() for t in (entry.title, entry.title_en)]
    if any(typed == title or fold(typed) == fold(title) for title in titles):
        return 3
    if any(typed in title for title in titles):
        return 2
    return 1 if any(fold(typed) in fold(title) for title in titles) else 0
