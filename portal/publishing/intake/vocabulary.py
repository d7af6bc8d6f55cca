"""Everything a sheet is read with: the commune's names, the indicators' words, and what is known."""

from portal.publishing.intake.context import Context, Measure
from portal.publishing.intake.headings import Headings
from portal.publishing.intake.names import VillageNames


class Vocabulary:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.villages = VillageNames(context)
        self.headings = Headings(context)

    def measure(self, code: str) -> Measure:
        return self.context.indicators[code]
