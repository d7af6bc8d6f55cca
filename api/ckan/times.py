"""Instants as CKAN writes them: naive UTC, always with microseconds, so that they can be compared as texts."""

import datetime as dt

PATTERN = "%Y-%m-%dT%H:%M:%S.%f"


def instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime(PATTERN)


def day(on: dt.date | None) -> str:
    """The beginning of a day; of the first day of today's communes where none is known."""
    return f"{on or dt.date(2025, 7, 1)}T00:00:00.000000"
