"""The dictionary of a dataset's files, in the language of the page."""

from portal.domain.dictionary import RECORDS, Column, Dictionary, Word, dictionary_of
from portal.i18n import localized

PAGES = {"budget": "/money", "support-programmes": "/programmes", "community-teams": "/teams"}


def columns(group: str) -> list[tuple[str, str]]:
    """The columns of a group's files in their order, each with its meaning."""
    book = dictionary_of(group)
    return [(column.name, _told(column, book)) for column in book.columns]


def statuses(group: str) -> list[tuple[str, str]]:
    """Each status that a group's observations can have, with its meaning; none of records."""
    return [(word.code, _meaning(word)) for word in dictionary_of(group).statuses]


def a_row(group: str) -> str:
    """What a row of a group's files is; empty for a group of indicators."""
    return localized(RECORDS[group], "row") if group in RECORDS else ""


def page_of(group: str, commune: str) -> str:
    """The page that shows what the files hold; empty where the plan's pages do."""
    return f"{PAGES[group]}?commune={commune}" if group in PAGES else ""


def _told(column: Column, book: Dictionary) -> str:
    """Its meaning, and its codes with theirs; the statuses stand in a table of their own."""
    words = () if column.words is book.statuses else column.words
    codes = ", ".join(f"{word.code} ({_meaning(word)})" for word in words)
    return f"{_meaning(column)} {codes}" if codes else _meaning(column)


def _meaning(thing: Column | Word) -> str:
    return localized(thing, "meaning")
