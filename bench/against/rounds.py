"""Rounds: every contender of a load in turn, again and again, so that what disturbs the machine disturbs all alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.against.ratios import Goal, Measured, Spread, ratios, spread


@dataclass(frozen=True)
class Contender:
    name: str
    measure: Callable[[], Measured]


@dataclass(frozen=True)
class Results:
    """A load's rounds, by contender; the first is ours."""

    load: str
    rounds: dict[str, list[Measured]]

    def cost(self, name: str) -> list[float]:
        return [measured.seconds for measured in self.rounds[name]]

    def rate(self, name: str) -> list[float]:
        return [measured.rate for measured in self.rounds[name]]

    def dearer(self, name: str, than: str) -> Spread:
        """How many times the processor time of the other it takes."""
        return ratios(self.cost(name), self.cost(than))

    def quicker(self, name: str, than: str) -> Spread:
        """How many times the requests a second of the other it answers."""
        return ratios(self.rate(name), self.rate(than))

    def lines(self) -> list[str]:
        """The table of this load."""
        first = next(iter(self.rounds))
        head = [
            f"\n### {self.load}\n",
            f"| | processor ms a request | × {first} | requests a second | × {first} | failed |",
            "|---|---|---|---|---|---|",
        ]
        return head + [self._line(name, first) for name in self.rounds]

    def _line(self, name: str, first: str) -> str:
        cost, rate = spread([1000 * c for c in self.cost(name)]), spread(self.rate(name))
        failed = sum(measured.failed for measured in self.rounds[name])
        dearer, quicker = self.dearer(name, first), self.quicker(name, first)
        return f"| {name} | {cost.middle:.3g} | {dearer} | {rate.middle:,.0f} | {quicker} | {failed} |"


def alternate(load: str, contenders: Sequence[Contender], rounds: int) -> Results:
    """A B C A B C …, after one round of warming that is not counted, where ``measure`` does that itself."""
    found: dict[str, list[Measured]] = {contender.name: [] for contender in contenders}
    for _ in range(rounds):
        for contender in contenders:
            found[contender.name].append(contender.measure())
    return Results(load, found)


class Report:
    """What is printed as it is found, and the goals together at the end."""

    def __init__(self) -> None:
        self.goals: list[str] = []

    def say(self, *lines: str) -> None:
        print("\n".join(lines), flush=True)

    def show(self, results: Results) -> Results:
        self.say(*results.lines())
        return results

    def judge(self, goal: Goal, measured: Spread, beside: str = "") -> None:
        self.goals.append(goal.line(measured, beside))
        self.say(f"\n{'met' if goal.is_met(measured.middle) else 'MISSED'}: {goal.name}: {measured} {goal.unit}")

    def finish(self) -> None:
        self.say("\n## It is done when\n", "| goal | wanted | measured (lowest to highest round) | beside | |")
        self.say("|---|---|---|---|---|", *self.goals)
