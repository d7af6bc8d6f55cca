"""What is wrong, where, and what to do, in both languages.

A check adds problems and goes on, so that one pass names them all; ``Refused`` carries them out, and whoever catches
it has stored nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong. ``where`` is file, row and column, or file and feature number."""

    code: str
    where: str
    message: str
    message_en: str
    fix: str
    fix_en: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.fix}\n    {self.message_en} {self.fix_en}"


class Refused(Exception):
    """The input has problems; nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PublishingError(Refused):
    """A submission cannot take its next step or be released; everything is as it was."""


def refuse(code: str, where: str, message: str, message_en: str, fix: str, fix_en: str) -> PublishingError:
    """The refusal of one step, to be raised."""
    return PublishingError([Problem(code, where, message, message_en, fix, fix_en)])
