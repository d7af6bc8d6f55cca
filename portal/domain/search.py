"""Search: the entries that have every word of what was typed, the nearest first.

``duong``, ``đường`` and ``Đường`` find the same entries, and what has the marks as typed comes first; the last word
may be a beginning. Where nothing has all the words, words that differ by one letter are tried: one too many, too few,
wrong, or two that changed places.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from portal.db import Condition, portions
from portal.domain.folding import fold
from portal.domain.search_index import (
    KINDS,
    OF_A_KIND,
    EntryKind,
    Numbers,
    SearchEntry,
    SearchTerm,
    marked,
    numbers_of,
)

LIMIT = 50
MOST_WORDS = 8
NEAREST = 200  # whose titles are compared with what was typed
MISTAKEN = 3  # letters from which a word may have a mistake; numbers never
RIGHT = 1 << 12  # added for a word without a mistake, more than all scores together
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

IN_TITLE, TITLE_BEGINS, ELSEWHERE, ELSEWHERE_BEGINS, AS_WRITTEN = 60, 40, 20, 10, 5
"""What a word of an entry counts."""

Scores: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Matches:
    """The entries that match, ascending, each with its score.

    :param corrected: whether words that differ by a letter were taken, since none had the words as typed.
    """

    typed: str
    numbers: Numbers
    scores: Scores
    corrected: bool = False

    @property
    def counts(self) -> dict[EntryKind, int]:
        """How many there are of each kind, in the order of kinds."""
        edges = np.searchsorted(self.numbers, [at * OF_A_KIND for at in range(len(KINDS) + 1)])
        counted = {kind: int(edges[at + 1] - edges[at]) for at, kind in enumerate(KINDS)}
        return {kind: number for kind, number in counted.items() if number}

    def of(self, kind: EntryKind) -> "Matches":
        first = KINDS.index(kind) * OF_A_KIND
        some = slice(*np.searchsorted(self.numbers, [first, first + OF_A_KIND]))
        return Matches(self.typed, self.numbers[some], self.scores[some], self.corrected)

    def best(self, most: int) -> list[int]:
        """The numbers of the entries with the highest scores; of one score in the order of the index."""
        keys = (np.int64(1 << 20) - self.scores << 32) | self.numbers.astype(np.int64)
        if len(keys) > most:
            keys = np.partition(keys, most)[:most]
        return [int(key) & 0xFFFFFFFF for key in np.sort(keys)]


@dataclass(frozen=True)
class Results:
    total: int
    entries: list[SearchEntry]
    counts: dict[EntryKind, int] = field(default_factory=dict)
    corrected: bool = False


def search(session: Session, text: str, *, kind: EntryKind | None = None, limit: int = LIMIT) -> Results:
    """Entries that have every word of ``text``, the last as a beginning; the nearest first.

    :param kind: list only these; the counts are of all kinds.
    """
    found = match(session, text)
    entries = list_entries(session, found.of(kind) if kind else found, limit)
    return Results(len(found.numbers), entries, found.counts, found.corrected)


def match(session: Session, text: str) -> Matches:
    """What has every word of a text, the last as a beginning, else with words that differ by a letter."""
    words = words_of(text)
    typed = unicodedata.normalize("NFC", text).lower().strip()
    if not words:
        return Matches(typed, *_NONE)
    written = {marked(word) for word in text.split()} - {""}
    exact = _together(_exact(session, words))
    if len(exact[0]):
        return Matches(typed, *_raise(session, exact, written))
    near = _fewest_mistakes(_together(_near(session, words)))
    return Matches(typed, *near, corrected=bool(len(near[0])))


def words_of(text: str) -> list[str]:
    """The folded words that are looked for."""
    return list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]


def list_entries(session: Session, matches: Matches, limit: int) -> list[SearchEntry]:
    """The nearest entries: by what their titles have of the text typed, then by score."""
    order = {number: at for at, number in enumerate(matches.best(max(limit, NEAREST)))}
    found: list[SearchEntry] = []
    for some in portions(order):
        found += session.scalars(select(SearchEntry).where(SearchEntry.id.in_(some)))
    found.sort(key=lambda entry: (-nearness(entry, matches.typed), order[entry.id]))
    return found[:limit]


def select_refs(session: Session, text: str, kind: EntryKind) -> Select[str] | None:
    """What has the words of a text, of a kind, as a query for narrowing another; None when the text has no word."""
    return _select_refs(match(session, text), kind) if words_of(text) else None


def select_refs_with_word(session: Session, word: str, kind: EntryKind) -> Select[str]:
    """What has a folded word, whole, in its title, its place's name or its keywords."""
    found = _together([_of_words(session, [word])])
    return _select_refs(Matches(word, *found), kind)


MOST_ASKED = 5000  # conditions of a statement


def _select_refs(found: Matches, kind: EntryKind) -> Select[str]:
    numbers = [int(number) for number in found.of(kind).numbers]
    asked = SearchEntry.id.in_(numbers) if len(numbers) < MOST_ASKED else _spans(numbers)
    return select(SearchEntry.ref).where(SearchEntry.kind == kind, asked)


