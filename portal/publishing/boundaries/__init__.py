"""Outlines of places from an operator's file into the public store, and back out of it.

Every feature is checked before anything is stored, and all problems are named together. An imported outline is kept as
kind ``reference``, as precise as it came and thinned out for screens.
"""

from portal.publishing.boundaries.exporting import export_boundaries
from portal.publishing.boundaries.importing import Imported, Wanted, import_boundaries
from portal.publishing.boundaries.report import make_report, report_lines
from portal.publishing.boundaries.storing import Placed, put_outlines, put_schematic
from portal.publishing.boundaries.taking import take_boundaries
from portal.publishing.boundaries.text import geometry_text

__all__ = [
    "Imported",
    "Placed",
    "Wanted",
    "export_boundaries",
    "geometry_text",
    "import_boundaries",
    "make_report",
    "put_outlines",
    "put_schematic",
    "report_lines",
    "take_boundaries",
]
