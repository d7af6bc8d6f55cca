"""An officer's file as a workbook of cells: hostile until a child process with limits has read it."""

from portal.publishing.workbooks.grid import Sheet, Value, Workbook, address
from portal.publishing.workbooks.limits import LIMITS, Limits, describe_limits
from portal.publishing.workbooks.reading import read_workbook

__all__ = ["LIMITS", "Limits", "Sheet", "Value", "Workbook", "address", "describe_limits", "read_workbook"]