def _spans(numbers: Sequence[int]) -> Condition:
    """The condition of very many numbers: as ranges, since a statement has a length; the first ``MOST_ASKED`` of them.

    The entries of a kind lie together, so that a word of nearly all of them makes few ranges.
    """
    ends = [at for at, number in enumerate(numbers) if at + 1 == len(numbers) or numbers[at + 1] != number + 1]
    starts = [0, *(end + 1 for end in ends[:-1])]
    spans = list(zip(starts, ends, strict=True))[:MOST_ASKED]
    return or_(*[SearchEntry.id.between(numbers[start], numbers[end]) for start, end in spans])


Found: TypeAlias = tuple[Numbers, Scores]
_NONE: Found = np.empty(0, np.uint32), np.empty(0, np.int64)


def _exact(session: Session, words: Sequence[str]) -> Iterator[Found]:
    """For each word the entries that have it, the last as a beginning."""
    yield _beginning_with(session, words[-1])
    for word in words[:-1]:
        yield _of_words(session, [word])


def _near(session: Session, words: Sequence[str]) -> Iterator[Found]:
    """For each word the entries that have it or one that differs by a letter."""
    for word in words:
        numbers, scores = _beginning_with(session, word) if word is words[-1] else _of_words(session, [word])
        mistaken = len(word) >= MISTAKEN and word.isalpha()
        yield _best_of([(numbers, scores + RIGHT), _of_words(session, variants(word)) if mistaken else _NONE])


def _fewest_mistakes(found: Found) -> Found:
    """Those with the most words as typed."""
    numbers, scores = found
    if not len(numbers):
        return _NONE
    right = scores // RIGHT
    fewest = right == right.max()
    return numbers[fewest], scores[fewest] % RIGHT


def variants(word: str) -> list[str]:
    """Every word at a distance of one letter: one left out, two changed places, one other, one more."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in parts if b for letter in LETTERS}
    more = {a + letter + b for a, b in parts for letter in LETTERS}
    return sorted((fewer | swapped | other | more) - {word, ""})


def _of_words(session: Session, words: Iterable[str]) -> Found:
    cells: list[Found] = []
    for some in portions(words):
        query = select(SearchTerm.titled, SearchTerm.told).where(SearchTerm.word.in_(some))
        cells += _scored(session, query, IN_TITLE, ELSEWHERE)
    return _best_of(cells)


def _beginning_with(session: Session, word: str) -> Found:
    """The entries that have the word, or a longer one that begins so; a single letter stands for itself alone."""
    whole = _of_words(session, [word])
    if len(word) == 1 and not word.isdigit():
        return whole
    longer = select(SearchTerm.titled, SearchTerm.told).where(
        SearchTerm.word > word,
        SearchTerm.word < word + "{",  # the character after "z"
    )
    return _best_of([whole, *_scored(session, longer, TITLE_BEGINS, ELSEWHERE_BEGINS)])


def _scored(session: Session, query: Select[bytes, bytes], in_title: int, elsewhere: int) -> list[Found]:
    found = []
    for titled, told in session.execute(query):
        for cell, score in ((titled, in_title), (told, elsewhere)):
            if cell:
                numbers = numbers_of(cell)
                found.append((numbers, np.full(len(numbers), score, np.int64)))
    return found


def _best_of(cells: Sequence[Found]) -> Found:
    """All entries of the cells, each with the best of its scores."""
    cells = [cell for cell in cells if len(cell[0])]
    if len(cells) < 2:
        return cells[0] if cells else _NONE
    keys = np.concatenate([numbers.astype(np.int64) << 20 | scores for numbers, scores in cells])
    keys.sort(kind="stable")  # sorted runs: merged
    numbers = keys >> 20
    last = np.append(numbers[1:] != numbers[:-1], True)
    return numbers[last].astype(np.uint32), keys[last] & 0xFFFFF


def _together(found: Iterable[Found]) -> Found:
    """The entries that all have, their scores added up; stops where none is left."""
    numbers, scores = None, _NONE[1]
    for more, more_scores in found:
        if numbers is None:
            numbers, scores = more, more_scores
            continue
        if not len(numbers) or not len(more):
            return _NONE
        places = np.searchsorted(more, numbers).clip(max=len(more) - 1)
        both = more[places] == numbers
        numbers, scores = numbers[both], scores[both] + more_scores[places[both]]
    return _NONE if numbers is None else (numbers, scores)


def _raise(session: Session, found: Found, written: Iterable[str]) -> Found:
    """The same, those that have words with their marks as typed the nearer."""
    numbers, scores = found
    scores = scores.copy()
    for word in written:
        having, _ = _of_words(session, [word])
        if len(having):
            places = np.searchsorted(having, numbers).clip(max=len(having) - 1)
            scores[having[places] == numbers] += AS_WRITTEN
    return numbers, scores


def nearness(entry: SearchEntry, typed: str) -> int:
    """3: the title is what was typed; 2: it has it with its marks; 1: it has the words; 0: the context has them."""
    titles = [unicodedata.normalize("NFC", t).lower() for t in (entry.title, entry.title_en)]
    if any(typed == title or fold(typed) == fold(title) for title in titles):
        return 3
    if any(typed in title for title in titles):
        return 2
    return 1 if any(fold(typed) in fold(title) for title in titles) else 0
