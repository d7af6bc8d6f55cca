"""From a reader's question to the public answer: what the public application writes, what two people at the desk do."""

import datetime as dt
import html
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal import spool
from portal.desk import inbox
from portal.domain.audit import get_head
from portal.domain.feedback import Answer, hash_receipt
from portal.publishing import answers, incoming
from portal.publishing.audit import AuditEntry, verify_desk
from portal.publishing.backup import back_up, restore
from portal.publishing.letters import Letter, Seal
from portal.publishing.questions import KEPT, Question, State, sweep
from tests.asking import QUESTION, ask, receipt_of
from tests.builders import COMMUNE
from tests.stores import ON_SQLITE
from wsgi import create_app

INBOX = "/desk/thu-nghiem/questions"
SCRIPT = "<script>alert(1)</script>"
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def reader(public, twelve, tmp_path):
    """The public application over the same store and spool, which knows nothing of the desk."""
    app = create_app(
        DATABASE_URL=public.url.render_as_string(hide_password=False),
        FILES_DIR=str(tmp_path / "files"),
        SPOOL_DIR=str(tmp_path / "spool"),
        SECRET_KEY="another secret than the desk's",
        TODAY="2026-11-22",
        RATE_LIMIT="",
        PREPARED_MB="0",
    )
    app.testing = True
    yield app
    app.extensions["store"].close()


def questions_in(desk):
    with desk.reading() as session:
        return list(session.scalars(select(Question).order_by(Question.id)))


def answers_in(public):
    with public.reading() as session:
        return list(session.scalars(select(Answer).order_by(Answer.id)))


def propose(person, number=1, **words):
    said = {"question": "Vì sao số giảm?", "answer": "Vì hai thôn nhập lại.", "outcome": "explained"} | words
    return person.post(f"{INBOX}/{number}/propose", **said)


def publish(person, number=1):
    page = person.client.get(f"{INBOX}/{number}").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return person.post(f"{INBOX}/{number}/publish", seen=seen[1] if seen else "")


def test_the_whole_walk_from_a_question_to_its_public_answer(reader, twelve, public, desk, officer, approver):
    code = receipt_of(ask(reader, address="192.0.2.1", about="/localities/thu-nghiem/thon-1"))
    client = reader.test_client()
    assert "Chưa có câu trả lời công khai" in client.get(f"/questions/receipt?code={code}").text
    assert QUESTION in officer.get(INBOX).text
    assert officer.post(f"{INBOX}/1/assign").status_code == 303
    assert propose(officer).status_code == 303
    assert answers_in(public) == []
    assert publish(approver).status_code == 303
    (answer,) = answers_in(public)
    assert client.get(f"/questions/receipt?code={code}").headers["Location"] == f"/questions/{answer.id}"
    shown = client.get(f"/questions/{answer.id}").text
    assert "Vì hai thôn nhập lại." in shown
    assert "Vì sao số giảm?" in client.get("/questions").text
    assert "Vì sao số giảm?" in client.get("/questions.csv").text
    assert QUESTION not in shown
    assert questions_in(desk)[0].state == State.ANSWERED


def test_who_wrote_the_answer_cannot_publish_it(reader, public, sign_in):
    both = sign_in("ca.hai", "officer", "approver")
    ask(reader)
    both.get(INBOX)
    propose(both)
    assert publish(both).status_code == 409
    assert answers_in(public) == []


def test_what_the_approver_did_not_read_does_not_come_out(reader, public, officer, approver):
    ask(reader)
    officer.get(INBOX)
    propose(officer)
    page = approver.client.get(f"{INBOX}/1").text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    propose(officer, answer="Một câu khác hẳn.")
    assert approver.post(f"{INBOX}/1/publish", seen=seen).status_code == 409
    assert answers_in(public) == []


def test_an_officer_of_another_commune_sees_nothing(reader, sign_in, officer):
    ask(reader)
    officer.get(INBOX)
    stranger = sign_in("nguoi.khac", "officer", "approver", commune="99002")
    for path in (INBOX, f"{INBOX}/1"):
        assert stranger.client.get(path).status_code == 403
    assert stranger.post(f"{INBOX}/1/reject", because="spam").status_code == 403


def test_the_address_is_sealed_told_of_the_answer_and_deleted(reader, desk, officer, approver):
    ask(reader, email="nguoi.doc@example.vn")
    officer.get(INBOX)
    (asked,) = questions_in(desk)
    assert "example" not in asked.address_sealed
    propose(officer)
    publish(approver)
    with desk.reading() as session:
        (letter,) = session.scalars(select(Letter))
        assert Seal("for tests only").open(letter.to_sealed) == "nguoi.doc@example.vn"
        assert session.get_one(Question, asked.id).address_sealed is None


