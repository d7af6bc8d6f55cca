"""What readers asked and what they were answered: questions published with their answers, and the answer clock.

A question is private until two people at the desk have published it with its answer, in words that hold no personal
data; the public store knows nothing of questions that wait or were rejected but how many wait. Each question is about
a page, such as a figure's passport. Days are working days: Monday to Friday, public holidays not taken off.
"""

import datetime as dt
import enum
import hashlib
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, Select, String, Text, extract, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.clock import VIET_NAM
from portal.db import Condition, PublicBase, Rows, UTCDateTime, portions
from portal.domain.localities import Locality

ANSWER_DAYS = 10
"""Working days within which a question is to be answered: this portal's promise, as docs/feedback.md says why."""


class Outcome(enum.StrEnum):
    """How a question ended."""

    CORRECTED = "corrected"  # the published figure or text was wrong and is mended
    EXPLAINED = "explained"  # it stands; the answer says why
    NO_DATA = "no-data"  # what was asked for is not kept, with the reason


class Answer(PublicBase):
    """A published question with its answer; withdrawn, its words are gone and its address says so."""

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint("outcome in ('corrected', 'explained', 'no-data')", name="outcome_known"),
        CheckConstraint("release is null or outcome = 'corrected'", name="corrected_in_a_release"),
        CheckConstraint("days >= 0", name="days_from_nothing"),
        CheckConstraint(
            "(withdrawn_at is null) = (question is not null and answer is not null)", name="withdrawn_without_words"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), index=True)
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("localities.id"), index=True)  # a village, if about one
    about_kind: Mapped[str] = mapped_column(String(20))
    about_ref: Mapped[str] = mapped_column(String(200))
    about_path: Mapped[str] = mapped_column(String(300), index=True)
    asked_on: Mapped[dt.date] = mapped_column(Date)
    question: Mapped[str | None] = mapped_column(Text)
    question_en: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answer_en: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20))
    release: Mapped[str | None] = mapped_column(String(120))
    answered_at: Mapped[dt.datetime] = mapped_column(UTCDateTime, index=True)
    answered_role: Mapped[str] = mapped_column(String(60))
    days: Mapped[int]  # working days it took
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    illustrative: Mapped[bool] = mapped_column(default=False)

    commune: Mapped[Locality] = relationship(foreign_keys=[commune_id])
    locality: Mapped[Locality | None] = relationship(foreign_keys=[locality_id])


class AnswerClock(PublicBase):
    """How a commune's answering stands at the end of a day, as the desk counted; no question can be told from it."""

    __tablename__ = "answer_clocks"

    commune_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), primary_key=True, autoincrement=False)
    upto: Mapped[dt.date] = mapped_column(Date)
    received: Mapped[int]  # those that were rejected are not counted
    answered: Mapped[int]
    overdue: Mapped[int]  # of those that wait
    median_days: Mapped[float | None] = mapped_column(Float)


@dataclass(frozen=True)
class Clock:
    """The clocks of one or several communes together; the median is only told of one."""

    received: int
    answered: int
    overdue: int
    median_days: float | None = None
    upto: dt.date | None = None

    @property
    def waiting(self) -> int:
        return self.received - self.answered


def hash_receipt(receipt: str) -> str:
    """By which the answer to a question is found by whoever holds its receipt, and by nobody else."""
    return hashlib.sha256(f"langso receipt {receipt}".encode()).hexdigest()


def due_day(asked: dt.date) -> dt.date:
    """The last day of the answer clock."""
    return add_working_days(asked, ANSWER_DAYS)


def add_working_days(day: dt.date, count: int) -> dt.date:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def count_working_days(first: dt.date, last: dt.date) -> int:
    """From the day after the first to the last, both days known; 0 on the same day or before."""
    whole, rest = divmod(max((last - first).days, 0), 7)
    left = (first + dt.timedelta(days=1 + number) for number in range(rest))
    return 5 * whole + sum(day.weekday() < 5 for day in left)


def median_of(days: Sequence[int]) -> float | None:
    """The median of the working days that answers took; None where there is none."""
    return float(statistics.median(days)) if days else None


def day_of(at: dt.datetime) -> dt.date:
    """The day it is in Viet Nam at an instant."""
    return at.astimezone(VIET_NAM).date()


