"""The examples of the guide: files that tests run as they are, but for the address of the portal."""

from dataclasses import dataclass
from functools import cache

from portal.settings import ROOT

FOLDER = ROOT / "api" / "examples"
SERVER = "https://so.example.vn"
"""What stands for the portal's address in the files."""

KINDS = {"sh": "curl", "py": "Python", "R": "R", "js": "JavaScript", "m": "Excel Power Query (M)"}
TASKS = ("first", "pages", "as-of", "whole", "table", "unchanged", "refused")


@dataclass(frozen=True)
class Example:
    """A program that does a task.

    :param kind: the ending of its file, which tells the language.
    """

    name: str
    kind: str
    source: str


def list_examples(task: str, server: str) -> list[Example]:
    """The programs that do a task, as they are written for this portal."""
    return [Example(name, kind, source.replace(SERVER, server)) for name, kind, source in _read(task)]


@cache
def _read(task: str) -> list[tuple[str, str, str]]:
    paths = [FOLDER / f"{task}.{kind}" for kind in KINDS]
    return [(path.name, path.suffix[1:], path.read_text(encoding="utf-8")) for path in paths if path.exists()]
