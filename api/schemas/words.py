"""Words that stand for things in the store, and never change their meaning."""

LEVELS = ("village", "commune")
NATURES = ("stock", "flow")
UNITS = ("percent", "count", "count-per-year", "index")
SUBJECTS = ("person", "household", "file", "infrastructure", "official", "organisation")

AMONG = (
    "among how many; stands beside a withheld value where it gives nothing away, and is 0 where there is nothing to "
    "count; null where there is no figure, where it is withheld too, and where the indicator has none"
)
"""What the denominator of a published figure is."""
