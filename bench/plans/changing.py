"""A plan with other years or other numbers; the tables say the same as the text."""

import random
import re
from dataclasses import replace

from bench.plans.plan import BODY, Plan
from portal.publishing.plan_reading.piece import Part

FIRST_YEAR = 2025
_YEAR = re.compile(r"(?<![\d/.])20[2-5]\d(?![\d/%])")
_DATED = re.compile(r"(?:tháng (?:\d{1,2} )?năm |\d-\d{1,2}-)$")
_NUMBER = re.compile(r"(?<![\d.,/\w])\d+(?:[.,]\d+)?(?![\d/\w]|[.,]\d)")
DATES = {"targets": ("year",), "goals": ("year",), "tasks": ("due",), "responsibilities": ("due",)}


def move_years(plan: Plan, chance: random.Random) -> Plan:
    """Every milestone one to five years later; dates of documents, and years before the first milestone, stay."""
    years = chance.randint(1, 5)

    def later(match: re.Match[str]) -> str:
        if int(match[0]) < FIRST_YEAR or _DATED.search(match.string[: match.start()]):
            return match[0]
        return str(int(match[0]) + years)

    def change(table: str, row: dict[str, str]) -> dict[str, str]:
        if table == "plan":
            moved = row["field"] in ("period_from", "period_to") and row["value"]
            return row | {"value": str(int(row["value"]) + years)} if moved else row
        return row | {name: _later(row[name], years) for name in DATES.get(table, ())}

    told = tuple(replace(s, text=_YEAR.sub(later, s.text)) if s.part is not Part.TAIL else s for s in plan.told)
    return replace(plan, told=told, truth=plan.with_rows(change))


def _later(date: str, years: int) -> str:
    return f"{int(date[:4]) + years}{date[4:]}" if date else date


def change_values(plan: Plan, chance: random.Random) -> Plan:
    """Other numbers for targets. Where a paragraph has the same number elsewhere too, that target keeps its own."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in plan.truth["targets"]:
        rows.setdefault((row["section"], row["item"]), []).append(row)
    changed: dict[int, dict[str, str]] = {}
    told = list(plan.told)
    for number, said in enumerate(told):
        if said.part in BODY and (here := rows.get((said.path, said.item))):
            text = said.text
            for row in here:
                text, changed_row = _change_value(text, row, chance)
                changed[id(row)] = changed_row
            told[number] = replace(said, text=text)
    targets = [changed.get(id(row), row) for row in plan.truth["targets"]]
    return replace(plan, told=tuple(told), truth={**plan.truth, "targets": targets})


def _change_value(text: str, row: dict[str, str], chance: random.Random) -> tuple[str, dict[str, str]]:
    names = [name for name in ("value", "value_high") if row[name]]
    found = {name: [m for m in _NUMBER.finditer(text) if _value(m[0]) == float(row[name])] for name in names}
    if not names or any(len(matches) != 1 for matches in found.values()):
        return text, row
    step = _step([float(row[name]) for name in names], chance)
    new = dict(row)
    for name in reversed(names):
        match = found[name][0]
        number = round(float(row[name]) + step, 2)
        new[name] = f"{number:g}"
        text = text[: match.start()] + _written(number, match[0]) + text[match.end() :]
    return text, new


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _step(values: list[float], chance: random.Random) -> float:
    """How much more or less: percentages stay below 100, counts above 0."""
    low, high = min(values), max(values)
    if low != int(low):
        return chance.randint(1, 9) / 10 if high >= 1 else 0.05
    if high <= 10:
        return chance.randint(1, 9)
    return chance.randint(5 - int(low) if low > 5 else 1, 99 - int(high) if high < 90 else -2)


def _written(number: float, before: str) -> str:
    """In the writing of the number before: ``02`` stays of two digits, ``1,5`` keeps its comma."""
    text = f"{number:g}"
    if before.startswith("0") and len(before) == 2:
        return text.zfill(2)
    return text.replace(".", "," if "." not in before else ".")