def get_answer(session: Session, number: int) -> Answer | None:
    """Also one that was withdrawn."""
    return session.get(Answer, number, options=_whole()) if number < 2**31 else None


def get_answer_of_receipt(session: Session, receipt: str) -> Answer | None:
    return get_answer_of_hash(session, hash_receipt(receipt))


def get_answer_of_hash(session: Session, receipt_hash: str) -> Answer | None:
    query = select(Answer).where(Answer.receipt_hash == receipt_hash)
    return session.scalars(query.options(*_whole())).first()


def list_answers(
    session: Session,
    *,
    commune: Locality | None = None,
    outcome: Outcome | None = None,
    year: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[Answer]:
    """The newest first."""
    query = select(Answer).where(*_asked(commune, outcome, year)).options(*_whole())
    newest_first = (Answer.answered_at.desc(), Answer.id.desc())
    return list(session.scalars(query.order_by(*newest_first).limit(limit).offset(offset)))


def count_answers(
    session: Session, *, commune: Locality | None = None, outcome: Outcome | None = None, year: int | None = None
) -> int:
    query = select(func.count()).select_from(Answer).where(*_asked(commune, outcome, year))
    return session.scalar(query) or 0


def list_answer_years(session: Session) -> list[int]:
    """The years in which questions were answered, the newest first."""
    year = extract("year", Answer.answered_at)
    query: Select[int] = select(year).where(*_told()).distinct()
    return sorted((int(found) for found in session.scalars(query)), reverse=True)


def list_answering_communes(session: Session, *, most: int) -> list[Locality]:
    """The communes that have answered something, in their order."""
    of = select(Answer.commune_id).where(*_told())
    query = select(Locality).where(Locality.id.in_(of)).order_by(Locality.position, Locality.code)
    return list(session.scalars(query.limit(most)))


def list_answers_about(session: Session, paths: Sequence[str], *, limit: int = 5) -> list[Answer]:
    """What was answered about these pages, the newest first."""
    found: list[Answer] = []
    for some in portions(paths):
        query = select(Answer).where(Answer.about_path.in_(some), *_told()).order_by(Answer.answered_at.desc())
        found += session.scalars(query.limit(limit))
    return sorted(found, key=lambda answer: answer.answered_at, reverse=True)[:limit]


def get_clock(session: Session, commune: Locality | None = None) -> Clock | None:
    """Of a commune, or of all together; None where nothing was counted yet."""
    if commune is not None:
        found = session.get(AnswerClock, commune.id)
        if found is None:
            return None
        return Clock(found.received, found.answered, found.overdue, found.median_days, found.upto)
    query: Rows = select(
        func.sum(AnswerClock.received),
        func.sum(AnswerClock.answered),
        func.sum(AnswerClock.overdue),
        func.max(AnswerClock.upto),
    )
    received, answered, overdue, upto = session.execute(query).one()
    return None if received is None else Clock(int(received), int(answered), int(overdue), None, upto)


def select_answers(*, commune: Locality | None = None, outcome: Outcome | None = None, year: int | None = None) -> Rows:
    """Rows under the public field names, the newest first."""
    query: Rows = (
        select(
            Answer.id,
            Locality.code.label("commune"),
            Answer.about_kind.label("about"),
            Answer.about_path.label("page"),
            Answer.asked_on,
            Answer.answered_at,
            Answer.days,
            Answer.outcome,
            Answer.release,
            Answer.question,
            Answer.question_en,
            Answer.answer,
            Answer.answer_en,
            Answer.illustrative,
        )
        .join(Locality, Answer.commune_id == Locality.id)
        .where(*_asked(commune, outcome, year))
    )
    return query.order_by(Answer.answered_at.desc(), Answer.id.desc())


def _told() -> list[Condition]:
    return [Answer.withdrawn_at.is_(None)]


def _asked(commune: Locality | None, outcome: Outcome | None, year: int | None) -> list[Condition]:
    chosen = _told()
    if commune is not None:
        chosen.append(Answer.commune_id == commune.id)
    if outcome is not None:
        chosen.append(Answer.outcome == outcome)
    if year is not None:
        first, next_ = (dt.datetime(y, 1, 1, tzinfo=dt.UTC) for y in (year, year + 1))
        chosen += [Answer.answered_at >= first, Answer.answered_at < next_]
    return chosen


def _whole() -> list[Any]:
    return [joinedload(Answer.commune), joinedload(Answer.locality)]
