"""Rows as the public reads them, and what an attack makes of them."""

from collections.abc import Mapping, Sequence

from portal.publishing.attack import Exposure, PublicRow, Report, Rule, attack_rows

ACCOUNTS = Rule("accounts", stock=True, cumulative=False, population="adults", protected=True)
SKILLS = Rule("skills", stock=True, cumulative=False, population="adults", protected=True)
CARDS = Rule("cards", stock=True, cumulative=True, population="eligible", protected=True)
COVERAGE = Rule("coverage", stock=True, cumulative=False, population="adults", protected=False)
DOSSIERS = Rule("dossiers", stock=False, cumulative=False, population="dossiers", protected=True)
VISITS = Rule("visits", stock=False, cumulative=False, population="", protected=True)
RULES = {rule.code: rule for rule in (ACCOUNTS, SKILLS, CARDS, COVERAGE, DOSSIERS, VISITS)}

Count = tuple[int, int]


def shown(
    village: str | None,
    numerator: int,
    denominator: int | None,
    *,
    of: str = "accounts",
    at: str = "2026-10",
    since: int = 1,
    until: int | None = None,
) -> PublicRow:
    """A figure that is published; ``village`` None for the commune's own."""
    return PublicRow(of, village, at, numerator, denominator, "normal", since, until)


def withheld(
    village: str,
    denominator: int | None,
    *,
    of: str = "accounts",
    at: str = "2026-10",
    since: int = 1,
    until: int | None = None,
) -> PublicRow:
    return PublicRow(of, village, at, None, denominator, "withheld", since, until)


def attack(*rows: PublicRow, k: int = 5, **more: object) -> Report:
    return attack_rows(rows, RULES, threshold=k, **more)  # type: ignore[arg-type]


def numerators(report: Report) -> dict[tuple[str, str], tuple[int, int]]:
    """What anyone can say of the numerators that are exposed, by village and period."""
    return ranges(report, "numerator")


def ranges(report: Report, quantity: str) -> dict[tuple[str, str], tuple[int, int]]:
    return {(e.village, e.period): (e.low, e.high) for e in outside(report) if e.quantity == quantity}


def outside(report: Report) -> list[Exposure]:
    return [e for e in report.exposures if e.insider is None]


def by_insiders(report: Report) -> dict[tuple[str, str, str, str | None], tuple[int, int]]:
    found = [e for e in report.exposures if e.insider is not None]
    return {(e.indicator, e.village, e.period, e.insider): (e.low, e.high) for e in found}


def publish(
    truth: Mapping[str, Count],
    hidden: Sequence[str],
    *,
    of: str = "accounts",
    at: str = "2026-10",
    since: int = 1,
    until: int | None = None,
    hides_size: Sequence[str] = (),
) -> list[PublicRow]:
    """A table of true figures with its commune's row; ``hidden`` are withheld, ``hides_size`` with their size."""
    life = {"of": of, "at": at, "since": since, "until": until}
    total = shown(None, sum(n for n, _ in truth.values()), sum(d for _, d in truth.values()), **life)  # type: ignore[arg-type]
    rows = [
        withheld(village, None if village in hides_size else d, **life)  # type: ignore[arg-type]
        if village in hidden
        else shown(village, n, d, **life)  # type: ignore[arg-type]
        for village, (n, d) in truth.items()
    ]
    return [total, *rows]
