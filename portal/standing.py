"""Which schema a store has, and which this program needs."""

import enum
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from portal.db import Store
from portal.settings import ROOT

VERSIONS = "alembic_version"
"""The table that tells the version of a store's schema."""


class Stand(enum.StrEnum):
    """How a store's schema stands to the program."""

    NONE = "none"  # no table yet
    OLDER = "older"
    CURRENT = "current"
    UNKNOWN = "unknown"  # made by a newer program


@dataclass(frozen=True)
class Standing:
    """Of one store: the version it has (None: no tables) and those that the program knows."""

    name: str
    revision: str | None
    known: list[str]

    @property
    def stand(self) -> Stand:
        if self.revision is None:
            return Stand.NONE
        if self.revision not in self.known:
            return Stand.UNKNOWN
        return Stand.CURRENT if self.revision == self.known[-1] else Stand.OLDER

    @property
    def problem(self) -> str | None:
        """Why nothing may be served from it, in words."""
        if self.stand == Stand.OLDER:
            return (
                f"The {self.name} store has schema {self.revision}, and this program needs {self.known[-1]}: "
                "it is from an older program, or an upgrade was interrupted. Run `langso upgrade`."
            )
        if self.stand == Stand.UNKNOWN:
            return (
                f"The {self.name} store has schema {self.revision}, which this program (up to {self.known[-1]}) does "
                "not know: a newer program has upgraded it. Run that program, or go back with the newer program's "
                "`langso upgrade --back FOLDER`."
            )
        return None


def list_revisions(name: str) -> list[str]:
    """The versions that this program knows of the schema of the store ``public`` or ``desk``, the oldest first: the
    numbers of the migrations' files.
    """
    folder = ROOT / "portal" / "migrations" / name / "versions"
    return sorted(path.name.partition("_")[0] for path in folder.glob("[0-9]*_*.py"))


def get_revision(connection: Connection) -> str | None:
    """The version of a schema; None where there is none."""
    if VERSIONS not in inspect(connection).get_table_names():
        return None
    found: str | None = connection.scalar(text(f"select version_num from {VERSIONS}"))  # noqa: S608 - a name of ours
    return found


def find_standing(name: str, store: Store) -> Standing:
    """Of the store ``public`` or ``desk``.

    :raises sqlalchemy.exc.DBAPIError: it cannot be read.
    """
    known = list_revisions(name)
    if store.is_missing:
        return Standing(name, None, known)
    with store.reading() as session:
        return Standing(name, get_revision(session.connection()), known)
