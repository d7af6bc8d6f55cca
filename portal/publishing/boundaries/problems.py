"""A problem of a file of outlines and where it stands."""

from dataclasses import dataclass

from portal.publishing.boundaries.catalogue import CATALOGUE
from portal.publishing.problems import Problem


@dataclass(frozen=True)
class Found(Problem):
    """A problem that knows the number of its feature, so that all are told in the order of the file."""

    order: int = 0


def about_file(code: str, file: str, /, **values: object) -> Found:
    return _found(code, file, 0, values)


def about_feature(code: str, file: str, number: int, /, **values: object) -> Found:
    """``number`` counts features from 1."""
    return _found(code, f"{file}, đối tượng (feature) {number}", number, values)


def _found(code: str, where: str, order: int, values: dict[str, object]) -> Found:
    told = {"hint": "", "hint_en": "", **values}
    message, message_en, fix, fix_en = (text.format_map(told).strip() for text in CATALOGUE[code])
    return Found(code, where, message, message_en, fix, fix_en, order)
