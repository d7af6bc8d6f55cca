"""The subjects of the portal, one module each; none knows a web framework.

Importing this package maps every table of the public store.
"""

from portal.domain import (
    boundaries,
    datasets,
    indicators,
    localities,
    obligations,
    observations,
    plans,
    releases,
    search,
    tasks,
)

__all__ = [
    "boundaries",
    "datasets",
    "indicators",
    "localities",
    "obligations",
    "observations",
    "plans",
    "releases",
    "search",
    "tasks",
]
