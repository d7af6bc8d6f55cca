"""Problems of cells, gathered so that one pass names them all, up to a number that a person can still read."""

from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.words import about_cell, about_file


class Findings:
    """What is wrong in the cells of one file, told in the order of its sheets and rows."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self._found: dict[tuple[int, int, int], Problem] = {}
        self._count = 0

    def add(self, code: str, place: tuple[int, str], row: int, column: int, /, **values: object) -> None:
        """``place`` is the sheet's number and name; of two problems of one cell the first is told."""
        key = (place[0], row, column)
        if key in self._found:
            return
        self._count += 1
        if self._count <= self.limits.problems:
            self._found[key] = about_cell(code, self.file, place[1], row, column, **values)

    def check(self) -> None:
        """:raises Refused: when there is any."""
        if not self._found:
            return
        problems = [problem for _, problem in sorted(self._found.items(), key=lambda item: item[0])]
        if self._count > len(problems):
            problems.append(about_file("more-problems", self.file, count=self._count - len(problems)))
        raise Refused(problems)
