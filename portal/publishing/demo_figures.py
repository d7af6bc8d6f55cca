"""Made-up villages and figures for the demonstration: believable, and the same every time.

Nothing here is a fact about a real place but a commune's population. Growth follows an ease-out curve from a start
to an end rate of the commune, each village a little ahead or behind; small villages meet disclosure control, some
months are not reported, and numerators that can only grow only grow.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.periods import parse_period
from portal.publishing.submissions import Cell

SEED = 57
MONTHS = [parse_period(f"{2025 + (6 + n) // 12}-{(6 + n) % 12 + 1:02}") for n in range(16)]  # July 2025 to October 2026
QUARTERS = [parse_period(text) for text in ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")]
YEAR = parse_period("2025")
MISSED_REPORT = 0.012  # the share of village months that were not reported

# Nothing of coverage-6g: there is no 6G network to measure.
# Start (July 2025) and end (October 2026) rates in percent, and among whom: a share of residents, or households.
STOCKS = {
    "coverage-5g": (34.0, 63.0, "households"),
    "broadband-1g": (55.0, 63.0, "households"),
    "smartphone-households": (78.0, 89.0, "households"),
    "vneid-level2": (76.0, 86.5, "eligible"),
    "digital-signature": (0.8, 6.2, "adults"),
    "digital-accounts": (58.0, 74.0, "adults"),
    "digital-skills": (41.0, 66.0, "adults"),
    "adults-digital-services": (73.0, 79.5, "adults"),
    "adults-regular-digital-use": (38.0, 57.0, "adults"),
    "telehealth-access": (46.0, 71.0, "residents"),
    "digital-citizens": (27.0, 49.0, "adults"),
}
# Rates, and dossiers or transactions a resident a quarter.
FLOWS = {
    "cashless-transactions": (36.0, 64.0, 1.9),
    "services-online-use": (55.0, 81.0, 0.21),
    "dossiers-online": (52.0, 79.0, 0.17),
}
SHARES = {"residents": 1.0, "adults": 0.71, "eligible": 0.79}
PER_HOUSEHOLD = 3.6
# Commune-level rates, start and end, and the denominator's size.
COMMUNE_RATES = {
    "sti-budget-share": (0.7, 1.4, 21_000_000_000),
    "sti-grdp-share": (1.1, 1.8, 310_000_000_000),
    "staff-skills-trained": (61.0, 93.0, 74),
    "staff-skills-proficient": (64.0, 70.0, 118),
    "staff-digital-certificates": (55.0, 96.0, 74),
    "leaders-sti-expertise": (11.0, 17.0, 36),
    "schools-stem": (40.0, 47.0, 15),
    "services-full-online": (78.0, 87.0, 320),
    "dossiers-digitised": (48.0, 83.0, 5200),
    "digitised-data-reuse": (12.0, 34.0, 140),
    "procedures-any-office": (78.0, 66.0, 370),
    "procedures-business-online": (62.0, 97.0, 58),
    "transactions-contactless": (33.0, 69.0, 6100),
    "databases-connected": (22.0, 39.0, 18),
    "systems-cloud": (18.0, 19.0, 22),
    "data-lgsp": (8.0, 31.0, 26),
    "open-data-published": (0.0, 35.0, 20),
    "platforms-applied": (54.0, 60.0, 28),
    "computers-malware-protected": (71.0, 98.0, 96),
    "investment-projects-tech-ready": (40.0, 75.0, 20),
    "enterprises-innovating": (6.0, 9.5, 240),
    "enterprises-using-research": (3.0, 4.5, 240),
    "sme-digital": (33.0, 34.0, 225),
}
COMMUNE_COUNTS = {"startups": (0, 2), "startup-projects": (0, 2), "public-initiatives": (2, 9)}


@dataclass(frozen=True)
class MadeVillage:
    name: str
    name_en: str
    unit: str
    population: int
    households: int


@dataclass(frozen=True)
class Profile:
    """How a commune's demonstration differs: number of villages, head start in percentage points."""

    villages: int
    head_start: float
    hamlets: tuple[str, str, int] | None = None  # another kind of village, its English word, how many


PROFILES = {
    "dak-cam": Profile(24, -3.0, ("Thôn", "Village", 9)),
    "tra-cau": Profile(36, 1.5),
    "thuong-hong": Profile(29, 4.0),
    "phuoc-binh": Profile(34, -1.0, ("Thôn", "Village", 12)),
    "tan-lap": Profile(45, 0.0, ("Buôn", "Buon", 8)),
}


def make_villages(slug: str, unit: str, population: int, profile: Profile) -> list[MadeVillage]:
    """Villages whose sizes add up to the commune's real population."""
    rng = random.Random(f"{SEED}/villages/{slug}")  # noqa: S311 - made-up figures, not secrets
    weights = [min(2.2, max(0.11, rng.lognormvariate(-0.1, 0.55))) for _ in range(profile.villages)]
    sizes = share_out(population, weights)
    names = list(_names(unit, profile))
    return [
        MadeVillage(*name, population=size, households=max(12, round(size / rng.gauss(PER_HOUSEHOLD, 0.12))))
        for name, size in zip(names, sizes, strict=True)
    ]


def _names(unit: str, profile: Profile) -> Iterator[tuple[str, str, str]]:
    word, word_en = ("Thôn", "Village") if unit == "xã" else ("Tổ dân phố", "Residential group")
    other = profile.hamlets[2] if profile.hamlets else 0
    for number in range(1, profile.villages - other + 1):
        yield f"{word} {number}", f"{word_en} {number}", word.lower()
    if profile.hamlets:
        for number in range(1, other + 1):
            yield f"{profile.hamlets[0]} {number}", f"{profile.hamlets[1]} {number}", profile.hamlets[0].lower()


