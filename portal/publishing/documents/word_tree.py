"""The elements of a part, without name spaces, handed on one at a time so that a long text never stands in memory."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

__all__ = ["Element", "Tree", "flag", "value"]

OFF = ("0", "false", "off", "none")


class Tree:
    """A scan of a part (``workbooks.markup``) that builds each element of one depth below the root and gives it on.

    :param take: told of every element at ``depth`` once it is complete; the others are not kept.
    """

    def __init__(self, take: Callable[[Element], None], *, depth: int) -> None:
        self.take, self.depth = take, depth
        self._open: list[Element] = []
        self._last: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        own = {name.rpartition(":")[2]: told for name, told in attributes.items() if not name.startswith("xmlns")}
        element = Element(tag, own)
        if len(self._open) > self.depth:
            self._open[-1].append(element)
        self._open.append(element)
        self._last = None

    def end(self, tag: str) -> None:
        self._last = self._open.pop()
        if len(self._open) == self.depth:
            self.take(self._last)

    def characters(self, text: str) -> None:
        if self._open and self._last is None:
            self._open[-1].text = (self._open[-1].text or "") + text


def value(parent: Element | None, path: str) -> str:
    """The ``val`` of a descendant by its path, else an empty text."""
    found = None if parent is None else parent.find(path)
    return "" if found is None else found.get("val", "")


def flag(parent: Element | None, path: str) -> bool | None:
    """Whether a property that can be switched is on; None where nothing is said of it."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get("val", "1") not in OFF
