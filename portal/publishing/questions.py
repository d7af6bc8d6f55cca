"""Questions at the desk: taken in, worked on, and published by a second person.

    new → assigned → proposed → approved → answered → withdrawn
      any of the first three → rejected;  proposed → assigned when it is sent back

What was asked and by whom stays here. The asker's address is deleted once the question is answered or rejected, the
text of a rejected one ``KEPT`` after; the audit log tells of each move without a word of the question.
"""

import datetime as dt
import enum
import hashlib
import re
from typing import Any

from sqlalchemy import CheckConstraint, Date, Index, String, Text, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import DeskBase, Rows, UTCDateTime, lock_writers
from portal.domain.feedback import count_working_days, day_of, due_day
from portal.domain.folding import fold
from portal.mail_address import plain_address
from portal.plain_text import plain_text
from portal.publishing.audit import record
from portal.publishing.letters import Seal
from portal.publishing.problems import PublishingError, refuse
from portal.publishing.workflow import Actor, Role
from portal.spool import Message

LONGEST = 2000  # characters of a question
MOST_ALIKE = 3  # open questions with the same text about the same page
KEPT = dt.timedelta(days=30)
"""How long the words of a rejected question are kept, for whoever wonders why."""


class State(enum.StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    PROPOSED = "proposed"  # an answer waits for a second person
    APPROVED = "approved"  # it is being published
    ANSWERED = "answered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # the published answer was taken back


class Because(enum.StrEnum):
    """Why a question is not answered in public."""

    SPAM = "spam"
    PERSONAL = "personal"
    NOT_OURS = "not-ours"
    DUPLICATE = "duplicate"


OPEN = (State.NEW, State.ASSIGNED, State.PROPOSED, State.APPROVED)


class Question(DeskBase):
    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint(
            "state in ('new', 'assigned', 'proposed', 'approved', 'answered', 'rejected', 'withdrawn')",
            name="state_known",
        ),
        CheckConstraint("proposed_by is null or approved_by is null or proposed_by <> approved_by", name="two_persons"),
        Index("ix_questions_commune_state_due_on", "commune", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    spool_name: Mapped[str] = mapped_column(String(40), unique=True)
    receipt_hash: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    due_on: Mapped[dt.date] = mapped_column(Date)
    commune: Mapped[str] = mapped_column(String(20))
    locality: Mapped[str | None] = mapped_column(String(20))
    about_kind: Mapped[str] = mapped_column(String(20))
    about_ref: Mapped[str] = mapped_column(String(200))
    about_path: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str | None] = mapped_column(Text)  # as it was asked; never public
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_sealed: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default=State.NEW)
    assigned_to: Mapped[str | None] = mapped_column(String(200))
    question: Mapped[str | None] = mapped_column(Text)  # as it is to be published
    question_en: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answer_en: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    release: Mapped[str | None] = mapped_column(String(120))
    proposed_by: Mapped[str | None] = mapped_column(String(200))
    approved_by: Mapped[str | None] = mapped_column(String(200))
    returned_because: Mapped[str | None] = mapped_column(Text)
    rejected_because: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    days: Mapped[int | None]

    @property
    def asked_on(self) -> dt.date:
        return day_of(self.received_at)


def keep_question(session: Session, message: Message, seal: Seal) -> None:
    """Take a message of the kind ``question`` in; not again what was sent twice.

    :raises ValueError: it is not as the portal writes them. Whoever can write to the spool can seal anything.
    """
    said = _read(message.content)
    digest = hash_text(said["commune"], said["about_path"], said["text"])
    if _is_known(session, said["receipt_hash"], digest):
        return
    address = str(message.content.get("address") or "")
    session.add(
        Question(
            spool_name=message.name,
            received_at=message.at,
            due_on=due_day(day_of(message.at)),
            text_hash=digest,
            address_sealed=seal.close(plain_address(address)) if address else None,
            **said,
        )
    )
    session.flush()


def _is_known(session: Session, receipt: str, digest: str) -> bool:
    """Whether a form was sent twice, or the same text waits about the same page as often as it may."""
    if session.scalar(select(Question.id).where(Question.receipt_hash == receipt).limit(1)):
        return True
    alike = select(func.count()).where(Question.text_hash == digest, Question.state.in_(OPEN))
    return (session.scalar(alike) or 0) >= MOST_ALIKE


def _read(content: dict[str, Any]) -> dict[str, Any]:
    said = {name: str(content[name]) for name in ("receipt_hash", "commune", "about_kind", "about_ref", "about_path")}
    said["text"] = plain_text(str(content["text"]))
    wrong = (
        not said["text"]
        or len(said["text"]) > LONGEST
        or not re.fullmatch(r"[0-9a-f]{64}", said["receipt_hash"])
        or not re.fullmatch(r"[0-9A-Za-z-]{1,20}", said["commune"])
        or not re.fullmatch(r"/[^\s\x00]{0,298}", said["about_path"])
    )
    if wrong:
        raise ValueError("not a question")
    said |= {"about_kind": said["about_kind"][:20], "about_ref": said["about_ref"][:200]}
    locality = content.get("locality")
    return said | {"locality": str(locality)[:20] if locality else None, "language": _language(content)}


def _language(content: dict[str, Any]) -> str:
    return "en" if content.get("language") == "en" else "vi"


def hash_text(commune: str, path: str, text: str) -> str:
    """Equal for questions that say the same of a page, however they are written."""
    return hashlib.sha256("\n".join((commune, path, " ".join(fold(text).split()))).encode()).hexdigest()


def get_question(session: Session, number: int, commune: str) -> Question | None:
    """A question of this commune and no other."""
    found = session.get(Question, number) if number < 2**31 else None
    return found if found is not None and found.commune == commune else None


