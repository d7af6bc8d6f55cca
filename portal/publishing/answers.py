"""Publishing what a second person approved: answers, their withdrawal, and the answer clock.

The desk's mark and audit event come first, in one transaction (``questions.approve``, ``withdraw``); then the public
store is written in one transaction with the public log; then the desk notes that it is out and sends the asker a
letter. Each step can be done again, so whoever is killed in between, ``publish_answers`` finishes it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.db import PublicStore, Rows, Store, lock_writers
from portal.domain.feedback import Answer, AnswerClock, Outcome, day_of, median_of
from portal.domain.localities import list_localities_by_code
from portal.publishing.audit import count_unpublished, publish_log, record
from portal.publishing.indexing import index_answers
from portal.publishing.letters import Letter
from portal.publishing.problems import refuse
from portal.publishing.questions import OPEN, Question, State, require
from portal.publishing.workflow import Actor, Role

OUT = (State.ANSWERED, State.WITHDRAWN)


@dataclass(frozen=True)
class Desk:
    """Where answers come from and go to.

    :param illustrative: what is published is a demonstration's.
    :param base_url: the portal's public address, for letters.
    """

    desk: Store
    public: PublicStore
    illustrative: bool = False
    base_url: str = ""


def publish_answers(between: Desk, *, now: dt.datetime) -> list[int]:
    """Bring out what is approved, and take back what is withdrawn; answers the numbers of the answers that came out."""
    with between.desk.reading() as session:
        approved = list(session.scalars(select(Question).where(Question.state == State.APPROVED).order_by(Question.id)))
        taken_back = list(session.scalars(select(Question).where(Question.state == State.WITHDRAWN)))
    numbers = []
    for question in approved:
        number = _bring_out(between, question)
        _mark(between, question.id, number, now)
        numbers.append(number)
    _take_back(between, taken_back, now)
    publish_clocks(between, today=day_of(now))
    return numbers


def _bring_out(between: Desk, question: Question) -> int:
    with between.desk.reading() as desk, between.public.begin() as public:
        lock_writers(public, Answer)
        found = public.scalar(select(Answer.id).where(Answer.receipt_hash == question.receipt_hash))
        if found is None:
            answer = _answer_of(public, question, illustrative=between.illustrative)
            public.add(answer)
            public.flush()
            found = answer.id
            index_answers(public)
        publish_log(desk, public)
        return found


def _answer_of(public: Session, question: Question, *, illustrative: bool) -> Answer:
    asked, answered = question.asked_on, question.ended_at or question.received_at
    codes = [question.commune, *([question.locality] if question.locality else [])]
    places = list_localities_by_code(public, codes, on=asked)
    if question.commune not in places:
        raise refuse(
            "no-commune",
            f"#{question.id}",
            f"không có xã, phường mang mã {question.commune}.",
            f"there is no commune {question.commune}.",
            "",
            "",
        )
    locality = places.get(question.locality or "")
    return Answer(
        receipt_hash=question.receipt_hash,
        commune_id=places[question.commune].id,
        locality_id=locality and locality.id,
        about_kind=question.about_kind,
        about_ref=question.about_ref,
        about_path=question.about_path,
        asked_on=asked,
        question=question.question,
        question_en=question.question_en,
        answer=question.answer,
        answer_en=question.answer_en,
        outcome=question.outcome or Outcome.EXPLAINED,
        release=question.release,
        answered_at=answered,
        answered_role=Role.APPROVER,
        days=question.days or 0,
        illustrative=illustrative,
    )


def _mark(between: Desk, question_id: int, number: int, now: dt.datetime) -> None:
    with between.desk.begin() as session:
        lock_writers(session, Question)
        question = session.get_one(Question, question_id)
        if question.state != State.APPROVED:
            return
        question.state = State.ANSWERED
        if question.address_sealed:
            session.add(_letter(question, number, between.base_url.rstrip("/"), now))
            question.address_sealed = None


def _letter(question: Question, number: int, base_url: str, now: dt.datetime) -> Letter:
    """In the language that the question was asked in: the answer, and where it stands."""
    english = question.language == "en"
    words = {
        False: ("Câu hỏi của bạn đã được trả lời", "Câu trả lời đăng công khai tại:", "Thư này gửi một lần. Địa chỉ "
                "thư của bạn đã được xóa."),
        True: ("Your question was answered", "The answer is public at:", "This letter is sent once. Your address has "
               "been deleted."),
    }[english]  # fmt: skip
    said = (question.answer_en if english and question.answer_en else question.answer) or ""
    where = f"{base_url}{'/en' if english else ''}/questions/{number}"
    return Letter(
        key=letter_key(question),
        kind="answer",
        created_at=now,
        to_sealed=question.address_sealed,
        subject=words[0],
        body=f"{said}\n\n{words[1]} {where}\n\n{words[2]}\n",
        headers={},
        tries=0,
    )


def letter_key(question: Question) -> str:
    """One letter a question."""
    return f"answer-{question.id}"


def withdraw(session: Session, question: Question, actor: Actor, at: dt.datetime) -> None:
    """Take a published answer back, for instance because it tells of a person: its words leave the public store.

    A letter with them that still waits does not go out.
    """
    require(session, question, actor, Role.APPROVER, State.ANSWERED)
    session.execute(delete(Letter).where(Letter.key == letter_key(question)))
    question.state, question.ended_at = State.WITHDRAWN, at
    question.question = question.question_en = question.answer = question.answer_en = None
    private = {"question": question.id, "by": actor.name}
    record(
        session,
        at=at,
        event="answer.withdrawn",
        subject=question.commune,
        role=Role.APPROVER,
        details={},
        private=private,
    )


def _take_back(between: Desk, questions: Iterable[Question], now: dt.datetime) -> None:
    hashes = {question.receipt_hash for question in questions}
    with between.desk.reading() as desk, between.public.reading() as shown:
        there = set(shown.scalars(select(Answer.receipt_hash).where(Answer.withdrawn_at.is_(None))))
        if not hashes & there:
            return
        behind = count_unpublished(desk, shown)
    with between.desk.reading() as desk, between.public.begin() as public:
        for answer in public.scalars(select(Answer).where(Answer.withdrawn_at.is_(None))):
            if answer.receipt_hash in hashes:
                answer.question = answer.question_en = answer.answer = answer.answer_en = None
                answer.withdrawn_at = now
        public.flush()
        index_answers(public)
        if behind:
            publish_log(desk, public)


def publish_clocks(between: Desk, *, today: dt.date) -> int:
    """Bring the counts of every commune to the end of yesterday; answers how many changed."""
    with between.desk.reading() as session:
        counted = {code: _count(session, code, today) for code in _communes(session)}
    with between.public.reading() as session:
        places = list_localities_by_code(session, sorted(counted), on=today)
        clocks = {place.id: counted[code] | {"upto": _yesterday(today)} for code, place in places.items()}
        known = {id_: session.get(AnswerClock, id_) for id_ in clocks}
        changed = {id_: values for id_, values in clocks.items() if not _is_told(known[id_], values)}
    if changed:
        with between.public.begin() as session:
            for id_, values in changed.items():
                session.merge(AnswerClock(commune_id=id_, **values))
    return len(changed)


def _communes(session: Session) -> list[str]:
    """Those that ever had a question that was not rejected."""
    query = select(Question.commune).where(Question.state.in_((*OPEN, *OUT))).distinct()
    return list(session.scalars(query))


def _count(session: Session, commune: str, today: dt.date) -> dict[str, object]:
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=VIET_NAM)
    waits = (Question.commune == commune, Question.state.in_(OPEN), Question.received_at < midnight)
    query: Rows = select(func.count(), func.count().filter(Question.due_on < today)).where(*waits)
    waiting, overdue = session.execute(query).one()
    days = list(session.scalars(select(Question.days).where(Question.commune == commune, Question.state.in_(OUT))))
    median = median_of([count for count in days if count is not None])
    return {"received": waiting + len(days), "answered": len(days), "overdue": overdue, "median_days": median}


def _is_told(clock: AnswerClock | None, values: dict[str, object]) -> bool:
    if clock is None:
        return not values["received"]  # nothing to tell before there is something to count
    return all(getattr(clock, name) == value for name, value in values.items())


def _yesterday(today: dt.date) -> dt.date:
    return today - dt.timedelta(days=1)
