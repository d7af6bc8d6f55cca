"""An officer's workbook, understood: figures, and everything wrong or doubtful with its cell, in one pass."""

from portal.publishing.intake.context import Commune, Context, Known, Measure, Village
from portal.publishing.intake.findings import Finding, Intake, ReadFigure, Severity
from portal.publishing.intake.gathering import context_of
from portal.publishing.intake.marking import marked_workbook
from portal.publishing.intake.template import template
from portal.publishing.intake.understanding import understand

__all__ = [
    "Commune",
    "Context",
    "Finding",
    "Intake",
    "Known",
    "Measure",
    "ReadFigure",
    "Severity",
    "Village",
    "context_of",
    "marked_workbook",
    "template",
    "understand",
]
