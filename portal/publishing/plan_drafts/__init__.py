"""A draft of a plan's data, and what a person decides about its rows: at the desk, in a workbook, over readings."""
