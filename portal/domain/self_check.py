"""The self-check: about twelve questions, and the next three steps of whoever answers them.

The questions follow the four elements of the digital citizen that the plans name (Đăk Cấm III.9, Thượng Hồng II.5.5)
and what the plans promise beside: digital signatures, online payment, electronic health records, safety online. They
are a list in ``data/self_check.csv``, in both languages. Answers are handed from function to function and kept nowhere.
"""

import csv
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.domain.indicators import ELEMENTS

STEPS = 3


class Answer(enum.StrEnum):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Question:
    """A question with the step that it leads to unless it is answered yes; a bare name is Vietnamese.

    :param order: which step comes first, 1 the first: what others build on before what they build on it.
    """

    code: str
    element: str
    order: int
    question: str
    question_en: str
    hint: str
    hint_en: str
    step: str
    step_en: str
    do: str
    do_en: str
    where: str
    where_en: str
    time: str
    time_en: str
    help: str
    help_en: str
    check: str  # how whoever is not sure can see; empty where the step itself shows it
    check_en: str


@dataclass(frozen=True)
class Part:
    """One of the four elements: how many of its questions were answered yes."""

    element: str
    have: int
    asked: int


@dataclass(frozen=True)
class Outcome:
    """What somebody has, element by element, and the next steps in their order."""

    parts: tuple[Part, ...]
    steps: tuple[Question, ...]
    later: int  # further steps that are not shown yet

    @property
    def have(self) -> int:
        return sum(part.have for part in self.parts)

    @property
    def asked(self) -> int:
        return sum(part.asked for part in self.parts)


@cache
def load_questions(folder: Path) -> tuple[Question, ...]:
    """The questions in the order of the four elements, as the file lists them.

    :param folder: of the reviewed data.
    """
    with (folder / "self_check.csv").open(encoding="utf-8", newline="") as file:
        found = [_question(row) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda question: ELEMENTS.index(question.element)))


def _question(row: Mapping[str, str]) -> Question:
    texts = {name.removesuffix("_vi"): text for name, text in row.items() if name != "order"}
    return Question(order=int(row["order"]), **texts)


def read_answers(given: Mapping[str, str], questions: Sequence[Question]) -> dict[str, Answer]:
    """The answers by question; what is none of the three answers is no answer."""
    known = {answer.value: answer for answer in Answer}
    return {q.code: known[given[q.code]] for q in questions if given.get(q.code) in known}


def unanswered(answers: Mapping[str, Answer], questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.code not in answers]


def weigh(answers: Mapping[str, Answer], questions: Sequence[Question]) -> Outcome:
    """:param answers: to every question."""
    left = [q for q in sorted(questions, key=lambda q: q.order) if answers[q.code] is not Answer.YES]
    parts = [
        Part(element, sum(answers[q.code] is Answer.YES for q in asked), len(asked))
        for element in ELEMENTS
        if (asked := [q for q in questions if q.element == element])
    ]
    return Outcome(tuple(parts), tuple(left[:STEPS]), max(len(left) - STEPS, 0))
