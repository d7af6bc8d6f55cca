"""What is asked in each load: the same question, in ours and in theirs."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench.against.stores import Scale

DAYS = [dt.date(2025, 8, 1) + dt.timedelta(n) for n in range(0, 440, 3)]
APART = 190  # days at least between the two, so that a hundred rows are found of whatever is asked
MANY = 40_000
SEED = 7
ROWS = 100
ITEMS = range(200, 230)  # of a page of outlines


@dataclass(frozen=True)
class Question:
    """Observations in a span of days: of a village, of an indicator in a commune's villages, of one in all places."""

    start: dt.date
    end: dt.date
    indicator: str | None
    commune: str | None
    village: str | None

    @property
    def ours(self) -> str:
        what = {"indicator": self.indicator, "within": self.commune, "locality": self.village}
        span = {"from": self.start.isoformat(), "to": self.end.isoformat(), "limit": ROWS}
        return "/api/v1/observations?" + _query(what | span)

    @property
    def datasette(self) -> str:
        what = {"indicator": self.indicator, "commune": self.commune, "locality": self.village}
        span = {"period_end__gte": self.start.isoformat(), "period_end__lte": self.end.isoformat(), "_size": ROWS}
        return "/figures/observations.json?" + _query(what | span)

    @property
    def datasette_array(self) -> str:
        return self.datasette + "&_shape=array"


def _query(values: dict[str, Any]) -> str:
    return urlencode({name: value for name, value in values.items() if value is not None})


def questions(
    indicators: Sequence[str | None], communes: Sequence[str | None], villages: Sequence[str | None]
) -> list[Question]:
    """So many that nobody is asked one twice, in an order that is the same in every run."""
    spans = [(a, b) for a, b in itertools.combinations(DAYS, 2) if (b - a).days >= APART]
    rng = random.Random(SEED)  # noqa: S311 - an order, not a secret
    most = min(MANY, len(spans) * len(indicators) * len(communes) * len(villages) // 2)
    chosen: dict[Question, None] = {}
    while len(chosen) < most:
        which = rng.choice(indicators), rng.choice(communes), rng.choice(villages)
        chosen[Question(*rng.choice(spans), *which)] = None
    return list(chosen)


def outlines(villages: int) -> list[str]:
    """Pages of about two hundred villages, each beginning and ending elsewhere."""
    pages = [(offset, limit) for offset in range(max(villages - ITEMS[-1], 1)) for limit in ITEMS]
    random.Random(SEED).shuffle(pages)  # noqa: S311
    return [f"/collections/villages/items?{urlencode({'limit': n, 'offset': o, 'f': 'json'})}" for o, n in pages]


def pages(scale: Scale, most: int = 20) -> list[str]:
    """Communes' pages, in both languages."""
    return [f"{lang}/localities/{code}" for code in scale.codes[:most] for lang in ("", "/en")]


def table_pages(scale: Scale, indicators: Sequence[str]) -> Iterator[str]:
    """Datasette's page of fifty rows of a commune, each another."""
    for indicator, code, month in itertools.product(indicators, scale.codes[:20], range(1, 10)):
        asked = {"commune": code, "indicator": indicator, "period": f"2026-{month:02}"}
        yield "/figures/observations?" + urlencode(asked)
