"""Builders of hostile uploads: real files made by hand, and the code of the refusal each must get.

``CASES`` (figures) and ``OUTLINES`` give every one a name, so that tests and measurements walk the same list. Large
ones are cheap to make: one compressed block is written many times.
"""

from tests.publishing.hostile.case import Case
from tests.publishing.hostile.contents import claimed_dimension, empty_cells, formula, many_cells, scattered
from tests.publishing.hostile.mutation import mutate
from tests.publishing.hostile.outlines import OUTLINES, G, outlines, polygon, problems_of, ring
from tests.publishing.hostile.workbooks import CASES
from tests.publishing.hostile.zips import cells, good, relations, sheet_xml, text_cell, workbook_xml, written, xlsx

__all__ = [
    "CASES",
    "OUTLINES",
    "Case",
    "G",
    "cells",
    "claimed_dimension",
    "empty_cells",
    "formula",
    "good",
    "many_cells",
    "mutate",
    "outlines",
    "polygon",
    "problems_of",
    "relations",
    "ring",
    "scattered",
    "sheet_xml",
    "text_cell",
    "workbook_xml",
    "written",
    "xlsx",
]
