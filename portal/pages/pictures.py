"""Charts of a page as pictures that stand alone: SVG, and PNG of the same, with a title and where they are from."""

from dataclasses import dataclass

from flask import Response, render_template

from portal.addresses import public_url
from portal.formats.drawings import answer_png, answer_svg
from portal.formats.letters import BOLD, fold, shorten
from portal.i18n import gettext as _
from portal.i18n import language
from portal.i18n.formats import format_date
from portal.routing import in_language
from portal.web import today

PNG = 1200  # pixels across
NARROWEST = 560  # for the words around a drawing
HEAD, SMALL = 21, 13  # sizes of letters


@dataclass(frozen=True)
class Sheet:
    """What is around a drawing.

    :param page: the address of the page that shows it, in no language, with what it asks.
    :param across: of the drawing; ``down`` likewise.
    """

    title: str
    description: str
    page: str
    across: int
    down: int
    illustrative: bool
    margin: int = 24

    @property
    def width(self) -> int:
        return self.inner + 2 * self.margin

    @property
    def inner(self) -> int:
        return max(self.across, NARROWEST)

    @property
    def head(self) -> list[str]:
        return fold(self.title, self.inner / 1.2, HEAD, BOLD, exact=True)[:3]  # a reader's own letters may be wider

    @property
    def top(self) -> int:
        return 58 + 26 * len(self.head)

    @property
    def height(self) -> int:
        return self.top + self.down + 48

    @property
    def foot(self) -> str:
        said = _("Làng Số, ngày %(day)s", day=format_date(today()))
        return shorten(f"{said}. {public_url(in_language(self.page, language()))}", self.inner, SMALL)


def picture_answer(template: str, sheet: Sheet, suffix: str, **drawn: object) -> Response:
    """The drawing of a template that extends ``charts/sheet.svg``."""
    svg = render_template(template, sheet=sheet, **drawn)
    return answer_svg(svg) if suffix == "svg" else answer_png(svg, width=PNG)
