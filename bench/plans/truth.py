"""The reviewed data of a plan, and the facts of it that a reader must find."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from portal.domain.folding import fold
from portal.settings import DATA

Row = dict[str, str]
Tables = dict[str, list[Row]]
Fact = tuple[str, ...]

TABLES = ("plan", "outline", "targets", "goals", "tasks", "responsibilities", "obligations", "bodies")
FIELDS = ("number", "issued_on", "year", "period_from", "period_to", "issuer", "basis", "signed_by_role", "title")
"""The particulars that are compared; a note is the reviewer's own."""


def read_truth(slug: str, folder: Path = DATA / "plans") -> Tables:
    """The reviewed tables of one plan, by name."""
    return {table: _read(folder / slug / f"{table}.csv") for table in TABLES}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> str:
    """A value without closing zeros: ``1.0`` is ``1``; what is no number stays as it is."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _names(text: str) -> str:
    return "; ".join(sorted(fold(name) for name in text.split(";") if name.strip()))


def _target(row: Mapping[str, str]) -> Fact:
    return (*_loose_target(row), number(row["value_high"]), row["section"], row["item"])


def _loose_target(row: Mapping[str, str]) -> Fact:
    return row["indicator"], row["comparator"], number(row["value"]), row["year"]


def _obligation(row: Mapping[str, str]) -> Fact:
    return tuple(row[column] for column in ("section", "item", "cadence", "due_day", "due_month"))


def _work(row: Mapping[str, str]) -> Fact:
    return row["section"], row["item"], _names(row["lead"]), _names(row["partners"]), row["due"]


def _place(row: Mapping[str, str]) -> Fact:
    return row["section"], row["item"]


def _bullet(row: Mapping[str, str]) -> Fact:
    return row["section"], row["item"].partition(".")[0]


KINDS: dict[str, tuple[str, Callable[[Mapping[str, str]], Fact]]] = {
    "outline": ("outline", lambda row: (row["section"],)),
    "targets": ("targets", _target),
    "targets, without their place": ("targets", _loose_target),
    "goals": ("goals", lambda row: (*_place(row), row["year"])),
    "tasks": ("tasks", _place),
    "tasks, by bullet": ("tasks", _bullet),
    "tasks with bodies and date": ("tasks", _work),
    "responsibilities": ("responsibilities", _place),
    "responsibilities, by bullet": ("responsibilities", _bullet),
    "responsibilities with bodies and date": ("responsibilities", _work),
    "obligations": ("obligations", _obligation),
    "obligations with bodies": (
        "obligations",
        lambda row: (*_obligation(row), _names(row["reporter"]), _names(row["recipient"])),
    ),
    "bodies": ("bodies", lambda row: (fold(row["name"]),)),
}
"""What is counted: its table, and what of a row must be right. Titles are a reviewer's own words and not compared."""

ONCE = frozenset({"tasks, by bullet", "responsibilities, by bullet"})
"""Counted once, however many: a reviewer parts a long bullet into the tasks that its sentences are."""

PARTICULARS = "plan particulars"


def list_facts(kind: str, tables: Mapping[str, Iterable[Mapping[str, str]]]) -> Counter[Fact]:
    """The facts of one of the ``KINDS``, or of the ``PARTICULARS``."""
    if kind == PARTICULARS:
        return Counter(fact for row in tables["plan"] for fact in _particulars(row))
    table, told = KINDS[kind]
    facts = [told(row) for row in tables[table]]
    return Counter(set(facts)) if kind in ONCE else Counter(facts)


def _particulars(row: Mapping[str, str]) -> list[Fact]:
    name, value = row["field"], row["value"].strip()
    if name not in FIELDS or not value:
        return []
    values = value.split("; ") if name == "basis" else [value]
    return [(name, fold(each.replace("UBND", "Ủy ban nhân dân"))) for each in values]
