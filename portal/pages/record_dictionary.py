"""The dictionary of the files of records, in the language of the page."""

from portal.domain.dictionary import RECORDS, Column
from portal.i18n import localized
from portal.pages.dictionary import meaning_of


def a_row(group: str) -> str:
    """What a row of a group's files is; empty for a group of indicators."""
    return localized(RECORDS[group], "row") if group in RECORDS else ""


def page_of(group: str, commune: str) -> str:
    """The page that shows what the files hold; empty where the plan's pages do."""
    pages = {"budget": "/money", "support-programmes": "/programmes", "community-teams": "/teams"}
    return f"{pages[group]}?commune={commune}" if group in pages else ""


def columns(group: str) -> list[tuple[str, str]]:
    """The columns of a group's files in their order, each with its meaning; none for a group of indicators."""
    return [(column.name, _told(column)) for column in RECORDS[group].columns] if group in RECORDS else []


def _told(column: Column) -> str:
    """Its meaning, and its codes with theirs."""
    codes = ", ".join(f"{word.code} ({meaning_of(word)})" for word in column.words)
    return f"{meaning_of(column)} {codes}" if codes else meaning_of(column)
