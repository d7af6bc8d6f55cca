"""What can be wrong with a list of villages, gathered so that one pass names it all, and what is only told."""

from portal.publishing.places.catalogue import CATALOGUE
from portal.publishing.places.table import Line
from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.words import show

MOST_TOLD = 100
"""Problems that a person can still read; how many more there are is said."""


def about_file(code: str, file: str, /, **values: object) -> Problem:
    return _problem(code, file, values)


class Report:
    """The problems of one file in the order of its rows, and the notices beside them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.notices: list[Problem] = []
        self._found: dict[tuple[int, int, str], Problem] = {}
        self._rows: set[int] = set()

    def add(self, code: str, line: Line, column: str | None = None, /, **values: object) -> None:
        """Something is wrong in a row; ``column`` is the key of the column, None for the row as a whole."""
        key = (line.row, line.position(column), code)
        self._found.setdefault(key, _problem(code, line.where(column), values))
        self._rows.add(line.row)

    def note(self, code: str, where: Line | None = None, column: str | None = None, /, **values: object) -> None:
        """Something to be known that keeps nothing from being stored."""
        self.notices.append(_problem(code, where.where(column) if where else self.file, values))

    def is_wrong(self, line: Line) -> bool:
        return line.row in self._rows

    def check(self) -> None:
        """:raises Refused: when there is a problem."""
        if not self._found:
            return
        problems = [problem for _, problem in sorted(self._found.items())]
        told = problems[:MOST_TOLD]
        if len(problems) > MOST_TOLD:
            told.append(about_file("more-problems", self.file, count=len(problems) - MOST_TOLD))
        raise Refused(told)


def _problem(code: str, where: str, values: dict[str, object]) -> Problem:
    shown = {key: show(value, 200) if isinstance(value, str) else value for key, value in values.items()}
    message, message_en, fix, fix_en = (text.format_map(shown) for text in CATALOGUE[code])
    return Problem(code, where, message, message_en, fix, fix_en)
