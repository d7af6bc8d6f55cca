"""The dictionary: what each column of a dataset's files holds, and what each of its codes means.

In both languages and without a page around it, since files, pages, CKAN and the API's description all print it.
"""

from portal.domain.dictionary.columns import Column, Dictionary, Type, Word
from portal.domain.dictionary.figures import FIGURES, STATUSES, UNITS, unit_of
from portal.domain.dictionary.records import BUDGET, COMMUNITY_TEAMS, REPORTS, SUPPORT_PROGRAMMES, TASK_PROGRESS

RECORDS = {
    "task-progress": TASK_PROGRESS,
    "reports": REPORTS,
    "budget": BUDGET,
    "support-programmes": SUPPORT_PROGRAMMES,
    "community-teams": COMMUNITY_TEAMS,
}
"""By the code of the group of their datasets."""


def dictionary_of(group: str) -> Dictionary:
    """The dictionary of the files of a group's datasets: of records, else of observations."""
    return RECORDS.get(group, FIGURES)


__all__ = [
    "FIGURES",
    "RECORDS",
    "STATUSES",
    "UNITS",
    "Column",
    "Dictionary",
    "Type",
    "Word",
    "dictionary_of",
    "unit_of",
]