@pytest.mark.parametrize(("lang", "prefix"), [("", ""), ("/en", "/en")])
@pytest.mark.parametrize("base_url", ["", "https://so.example.vn"])
def test_the_letter_leads_to_the_answer_in_the_language_of_the_question(
    reader, twelve, desk, officer, approver, lang, prefix, base_url
):
    room = twelve.extensions["post-room"]
    twelve.extensions["post-room"] = replace(room, between=replace(room.between, base_url=base_url))
    ask(reader, f"{lang}/questions/ask", email="nguoi.doc@example.vn")
    officer.get(INBOX)
    propose(officer)
    publish(approver)
    with desk.reading() as session:
        assert f" {base_url}{prefix}/questions/1\n" in session.scalars(select(Letter)).one().body


def test_a_withdrawn_answer_does_not_go_out_by_letter(reader, desk, officer, approver):
    ask(reader, email="nguoi.doc@example.vn")
    officer.get(INBOX)
    propose(officer)
    publish(approver)
    approver.post(f"{INBOX}/1/withdraw")
    with desk.reading() as session:
        assert session.scalars(select(Letter)).all() == []


@pytest.mark.parametrize("address", ["không phải địa chỉ", "ngô@example.vn"])
def test_an_address_that_no_letter_reaches_is_said_so(reader, address):
    answer = ask(reader, email=address)
    assert answer.status_code == 422
    assert "Địa chỉ thư điện tử chưa đúng" in answer.text