def share_out(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [math.floor(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], n))
    for n in by_remainder[: total - sum(shares)]:
        shares[n] += 1
    return shares


def curve(start: float, end: float, progress: float) -> float:
    """Growth that slows as it nears its end; ``progress`` from 0 to 1."""
    return start + (end - start) * (1.0 - math.pow(1.0 - progress, 1.6))


def village_cells(slug: str, codes: list[str], villages: list[MadeVillage], profile: Profile) -> list[Cell]:
    """Every figure of every village: stocks by month, flows by quarter and for the year 2025."""
    rng = random.Random(f"{SEED}/figures/{slug}")  # noqa: S311
    shifts = {indicator: profile.head_start + rng.gauss(0, 3.0) for indicator in [*STOCKS, *FLOWS]}
    cells: list[Cell] = []
    smallest = min(villages, key=lambda village: village.population)
    for code, village in zip(codes, villages, strict=True):
        lead = rng.gauss(0, 4.5) if village is not smallest else 40.0  # so nearly all there that few are left
        for indicator in STOCKS:
            cells += _stock(rng, indicator, code, village, lead + shifts[indicator])
        for indicator in FLOWS:
            cells += _flow(rng, indicator, code, village, lead + shifts[indicator])
    return cells


def _stock(rng: random.Random, indicator: str, code: str, village: MadeVillage, lead: float) -> Iterator[Cell]:
    start, end, whom = STOCKS[indicator]
    whole = village.households if whom == "households" else round(village.population * SHARES[whom])
    # A village leads or lags by less where there is little room: near 0 and near 100 %.
    own = lead * min(start, 100 - end, 20) / 20 + rng.gauss(0, 1.5)
    count = 0
    for n, month in enumerate(MONTHS):
        denominator = round(whole * (1 + 0.0007 * n)) if whom != "households" else whole
        rate = curve(start, end, n / (len(MONTHS) - 1)) + own + rng.gauss(0, 0.5)
        count = max(count, round(denominator * min(99.4, max(0.0, rate)) / 100))
        if rng.random() >= MISSED_REPORT:
            status = "provisional" if n == len(MONTHS) - 1 else "normal"
            yield Cell(indicator, code, month.text, min(count, denominator), denominator, status=status)


def _flow(rng: random.Random, indicator: str, code: str, village: MadeVillage, lead: float) -> Iterator[Cell]:
    start, end, each = FLOWS[indicator]
    totals: dict[str, tuple[int, int]] = {}
    for n, quarter in enumerate(QUARTERS):
        denominator = max(0, round(village.population * each * rng.gauss(1, 0.08)))
        rate = curve(start, end, n / (len(QUARTERS) - 1)) + lead + rng.gauss(0, 1.2)
        if rng.random() >= MISSED_REPORT:
            totals[quarter.text] = round(denominator * min(99.0, max(0.0, rate)) / 100), denominator
            yield Cell(indicator, code, quarter.text, *totals[quarter.text])
    yield from _whole_year(indicator, code, totals)


def _whole_year(indicator: str, code: str, totals: dict[str, tuple[int, int]]) -> Iterator[Cell]:
    """2025 of a commune that exists since 1 July: its two quarters, where both were reported."""
    if {"2025-Q3", "2025-Q4"} <= totals.keys():
        numerator, denominator = map(sum, zip(totals["2025-Q3"], totals["2025-Q4"], strict=True))
        yield Cell(indicator, code, YEAR.text, numerator, denominator)


def commune_cells(slug: str, code: str, population: int, profile: Profile) -> list[Cell]:
    """The figures a commune has as a whole: by quarter, and for the year 2025 where the year counts."""
    rng = random.Random(f"{SEED}/commune/{slug}")  # noqa: S311
    scale = population / 45_000
    cells: list[Cell] = []
    for indicator, (start, end, size) in COMMUNE_RATES.items():
        whole = max(6, round(size * scale * rng.uniform(0.85, 1.15)))
        lead = (profile.head_start + rng.gauss(0, 3.0)) * min(start, 100 - end, 20) / 20
        cells += _commune_rate(rng, indicator, code, (start + lead, end + lead), whole)
    for indicator, (low, high) in COMMUNE_COUNTS.items():
        cells += _commune_count(rng, indicator, code, low, high)
    cells += [Cell("hdi", code, q.text, value=round(0.706 + 0.0015 * n, 3)) for n, q in enumerate(QUARTERS)]
    return cells


def _commune_rate(
    rng: random.Random, indicator: str, code: str, ends: tuple[float, float], whole: int
) -> Iterator[Cell]:
    flow = indicator in {"sti-budget-share", "sti-grdp-share", "dossiers-digitised", "transactions-contactless"}
    totals: dict[str, tuple[int, int]] = {}
    for n, quarter in enumerate(QUARTERS):
        denominator = max(1, round(whole * rng.gauss(1, 0.06))) if flow else whole
        rate = curve(*ends, n / (len(QUARTERS) - 1)) * rng.gauss(1, 0.01)
        totals[quarter.text] = min(denominator, max(0, round(denominator * rate / 100))), denominator
        yield Cell(indicator, code, quarter.text, *totals[quarter.text])
    if flow:
        yield from _whole_year(indicator, code, totals)


def _commune_count(rng: random.Random, indicator: str, code: str, low: int, high: int) -> Iterator[Cell]:
    counts = sorted(rng.randint(low, high) for _ in QUARTERS)
    for quarter, count in zip(QUARTERS, counts, strict=True):
        yield Cell(indicator, code, quarter.text, count)
    if indicator != "startups":  # a stock; the others are counted over a year
        yield Cell(indicator, code, YEAR.text, counts[0] + counts[1])
