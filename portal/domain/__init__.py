"""The subjects of the portal, one module each; none knows a web framework.

Importing this package maps every table of the public store.
"""

from portal.domain import (
    audit,
    boundaries,
    datasets,
    feedback,
    indicators,
    localities,
    money,
    obligations,
    observations,
    plans,
    programmes,
    records,
    released,
    releases,
    search,
    signal,
    tasks,
    teams,
)

__all__ = [
    "audit",
    "boundaries",
    "datasets",
    "feedback",
    "indicators",
    "localities",
    "money",
    "obligations",
    "observations",
    "plans",
    "programmes",
    "records",
    "released",
    "releases",
    "search",
    "signal",
    "tasks",
    "teams",
]
