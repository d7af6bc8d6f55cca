"""What the checks say, and what they let through: findings with their cell, and figures that remember theirs."""

import enum
from dataclasses import dataclass

from portal.publishing.submissions import Cell


class Severity(enum.StrEnum):
    """An error blocks; a warning asks for a word of explanation that stays with the release."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing wrong or doubtful.

    ``code`` is one of ``portal.publishing.intake.catalogue``; ``cell`` is an address such as C7, None where the whole
    sheet or file is meant.
    """

    code: str
    severity: Severity
    sheet: str | None
    cell: str | None
    message: str
    message_en: str
    rule: str
    rule_en: str
    fix: str
    fix_en: str


@dataclass(frozen=True)
class ReadFigure:
    """A figure and the cell its count (or value) stands in."""

    cell: Cell
    sheet: str
    address: str


@dataclass(frozen=True)
class Intake:
    """What a workbook holds: the figures without an error, and everything found, in the order of the sheets."""

    figures: tuple[ReadFigure, ...]
    findings: tuple[Finding, ...]
