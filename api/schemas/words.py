"""Words that stand for things in the store, and never change their meaning."""

LEVELS = ("village", "commune")
NATURES = ("stock", "flow")
UNITS = ("percent", "count", "count-per-year", "index")
SUBJECTS = ("person", "household", "file", "infrastructure", "official", "organisation")
