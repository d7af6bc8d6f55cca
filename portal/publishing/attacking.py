"""The disclosure audit of one release, before it may be approved: the attack, run on the rows as they will stand."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.indicators import list_indicators
from portal.domain.localities import Locality
from portal.domain.releases import REPORTED
from portal.publishing.attack import attack_commune
from portal.publishing.problems import Problem, PublishingError
from portal.publishing.release import Written
from portal.publishing.truth import Cell, Counts, Truth


@dataclass(frozen=True)
class Attack:
    """What attacking a release found; ``exposures`` are withheld cells that could be reckoned too closely."""

    threshold: int
    cells: int
    withheld: int
    narrowest: int | None
    solved: int
    exposures: list[dict[str, Any]]

    def figures(self) -> dict[str, int | None]:
        """The public part: how much was attacked and how wide the narrowest withheld cell stayed."""
        return {name: getattr(self, name) for name in REPORTED}

    def require_passed(self) -> None:
        """:raises PublishingError: naming each exposed cell."""
        if self.exposures:
            raise PublishingError([_exposed(exposure) for exposure in self.exposures])


def _exposed(exposure: dict[str, Any]) -> Problem:
    low, high = exposure["low"], exposure["high"]
    return Problem(
        "exposed",
        f"{exposure['indicator']}, {exposure['village']}, {exposure['period']}",
        f"ô được che có thể bị suy ra là từ {low} đến {high}.",
        f"the withheld cell can be reckoned to lie between {low} and {high}.",
        "Bỏ chỉ số và kỳ này khỏi tệp, hoặc công bố theo kỳ dài hơn.",
        "Leave this indicator and period out, or publish it for a longer period.",
    )


def list_truth(
    public: Session, desk: Session, commune: Locality, *, publishing: tuple[int, int] | None = None
) -> dict[Cell, Counts]:
    """The counts beneath a commune's cells: what the heads of its villages know.

    :param publishing: number of a submission, and of the release it is becoming, to be counted as out.
    """
    indicators = {indicator.code for indicator in list_indicators(public, level="village")}
    return Truth(public, desk, commune, indicators, publishing=publishing).latest()


def attack_release(public: Session, truth: dict[Cell, Counts], written: Written, threshold: int) -> Attack:
    """Attack the tables that a release wrote, from outside and as the head of each village with a withheld cell."""
    report = attack_commune(public, written.commune, threshold=threshold, truth=truth, touching=written.tables)
    exposures = [asdict(exposure) for exposure in report.exposures]
    return Attack(threshold, report.cells, report.withheld, report.narrowest, report.solved, exposures)