@pytest.mark.parametrize("field", ["question", "answer", "question_en", "answer_en"])
def test_markup_in_any_field_is_text_everywhere(reader, officer, approver, field):
    ask(reader, text=f"{SCRIPT} là gì vậy?", about=f"/localities/thu-nghiem?x={SCRIPT}")
    assert html.escape(SCRIPT) in officer.client.get(INBOX).text
    assert SCRIPT not in officer.client.get(INBOX).text
    propose(officer, **{field: f"{SCRIPT} một câu đủ dài"})
    assert SCRIPT not in approver.client.get(f"{INBOX}/1").text
    publish(approver)
    client = reader.test_client()
    for path in (
        "/questions/1",
        "/questions",
        "/en/questions/1",
        "/en/questions",
        "/questions.embed",
        "/questions.atom",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert SCRIPT not in answer.text, path


def test_the_form_shows_markup_as_text(reader):
    client = reader.test_client()
    for fields in (
        {"text": SCRIPT * 2, "address": SCRIPT},
        {"text": f"{SCRIPT} vì sao?", "about": f"/{SCRIPT}", "commune": SCRIPT},
    ):
        assert SCRIPT not in client.post("/questions/ask", data=fields).text
    assert SCRIPT not in client.get(f"/questions/ask?about={SCRIPT}").text
    assert SCRIPT not in client.get(f"/questions/receipt?code={SCRIPT}").text


def test_the_public_process_has_no_way_to_the_desk(reader, public, desk, tmp_path, officer):
    """Another process, told of the public store and the spool alone, asks; the desk has it."""
    program = (
        "from tests.asking import ask; from wsgi import create_app; import sys\n"
        "app = create_app(); app.testing = True\n"
        "assert not any('desk' in name.lower() for name in app.config if app.config[name] and 'DATABASE' in name)\n"
        "assert ask(app).status_code == 303\n"
        "assert not any(name.startswith(('portal.desk', 'portal.publishing')) for name in sys.modules)\n"
    )
    environment = {
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_SPOOL_DIR": str(tmp_path / "spool"),
        "LANGSO_SECRET_KEY": "the public's own",
        "LANGSO_TODAY": "2026-11-22",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert QUESTION in officer.get(INBOX).text


def test_a_question_is_taken_in_once_whoever_is_killed_between_keeping_and_dropping(
    reader, twelve, desk, officer, tmp_path, monkeypatch
):
    ask(reader)

    def killed(*_arguments):
        raise KeyboardInterrupt

    room = twelve.extensions["post-room"]
    monkeypatch.setattr(spool, "drop", killed)
    with pytest.raises(KeyboardInterrupt):
        room.take(NOW)
    monkeypatch.undo()
    assert len(spool.waiting(tmp_path / "spool")) == 1
    assert room.take(NOW) == 1
    assert spool.waiting(tmp_path / "spool") == []
    assert len(questions_in(desk)) == 1


def test_a_question_is_there_again_when_the_desk_is_killed_before_keeping_it(
    reader, twelve, desk, tmp_path, monkeypatch
):
    ask(reader)
    room = twelve.extensions["post-room"]

    def killed(*_arguments, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(incoming, "_keep", killed)
    with pytest.raises(KeyboardInterrupt):
        room.take(NOW)
    monkeypatch.undo()
    assert questions_in(desk) == []
    room.take(NOW)
    assert len(questions_in(desk)) == 1


def test_an_answer_comes_out_once_wherever_publishing_was_killed(
    reader, twelve, public, desk, officer, approver, monkeypatch
):
    ask(reader)
    officer.get(INBOX)
    propose(officer)

    def killed(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(answers, "_mark", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(approver)
    monkeypatch.undo()
    assert [q.state for q in questions_in(desk)] == [State.APPROVED]
    twelve.extensions["post-room"].publish(NOW)
    assert [q.state for q in questions_in(desk)] == [State.ANSWERED]
    assert len(answers_in(public)) == 1


def test_the_same_text_about_the_same_page_waits_three_times_at_most(reader, desk, officer):
    for number in range(5):
        ask(reader, text=QUESTION.upper(), address=f"192.0.2.{number}", ago=5 + number)
    ask(reader, text=QUESTION, about="/plans", commune=COMMUNE)
    officer.get(INBOX)
    assert len(questions_in(desk)) == 4


def test_a_form_sent_twice_is_one_question(reader, twelve, desk, officer):
    ask(reader)
    folder = twelve.extensions["post-room"].folder
    (message,) = spool.take(folder, twelve.extensions["post-room"].private)
    spool.send(folder, message.kind, message.content, at=message.at)
    officer.get(INBOX)
    assert len(questions_in(desk)) == 1


def test_opening_the_inbox_takes_in_no_more_than_can_be_waited_for(reader, twelve, desk, officer, monkeypatch):
    monkeypatch.setattr(inbox, "AT_ONCE", 2)
    for number in range(3):
        ask(reader, text=f"{QUESTION} {number}", address=f"192.0.2.{number}")
    officer.get(INBOX)
    assert len(questions_in(desk)) == 2
    officer.get(INBOX)
    assert len(questions_in(desk)) == 3


def test_a_thousand_questions_are_taken_in_and_the_inbox_shows_the_first(twelve, desk, officer, tmp_path):
    folder = tmp_path / "spool"
    for number in range(1000):
        content = {
            "receipt_hash": hash_receipt(str(number)),
            "commune": COMMUNE,
            "about_kind": "page",
            "about_ref": "/",
            "about_path": "/",
            "text": f"Câu hỏi thứ {number} là gì?",
        }
        spool.send(folder, "question", content, at=NOW)
    for _round in range(1000 // inbox.AT_ONCE):
        page = officer.get(INBOX)
    assert len(questions_in(desk)) == 1000
    assert spool.waiting(folder) == []
    assert page.text.count("Câu hỏi số") == 50


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"receipt_hash": "x", "commune": COMMUNE, "about_kind": "p", "about_ref": "/", "about_path": "/", "text": "a"},
        {
            "receipt_hash": "0" * 64,
            "commune": "'; drop",
            "about_kind": "p",
            "about_ref": "",
            "about_path": "/",
            "text": "a",
        },
        {
            "receipt_hash": "0" * 64,
            "commune": COMMUNE,
            "about_kind": "p",
            "about_ref": "",
            "about_path": "javascript:x",
            "text": "a",
        },
        {
            "receipt_hash": "0" * 64,
            "commune": COMMUNE,
            "about_kind": "p",
            "about_ref": "",
            "about_path": "/",
            "text": "a" * 2001,
        },
        {
            "receipt_hash": "0" * 64,
            "commune": COMMUNE,
            "about_kind": "p",
            "about_ref": "",
            "about_path": "/",
            "text": "a",
            "address": "no address",
        },
    ],
)
def test_a_message_that_the_portal_would_not_write_is_set_aside(twelve, desk, officer, tmp_path, content):
    name = spool.send(tmp_path / "spool", "question", content, at=NOW)
    officer.get(INBOX)
    assert questions_in(desk) == []
    assert (tmp_path / "spool" / "in" / f"{name}.unreadable").is_file()


@pytest.mark.parametrize("field", ["about_kind", "about_ref", "locality"])
def test_text_that_a_database_does_not_take_holds_up_nothing_behind_it(reader, twelve, desk, officer, tmp_path, field):
    content = {"receipt_hash": "0" * 64, "commune": COMMUNE, "about_kind": "p", "about_ref": "", "about_path": "/"}
    spool.send(tmp_path / "spool", "question", content | {"text": "một câu hỏi", field: "a\x00"}, at=NOW)
    ask(reader)
    assert QUESTION in officer.get(INBOX).text
    assert spool.waiting(tmp_path / "spool") == []


def test_pending_and_rejected_questions_change_no_public_byte(reader, twelve, public, desk, officer, approver):
    paths = ["/questions", "/questions.json", "/questions.atom", "/questions/ask", "/signal", "/audit.jsonl"]
    paths += ["/search?q=thon", "/indicators", "/api/v1/localities", "/api/v1/datasets"]
    client = reader.test_client()
    before = [client.get(path).data for path in paths]
    ask(reader)
    ask(reader, text="Đây là thư rác bán hàng giảm giá.", address="192.0.2.80")
    officer.get(INBOX)
    officer.post(f"{INBOX}/1/assign")
    assert officer.post(f"{INBOX}/2/reject", because="spam").status_code == 303
    propose(officer)
    twelve.extensions["post-room"].publish(NOW)
    assert [client.get(path).data for path in paths] == before
    assert answers_in(public) == []


def test_the_clock_counts_what_waits_from_the_next_day_on_and_not_what_was_rejected(reader, twelve, public, officer):
    ask(reader)
    ask(reader, text="Đây là thư rác bán hàng giảm giá.", address="192.0.2.81")
    officer.get(INBOX)
    officer.post(f"{INBOX}/2/reject", because="spam")
    later = NOW + dt.timedelta(days=40)
    twelve.extensions["post-room"].publish(later)
    shown = reader.test_client().get(f"/questions?commune={COMMUNE}").text
    figures = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", shown)
    assert ("Đã nhận", "1") in figures
    assert ("Đang chờ", "1") in figures
    assert ("Quá hạn", "1") in figures


def test_words_of_rejected_and_answered_questions_are_deleted_in_time(reader, desk, officer):
    ask(reader)
    officer.get(INBOX)
    officer.post(f"{INBOX}/1/reject", because="personal")
    for late, kept in ((dt.timedelta(days=1), True), (KEPT + dt.timedelta(days=1), False)):
        with desk.begin() as session:
            sweep(session, NOW + late)
        assert (questions_in(desk)[0].text is not None) is kept


def test_the_log_tells_of_every_step_without_a_word_of_the_question(reader, public, desk, officer, approver):
    ask(reader, text="Bà Nguyễn Thị Bí Mật ở thôn một có sóng không?")
    officer.get(INBOX)
    officer.post(f"{INBOX}/1/assign")
    propose(officer)
    publish(approver)
    approver.post(f"{INBOX}/1/withdraw")
    with desk.reading() as session, public.reading() as shown:
        entries = list(
            session.scalars(
                select(AuditEntry).where(AuditEntry.event.like("%question%") | AuditEntry.event.like("answer%"))
            )
        )
        events = [entry.event for entry in entries]
        assert events == ["question.assigned", "question.proposed", "answer.published", "answer.withdrawn"]
        assert not any("Bí Mật" in f"{entry.details}{entry.private}" for entry in entries)
        assert verify_desk(session, shown)[1] == []
        assert get_head(shown)


def test_a_withdrawn_answer_keeps_its_address_and_loses_its_words(reader, public, officer, approver):
    ask(reader)
    officer.get(INBOX)
    propose(officer)
    publish(approver)
    assert approver.post(f"{INBOX}/1/withdraw").status_code == 303
    gone = reader.test_client().get("/questions/1")
    assert gone.status_code == 410
    assert "đã được rút lại" in gone.text
    assert "Vì hai thôn nhập lại." not in gone.text
    assert answers_in(public)[0].answer is None
    assert "Vì sao số giảm?" not in reader.test_client().get("/questions").text


@ON_SQLITE  # tests of backups restore the stores of a server
def test_a_backup_carries_questions_and_answers(reader, public, desk, databases, officer, approver, tmp_path):
    ask(reader)
    officer.get(INBOX)
    propose(officer)
    publish(approver)
    (tmp_path / "files").mkdir(exist_ok=True)
    back_up(public, desk, tmp_path / "files", tmp_path / "all.zip")
    with databases.pair() as (other, other_desk):
        other.delete_file()
        other_desk.delete_file()
        restore(tmp_path / "all.zip", other, other_desk, tmp_path / "files2")
        with other.reading() as session:
            assert session.scalar(select(func.count()).select_from(Answer)) == 1
        assert [q.state for q in questions_in(other_desk)] == [State.ANSWERED]
