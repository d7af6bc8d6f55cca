"""What the pages of a dataset say beside its catalogue entry."""

from typing import Any

from portal.domain.catalogue import RIGHTS, Entry
from portal.domain.citations import bibtex, cite
from portal.domain.datasets import DatasetFile
from portal.formats.mediatypes import FORMATS
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_number
from portal.pages import dictionary

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
OF_RECORDS = {
    "task-progress": "/api/v1/tasks",
    "reports": "/api/v1/obligations",
    "budget": "/api/v1/money",
    "support-programmes": "/api/v1/programmes",
    "community-teams": "/api/v1/teams",
}
"""Where the API has the rows of a group of records."""


def dictionary_of(entry: Entry) -> dict[str, Any]:
    """What a row, a column and a status of the files mean, and the page that shows the same."""
    group, commune = entry.dataset.group_code, entry.dataset.commune
    return {
        "columns": dictionary.columns(group),
        "statuses": dictionary.statuses(group),
        "a_row": dictionary.a_row(group),
        "page": dictionary.page_of(group, commune.slug),
    }


def format_name(file: DatasetFile) -> str:
    return localized(FORMATS[file.format], "title") if file.format in FORMATS else file.format


def format_bytes(count: int) -> str:
    """``12 kB``, ``1,4 MB``."""
    if count < MEGABYTE:
        return _("%(size)s kB", size=format_number(-(-count // KILOBYTE)))
    return _("%(size)s MB", size=format_number(count / MEGABYTE, 1))


def rights_text() -> str:
    return RIGHTS[int(language() == "en")]


def api_addresses(entry: Entry) -> list[str]:
    """Where a program reads the dataset's rows, whole and in part; without the portal's own address."""
    dataset = entry.dataset
    if entry.extent is None:
        return [f"{OF_RECORDS[dataset.group_code]}?commune={dataset.commune.slug}"]
    whole = f"/api/v1/observations?dataset={dataset.slug}"
    newest, indicator = entry.extent.periods[-1].text, entry.extent.indicators[0].code
    return [whole, f"{whole}&period={newest}", f"{whole}&indicator={indicator}&from={entry.extent.start.year}"]


FUNCTIONS = {
    "api_addresses": api_addresses,
    "bibtex": bibtex,
    "cite": cite,
    "format_bytes": format_bytes,
    "format_name": format_name,
    "rights_text": rights_text,
}
"""For the templates."""
