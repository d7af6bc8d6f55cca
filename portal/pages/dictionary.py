"""The dictionary of a dataset's files, in the language of the page."""

from portal.domain.dictionary import FIGURES, STATUSES, Column, Word
from portal.i18n import localized


def columns() -> list[tuple[str, str]]:
    """The columns of a file of observations, in their order, each with its meaning."""
    return [(column.name, meaning_of(column)) for column in FIGURES.columns]


def statuses() -> list[tuple[str, str]]:
    """Each status with its meaning."""
    return [(word.code, meaning_of(word)) for word in STATUSES]


def meaning_of(thing: Column | Word) -> str:
    return localized(thing, "meaning")
