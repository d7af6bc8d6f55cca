"""A commune to read workbooks for: twenty villages, the real indicators, two months in force."""

import csv
import datetime as dt
import random

from portal.publishing.intake import Commune, Context, Known, Measure, Village
from portal.settings import DATA

TODAY = dt.date(2026, 11, 22)
COMMUNE = Commune("99002", "tra-mai", "Phường Trà Mai", "phường", dt.date(2025, 7, 1))
GROUPS = {"digital-society": ("Xã hội số", "Digital society"), "infrastructure": ("Hạ tầng số", "Infrastructure")}
HELD = (
    "coverage-5g",
    "smartphone-households",
    "vneid-level2",
    "digital-signature",
    "digital-accounts",
    "digital-skills",
)
FLOWS = ("services-online-use", "dossiers-online")


def measures() -> dict[str, Measure]:
    """The indicators of ``data/indicators.csv``."""
    with (DATA / "indicators.csv").open(encoding="utf-8") as file:
        return {row["code"]: _measure(row) for row in csv.DictReader(file)}


def _measure(row: dict[str, str]) -> Measure:
    title, title_en = GROUPS.get(row["group"], (row["group"], row["group"]))
    return Measure(
        code=row["code"],
        name=row["name_vi"],
        name_en=row["name_en"],
        short=row["short_vi"],
        short_en=row["short_en"],
        group=row["group"],
        group_title=title,
        group_title_en=title_en,
        level=row["level"],
        unit=row["unit"],
        subject=row["subject"],
        nature=row["nature"],
        cumulative=row["cumulative"] == "yes",
        decimals=int(row["decimals"]),
        numerator=row["numerator_vi"] or None,
        numerator_en=row["numerator_en"] or None,
        denominator=row["denominator_vi"] or None,
        denominator_en=row["denominator_en"] or None,
    )


def villages() -> tuple[Village, ...]:
    """Fourteen residential groups and six thôn, two of them with names."""
    names = [(f"Tổ dân phố {n}", "tổ dân phố") for n in range(1, 15)]
    names += [(f"Thôn {n}", "thôn") for n in range(1, 5)] + [("Thôn Hòa Bình", "thôn"), ("Thôn Đức Thủy", "thôn")]
    return tuple(
        Village(f"{COMMUNE.code}-{n:02}", f"v{n}", name, unit) for n, (name, unit) in enumerate(names, start=1)
    )


def make_context(*, before: dict[tuple[str, str, str], Known] | None = None, today: dt.date = TODAY) -> Context:
    return Context(COMMUNE, villages(), measures(), figures() if before is None else before, today)


def figures() -> dict[tuple[str, str, str], Known]:
    """August and September 2026 of the stocks, the second quarter of the flows."""
    rng = random.Random(7)  # noqa: S311 - made-up figures, not secrets
    found: dict[tuple[str, str, str], Known] = {}
    for village in villages():
        people = rng.randint(420, 1600)
        sizes = {
            "Tổng số hộ": people // 4,
            "Số người đủ điều kiện": people * 4 // 5,
            "Số người trưởng thành": people * 7 // 10,
        }
        for code in HELD:
            size = sizes[measures_once()[code].denominator or ""]
            share = rng.uniform(0.3, 0.8)
            for grown, period in enumerate(("2026-08", "2026-09")):
                found[code, village.code, period] = Known(int(size * (share + 0.02 * grown)), size, None)
        for code in FLOWS:
            size = rng.randint(60, 200)
            found[code, village.code, "2026-Q2"] = Known(int(size * 0.6), size, None)
    return found


_MEASURES: dict[str, Measure] = {}


def measures_once() -> dict[str, Measure]:
    if not _MEASURES:
        _MEASURES.update(measures())
    return _MEASURES