def list_questions(
    session: Session, commune: str, *, states: tuple[State, ...], limit: int, offset: int = 0, newest: bool = False
) -> list[Question]:
    """By the day they are due, or the newest first."""
    query = select(Question).where(Question.commune == commune, Question.state.in_(states))
    order = (Question.ended_at.desc(), Question.id.desc()) if newest else (Question.due_on, Question.id)
    return list(session.scalars(query.order_by(*order).limit(limit).offset(offset)))


def count_questions(session: Session, commune: str) -> dict[str, int]:
    """How many stand in each state."""
    query: Rows = select(Question.state, func.count()).where(Question.commune == commune).group_by(Question.state)
    return {row[0]: row[1] for row in session.execute(query)}


def assign(session: Session, question: Question, actor: Actor, at: dt.datetime) -> None:
    """Take a question on."""
    require(session, question, actor, Role.OFFICER, State.NEW, State.ASSIGNED)
    question.state, question.assigned_to = State.ASSIGNED, actor.name
    _note(session, question, "assigned", Role.OFFICER, actor, at)


def propose(session: Session, question: Question, actor: Actor, words: dict[str, str], at: dt.datetime) -> None:
    """Hand an answer to the second person; it can be handed again until that one has published it.

    :param words: ``question``, ``answer``, their ``_en``, ``outcome`` and ``release``, as checked by ``check_words``.
    """
    require(session, question, actor, Role.OFFICER, State.NEW, State.ASSIGNED, State.PROPOSED)
    for name in ("question", "question_en", "answer", "answer_en", "outcome", "release"):
        setattr(question, name, words.get(name) or None)
    question.state, question.proposed_by, question.returned_because = State.PROPOSED, actor.name, None
    question.assigned_to = question.assigned_to or actor.name
    _note(session, question, "proposed", Role.OFFICER, actor, at)


def send_back(session: Session, question: Question, actor: Actor, because: str, at: dt.datetime) -> None:
    require(session, question, actor, Role.APPROVER, State.PROPOSED)
    question.state, question.returned_because = State.ASSIGNED, because or None
    _note(session, question, "returned", Role.APPROVER, actor, at)


def approve(session: Session, question: Question, actor: Actor, at: dt.datetime, *, seen: str) -> None:
    """The second person lets the answer out; ``portal.publishing.answers`` publishes what is approved.

    :param seen: ``digest_of`` what the approver read; it may have been written anew meanwhile.
    """
    require(session, question, actor, Role.APPROVER, State.PROPOSED)
    if seen != digest_of(question):
        raise _moved_on(question)
    if question.proposed_by == actor.name:
        raise refuse(
            "same-person",
            f"#{question.id}",
            "người soạn câu trả lời không tự công bố được.",
            "who wrote the answer cannot publish it.",
            "Nhờ một người duyệt khác.",
            "Ask another approver.",
        )
    question.state, question.approved_by, question.ended_at = State.APPROVED, actor.name, at
    question.days = count_working_days(question.asked_on, day_of(at))
    told = {"outcome": question.outcome} | ({"release": question.release} if question.release else {})
    record(
        session,
        at=at,
        event="answer.published",
        subject=question.commune,
        role=Role.APPROVER,
        details=told,
        private={"question": question.id, "by": actor.name},
    )


def digest_of(question: Question) -> str:
    """Of the words that would be published."""
    names = ("question", "question_en", "answer", "answer_en", "outcome", "release")
    return hashlib.sha256("\x00".join(getattr(question, name) or "" for name in names).encode()).hexdigest()


def reject(session: Session, question: Question, actor: Actor, because: Because, at: dt.datetime) -> None:
    """It is not answered in public; the address is gone at once, the words after a time."""
    role = Role.APPROVER if Role.APPROVER in actor.roles else Role.OFFICER
    require(session, question, actor, role, State.NEW, State.ASSIGNED, State.PROPOSED)
    question.state, question.rejected_because, question.ended_at = State.REJECTED, because, at
    question.address_sealed = question.question = question.question_en = None
    question.answer = question.answer_en = question.outcome = question.release = None
    _note(session, question, "rejected", role, actor, at)


def sweep(session: Session, now: dt.datetime) -> None:
    """Delete what is kept no longer: the words of the rejected, and what was asked once it is answered for as long."""
    ended = Question.state.in_((State.REJECTED, State.ANSWERED, State.WITHDRAWN))
    there = or_(Question.text.is_not(None), Question.address_sealed.is_not(None))
    old = update(Question).where(ended, there, Question.ended_at < now - KEPT)
    session.execute(old.values(text=None, address_sealed=None), execution_options={"synchronize_session": False})


def require(session: Session, question: Question, actor: Actor, role: Role, *states: State) -> None:
    """:raises PublishingError: the actor has not the role, or the question is past these states."""
    if role not in actor.roles:
        raise refuse("no-role", f"#{question.id}", "bạn không có vai trò này.", "you do not hold this role.", "", "")
    lock_writers(session, Question)
    session.refresh(question)
    if question.state not in states:
        raise _moved_on(question)


def _moved_on(question: Question) -> PublishingError:
    return refuse(
        "moved-on",
        f"#{question.id}",
        "câu hỏi hoặc câu trả lời đã thay đổi trong lúc bạn xem.",
        "the question or its answer has changed meanwhile.",
        "Xem lại trang này.",
        "Look at the page again.",
    )


def _note(session: Session, question: Question, act: str, role: Role, actor: Actor, at: dt.datetime) -> None:
    """In the log, without a word of the question."""
    details = {"by": actor.name} | ({"because": question.rejected_because} if act == "rejected" else {})
    subject = f"{question.commune} #{question.id}"
    record(session, at=at, event=f"question.{act}", subject=subject, role=role, details=details)
