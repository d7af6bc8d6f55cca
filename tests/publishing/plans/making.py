"""Fictitious plans as folders of files, made from a few lines."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from portal.publishing.plan_rows import COLUMNS

PARTICULARS = {
    "title": ("Kế hoạch thử nghiệm", "A trial plan"),
    "issuer": ("UBND phường", "People's Committee"),
    "period_from": ("2025", ""),
    "period_to": ("2035", ""),
}
Cells = Sequence[str]


def write_plan(
    folder: Path,
    targets: Iterable[str] = (),
    *,
    year: int = 2025,
    tasks: Iterable[Cells] = (),
    obligations: Iterable[Cells] = (),
    **particulars: str,
) -> Path:
    """A plan's folder.

    :param targets: such as ``"vneid-level2 >= 80 2030"``; a fifth word is the target it amends.
    :param tasks: (item, title) of each under the section II.
    :param obligations: (item, cadence, due_day) of each under the section III.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fields = PARTICULARS | {"year": (str(year), "")} | {name: (value, value) for name, value in particulars.items()}
    names = ("title", "issuer", "number", "issued_on", "year", "period_from", "period_to", "basis", "note")
    sections = [("I", "Mục tiêu", "Goals"), ("II", "Nhiệm vụ", "Tasks"), ("III", "Báo cáo", "Reports")]
    rows: dict[str, list[dict[str, str]]] = {
        "plan": [dict(zip(COLUMNS["plan"], (name, *fields.get(name, ("", ""))), strict=True)) for name in names],
        "outline": [dict(zip(COLUMNS["outline"], cells, strict=True)) for cells in sections],
        "targets": [_target(number, words.split()) for number, words in enumerate(targets, start=1)],
        "tasks": [{"section": "II", "item": item, "title": title, "title_en": f"EN {title}"} for item, title in tasks],
        "obligations": [
            {"section": "III", "item": item, "cadence": cadence, "due_day": day, "due_month": ""}
            for item, cadence, day in obligations
        ],
    }
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows.get(name, ()))
    return folder


def _target(number: int, words: list[str]) -> dict[str, str]:
    indicator, comparator, value, year, *amends = words
    low, _, high = value.partition("-")
    return {
        "indicator": indicator,
        "comparator": comparator,
        "value": low,
        "value_high": high,
        "year": "" if year == "undated" else year,
        "section": "I",
        "item": str(number),
        "amends": amends[0] if amends else "",
    }
