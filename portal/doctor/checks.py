"""What a check is, and what it finds."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.doctor.site import Site

Find = Callable[[Site], Iterable[str]]
"""What exactly is wrong, a sentence each; nothing where nothing is."""


class Level(enum.StrEnum):
    WRONG = "wrong"
    WARNING = "warning"


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong.

    :param wrong: what is the matter when it is found.
    :param of_desk: it looks at what only the desk's user may see.
    :param asks_network: it asks another host, and only where that is wanted.
    """

    code: str
    level: Level
    wrong: str
    mend: str
    find: Find
    of_desk: bool = False
    asks_network: bool = False


@dataclass(frozen=True)
class Finding:
    """That something is wrong, and what exactly."""

    check: Check
    about: str


def wrong(code: str, what: str, mend: str, find: Find, *, of_desk: bool = False) -> Check:
    return Check(code, Level.WRONG, what, mend, find, of_desk)


def warning(code: str, what: str, mend: str, find: Find, *, of_desk: bool = False) -> Check:
    return Check(code, Level.WARNING, what, mend, find, of_desk)
