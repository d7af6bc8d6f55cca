"""Lines of text on a drawing, laid out by their width in the widest usual letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.colours import DARK, Paint
from portal.formats.letters import REGULAR, SEMIBOLD, fold

STEP = 1.3  # from line to line, in sizes
LONGEST = 800  # letters of a text, which may be anybody's, that are shown


@dataclass(frozen=True)
class Line:
    """A line of text, with the swatch of the legend it explains where there is one."""

    x: float
    y: float
    text: str
    paint: Paint | None = None


@dataclass(frozen=True)
class Passage:
    """Lines of one size, weight and ink."""

    size: float
    lines: list[Line]
    weight: int = 400
    ink: str = DARK

    def end(self, otherwise: float) -> float:
        """Where the next may begin; ``otherwise`` where there is no line."""
        return self.lines[-1].y + self.size * (STEP - 1) if self.lines else otherwise


def lay(
    texts: Sequence[str],
    y: float,
    size: float,
    *,
    left: float,
    width: float,
    weight: int = 400,
    ink: str = DARK,
) -> Passage:
    """Texts from a height downwards, each beginning a line."""
    face = SEMIBOLD if weight == 600 else REGULAR
    folded = [line for text in texts for line in fold(text[:LONGEST], width, size, face)]
    placed = [Line(left, round(y + size * (1 + STEP * n), 1), text) for n, text in enumerate(folded)]
    return Passage(size, placed, weight, ink)
