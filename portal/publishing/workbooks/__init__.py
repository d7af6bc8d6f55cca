"""An officer's file as a workbook of cells: hostile until a child process with limits has read it."""

from portal.publishing.workbooks.grid import Sheet, Value, Workbook, address

__all__ = ["Sheet", "Value", "Workbook", "address"]
