"""Found, wanted and right: a draft beside the reviewed tables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.plans.truth import KINDS, PARTICULARS, Fact, Tables, list_facts
from portal.publishing.plan_drafts.draft import Draft, DraftRow

KINDS_TOLD = (*KINDS, PARTICULARS)


@dataclass(frozen=True)
class Score:
    """:param unsure: targets whose indicator the draft leaves to the reviewer; in ``found`` they are not."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    unsure: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.found + other.found,
            self.wanted + other.wanted,
            self.right + other.right,
            self.unsure + other.unsure,
        )

    @property
    def precision(self) -> float:
        """What part of the found is right; 1 where nothing is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def strict_precision(self) -> float:
        """As ``precision``, with the rows marked unsure among the found."""
        return self.right / (self.found + self.unsure) if self.found + self.unsure else 1.0

    @property
    def recall(self) -> float:
        """What part of the wanted was found and right; 1 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 1.0


@dataclass
class Report:
    """The scores of one document or of several, by kind; ``missed`` and ``wrong`` are the facts behind them."""

    scores: dict[str, Score] = field(default_factory=lambda: dict.fromkeys(KINDS_TOLD, Score()))
    missed: dict[str, Counter[Fact]] = field(default_factory=dict)
    wrong: dict[str, Counter[Fact]] = field(default_factory=dict)


def score_draft(draft: Draft, truth: Tables) -> Report:
    """One draft against the reviewed tables of its plan."""
    sure = {name: [row.cells for row in rows if not is_unsure(row)] for name, rows in draft.rows.items()}
    unsure = sum(is_unsure(row) for row in draft.rows["targets"])
    report = Report()
    for kind in KINDS_TOLD:
        found, wanted = list_facts(kind, sure), list_facts(kind, truth)
        report.missed[kind], report.wrong[kind] = wanted - found, found - wanted
        report.scores[kind] = Score(
            found.total(), wanted.total(), (found & wanted).total(), unsure if kind.startswith("targets") else 0
        )
    return report


def is_unsure(row: DraftRow) -> bool:
    """Whether a target says of itself that its indicator is not sure: the cell is left to the reviewer."""
    return row.table == "targets" and not row.cells["indicator"]


def add_reports(reports: Iterable[Report]) -> dict[str, Score]:
    """The scores of all of them together, by kind."""
    totals = dict.fromkeys(KINDS_TOLD, Score())
    for report in reports:
        totals = {kind: total + report.scores[kind] for kind, total in totals.items()}
    return totals
