"""E-mail alerts from signing up to leaving, through the spool, the desk and a mail server on loopback."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from portal import spool
from portal.clock import VIET_NAM
from portal.desk import alerts
from portal.desk.alerts.rounds import open_office, post
from portal.pages import sending
from portal.publishing.incoming import take_in
from portal.publishing.letters import Letter, Seal, Subscription
from portal.publishing.submissions import Cell
from portal.settings import load
from tests.builders import AT, COMMUNE, make_press
from tests.conftest import Installation
from tests.html import check
from tests.mail_server import MailServer, running
from tests.stores import asked

SECRET = "for tests only"
READER = "ba.nam@vidu.vn"
DAY = dt.timedelta(days=1)
TOPIC = "/localities/thu-nghiem"


def mark_of(page: str, path: str = "/follow") -> str:
    check(page, path)
    found = re.search(r'name="mark" value="(\w+)"', page)
    assert found
    return found[1]


class Walk:
    """An installation, its public pages, the desk's rounds, and a clock that a test turns."""

    def __init__(self, public, desk, folder: Path, server: MailServer) -> None:
        self.public, self.desk, self.server = public, desk, server
        self.spool = folder / "spool"
        self.key = spool.open_spool(self.spool, SECRET)
        self.now = AT
        self.publish = make_press(public, desk, folder / "files")
        self.settings = load(
            {
                "LANGSO_SECRET_KEY": SECRET,
                "LANGSO_BASE_URL": "https://so.example.vn",
                "LANGSO_SMTP_URL": server.url,
                "LANGSO_MAIL_DIR": str(folder / "mail"),
                "LANGSO_MAIL_FROM": "Làng Số <tin@so.example.vn>",
                "LANGSO_TODAY": "2026-11-22",
            },
            desk=True,
        )
        self.office = open_office(self.settings, public, desk, lambda: self.now)
        app = Installation(public, desk, folder / "files").make_app(
            BASE_URL="https://so.example.vn", SPOOL_DIR=str(self.spool)
        )
        self.app, self.client, self.visitors = app, app.test_client(), 0

    def sign_up(self, address: str = READER, topic: str = TOPIC, lang: str = "", **more: str):
        mark = mark_of(self.client.get(f"{lang}/follow?about={topic}").text, f"{lang}/follow")
        self.visitors += 1  # each from another address, as the limit is by it
        return self.client.post(
            f"{lang}/follow",
            data={"about": topic, "address": address, "mark": mark} | more,
            environ_overrides={"REMOTE_ADDR": f"10.0.{self.visitors // 250}.{self.visitors % 250}"},
        )

    def round(self, after: dt.timedelta = dt.timedelta(minutes=1)) -> alerts.Round:
        self.now += after
        take_in(self.desk, self.spool, self.key, alerts.handlers(self.office), now=self.now)
        return post(self.office)

    def open(self, link: str) -> str:
        assert link.startswith("https://so.example.vn/")
        return link.removeprefix("https://so.example.vn")

    def link(self, number: int = -1, part: str = "/follow/") -> str:
        """The first link of a letter that leads there."""
        found = re.search(rf"https://\S*{part}\S+", self.server.letters[number].get_content())
        assert found
        return self.open(found[0])

    def follow(self, address: str = READER, topic: str = TOPIC, lang: str = "") -> None:
        self.sign_up(address, topic, lang)
        self.round()
        assert self.client.post(self.link(part="/follow/confirm/")).status_code == 200
        self.round()

    def rows(self) -> int:
        with self.desk.reading() as session:
            return session.scalar(select(func.count(Subscription.id))) or 0

    def is_kept(self, words: str) -> bool:
        """Whether words stand anywhere in the desk's or the public store."""
        return any(words.encode() in content for store in (self.desk, self.public) for content in dump(store))


def dump(store) -> Iterator[bytes]:
    """The bytes of a SQLite file; every value of a PostgreSQL database."""
    if store.file is not None:
        yield store.file.read_bytes()
        return
    with store.session() as session:
        names = session.scalars(text("select tablename from pg_tables where schemaname = 'public'")).all()
        for name in names:
            yield from (repr(tuple(row)).encode() for row in session.execute(text(f'select * from "{name}"')))  # noqa: S608


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running() as server:
        yield server


@pytest.fixture
def walk(public, desk, tmp_path, server, monkeypatch) -> Iterator[Walk]:
    walk = Walk(public, desk, tmp_path, server)
    monkeypatch.setattr(sending, "day_now", lambda: walk.now.astimezone(VIET_NAM).date())
    walk.publish(Cell("vneid-level2", COMMUNE, "2026-08", 700, 1000))
    yield walk
    walk.app.extensions["store"].close()


def cell(period: str, numerator: int) -> Cell:
    return Cell("vneid-level2", COMMUNE, period, numerator, 1000)


def test_the_whole_way_from_signing_up_to_leaving(walk):
    answer = walk.sign_up()
    assert (answer.status_code, answer.location) == (303, f"/follow?about={TOPIC}&sent=1")
    assert "Hãy xem hộp thư của bạn." in check(walk.client.get(answer.location).text, TOPIC).text
    assert walk.round() == alerts.Round(asked=1, told=0, sent=1)
    (asked,) = walk.server.letters
    assert (asked["To"], asked["Subject"]) == (READER, "Xác nhận nhận tin của Làng Số")
    assert asked["Auto-Submitted"] == "auto-generated"
    assert "- Xã Thử Nghiệm\n" in asked.get_content()
    confirm = walk.link(part="/follow/confirm/")
    check(walk.client.get(confirm).text, confirm)
    walk.publish(cell("2026-09", 714))
    assert walk.round() == alerts.Round(), "opening the link confirms nothing: programs that read mail open links"
    walk.client.post(confirm)
    assert walk.round() == alerts.Round(), "what came before the confirmation is no news"
    walk.publish(cell("2026-10", 735))
    assert walk.round() == alerts.Round(told=1, sent=1)
    told = walk.server.letters[-1]
    assert told["Subject"] == "Làng Số có tin mới: Xã Thử Nghiệm"
    assert "- short of vneid-level2: 71,4\u00a0% (tháng 9/2026) → 73,5\u00a0% (tháng 10/2026)" in told.get_content()
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = walk.open(told["List-Unsubscribe"].strip("<>"))
    assert f"\r\nList-Unsubscribe: <https://so.example.vn{leave}>\r\n".encode() in walk.server.contents[-1]
    answer = walk.client.post(leave, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200, "no redirect, no login"
    walk.round()
    assert walk.rows() == 0
    with walk.desk.reading() as session:
        assert session.scalars(select(Letter)).all() == []
    assert not walk.is_kept("ba.nam")


def test_an_address_is_nowhere_in_the_stores_while_it_follows(walk):
    walk.sign_up()
    take_in(walk.desk, walk.spool, walk.key, alerts.handlers(walk.office), now=walk.now)
    assert walk.rows() == 1
    assert not walk.is_kept("ba.nam")
    alerts.post(walk.office)
    walk.client.post(walk.link(part="/follow/confirm/"))
    walk.round()
    walk.publish(cell("2026-09", 714))
    walk.server.codes[READER] = 450
    assert walk.round().told == 1, "the letter waits in the outbox"
    assert not walk.is_kept("ba.nam")
    assert not walk.is_kept("vidu.vn")


def test_a_sent_letter_leaves_neither_words_nor_address(walk):
    walk.sign_up()
    walk.round()
    with walk.desk.reading() as session:
        (letter,) = session.scalars(select(Letter))
        assert (letter.to_sealed, letter.subject, letter.body, letter.headers) == (None, "", "", {})
    walk.round(4 * DAY)
    with walk.desk.reading() as session:
        assert session.scalars(select(Letter)).all() == []


def test_who_never_confirms_is_forgotten_after_three_days(walk):
    walk.sign_up()
    walk.round()
    walk.round(3 * DAY)
    assert walk.rows() == 0
    assert len(walk.server.letters) == 1
    walk.client.post(walk.link(part="/follow/confirm/"))
    walk.round()
    assert walk.rows() == 0


def test_signing_up_again_and_again_writes_one_letter_a_day(walk):
    walk.publish(cell("2026-09", 714))
    for topic in (TOPIC, TOPIC, "/indicators/vneid-level2", TOPIC, "/localities/thu-nghiem/thon-1"):
        walk.sign_up(READER.upper() if topic == TOPIC else READER, topic)
        walk.round()
    assert len(walk.server.letters) == 1
    walk.round(DAY)
    assert len(walk.server.letters) == 2
    body = walk.server.letters[-1].get_content()
    assert "- Thôn 1, Xã Thử Nghiệm\n" in body
    assert "- name of vneid-level2\n" in body
    assert "- Xã Thử Nghiệm\n" not in body


def test_a_sender_may_sign_up_twenty_times_an_hour(walk):
    data = {"about": TOPIC, "address": READER, "mark": mark_of(walk.client.get(f"/follow?about={TOPIC}").text)}
    answers = [walk.client.post("/follow", data=data).status_code for _ in range(21)]
    assert answers == [303] * 20 + [429]


@pytest.mark.parametrize("address", ["", "x", "a@b", "a b@vidu.vn", "a@vidu.vn\nBcc: b@vidu.vn", "é@vidu.vn"])
def test_what_is_no_address_is_said_so_and_not_sent(walk, address):
    answer = walk.sign_up(address)
    assert answer.status_code == 400
    assert "Ghi một địa chỉ thư điện tử" in check(answer.text, "/follow").text
    assert spool.waiting(walk.spool) == []


def test_a_program_that_fills_the_trap_is_told_nothing_and_sends_nothing(walk):
    answer = walk.sign_up(website="https://buy.example")
    assert answer.status_code == 303
    assert spool.waiting(walk.spool) == []


def test_a_form_that_nobody_fetched_is_refused(walk):
    answer = walk.client.post("/follow", data={"about": TOPIC, "address": READER, "mark": "0" * 32})
    assert answer.status_code == 400
    assert spool.waiting(walk.spool) == []


def test_one_letter_a_day_gathers_all_topics_and_the_reason_of_a_correction(walk):
    for topic in (TOPIC, "/indicators/vneid-level2"):
        walk.sign_up(topic=topic)
    walk.round()
    walk.client.post(walk.link(part="/follow/confirm/"))
    walk.round()
    reason = {"reason": "đếm hai lần", "reason_en": "counted twice"}
    walk.publish(cell("2026-08", 690), kind="correction", **reason)
    assert walk.round() == alerts.Round(told=1, sent=1)
    walk.publish(cell("2026-09", 714))
    assert walk.round() == alerts.Round(), "the next letter is of the next day"
    assert walk.round(DAY) == alerts.Round(told=1, sent=1)
    first, second = (letter.get_content() for letter in walk.server.letters[-2:])
    assert walk.server.letters[-2]["Subject"] == "Làng Số đính chính: Xã Thử Nghiệm và 1 mục khác"
    assert "Lý do: đếm hai lần" in first
    assert "tháng 8/2026: 70,0\u00a0% → 69,0\u00a0% (sửa số đã công bố)" in first
    assert "== Xã Thử Nghiệm ==" in first
    assert "== name of vneid-level2 ==" in first
    assert "tháng 9/2026" in second
    assert "đếm hai lần" not in second


def test_leaving_one_topic_keeps_the_others(walk):
    for topic in (TOPIC, "/indicators/vneid-level2"):
        walk.sign_up(topic=topic)
    walk.round()
    walk.client.post(walk.link(part="/follow/confirm/"))
    walk.round()
    walk.publish(cell("2026-09", 714))
    walk.round()
    link = walk.link(part=r"/follow/leave/\S+\?topic=/indicators")
    page = check(walk.client.get(link).text, link)
    assert "Ngừng theo dõi name of vneid-level2" in page.text
    assert walk.rows() == 2, "opening the link is not leaving"
    walk.client.post(link)
    walk.round()
    assert walk.rows() == 1


def test_an_english_reader_is_written_to_in_english(walk):
    walk.follow(lang="/en")
    walk.publish(cell("2026-09", 714))
    walk.round()
    asked, told = walk.server.letters
    assert "/en/follow/confirm/" in asked.get_content()
    assert "70.0% (August 2026) → 71.4% (September 2026)" in told.get_content()
    assert "/en/releases/" in told.get_content()


def test_two_processes_write_and_send_each_letter_once(walk):
    for number in range(30):
        walk.sign_up(f"reader{number}@vidu.vn")
    take_in(walk.desk, walk.spool, walk.key, alerts.handlers(walk.office), now=walk.now)
    with ThreadPoolExecutor(2) as both:
        rounds = list(both.map(lambda _: post(walk.office), range(2)))
    assert sum(each.asked for each in rounds) == 30
    assert sorted(letter["To"] for letter in walk.server.letters) == sorted(f"reader{n}@vidu.vn" for n in range(30))


def test_one_bad_address_holds_up_nobody_and_is_dropped_after_three_refusals(walk):
    for address in ("gone@vidu.vn", "there@vidu.vn"):
        walk.follow(address)
    walk.publish(cell("2026-09", 714))
    walk.server.codes["gone@vidu.vn"] = 550
    assert walk.round() == alerts.Round(told=2, sent=1)
    assert walk.server.letters[-1]["To"] == "there@vidu.vn"
    walk.round(dt.timedelta(hours=4))
    assert walk.rows() == 2
    walk.round(dt.timedelta(hours=8))
    assert walk.rows() == 1
    assert walk.server.recipients.count("gone@vidu.vn") == 1 + 3, "the confirmation, then three tries"


def test_a_letter_that_cannot_go_now_waits_longer_each_time_and_goes_once(walk):
    walk.server.codes[READER] = 451
    walk.sign_up()
    for _ in range(60):
        walk.round(dt.timedelta(minutes=2))
    assert walk.server.recipients.count(READER) == 4, "at once, after 5 minutes, 15 more, an hour more"
    walk.server.codes.clear()
    walk.round(dt.timedelta(hours=3))
    walk.round(dt.timedelta(hours=3))
    assert len(walk.server.letters) == 1


def test_a_server_that_hangs_up_is_asked_once_more(walk):
    walk.server.hang_ups = 1
    walk.sign_up()
    assert walk.round().sent == 1
    assert len(walk.server.letters) == 1


def test_a_letter_the_server_dislikes_does_not_cost_readers_their_subscription(walk):
    walk.follow()
    walk.publish(cell("2026-09", 714))
    walk.server.data_code = 554
    for _ in range(30):
        walk.round(dt.timedelta(hours=12))
    assert walk.rows() == 1


def test_killed_between_sending_and_noting_a_letter_goes_at_most_twice_under_one_id(walk, monkeypatch):
    walk.sign_up()

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("portal.desk.alerts.sending.Sender._sent", die)
        with pytest.raises(KeyboardInterrupt):
            walk.round()
    for _ in range(20):
        walk.round(dt.timedelta(minutes=2))
    first, second = walk.server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_without_a_mail_server_letters_are_files_that_only_the_desk_reads(walk, tmp_path):
    office = open_office(walk.settings | {"SMTP_URL": ""}, walk.public, walk.desk, lambda: walk.now)
    walk.sign_up()
    take_in(walk.desk, walk.spool, walk.key, alerts.handlers(walk.office), now=walk.now)
    assert post(office).sent == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert b"To: ba.nam@vidu.vn\r\n" in file.read_bytes()


def test_without_a_public_address_nothing_is_written_and_the_form_says_so(walk, make_silent):
    office = open_office(walk.settings | {"BASE_URL": ""}, walk.public, walk.desk, lambda: walk.now)
    walk.sign_up()
    take_in(walk.desk, walk.spool, walk.key, alerts.handlers(walk.office), now=walk.now)
    assert post(office) == alerts.Round()
    page = check(make_silent(walk).get(f"/follow?about={TOPIC}").text, TOPIC)
    assert "Nơi này chưa gửi thư điện tử." in page.text
    assert page.find("input", type="email") == []


@pytest.fixture
def make_silent(tmp_path) -> Iterator[Callable]:
    made = []

    def make(walk: Walk):
        made.append(Installation(walk.public, walk.desk, tmp_path / "files").make_app())
        return made[-1].test_client()

    yield make
    for app in made:
        app.extensions["store"].close()


def test_where_the_desk_takes_nothing_the_page_says_so(walk):
    page = walk.client.get(f"/follow?about={TOPIC}").text
    (walk.spool / "desk.pub").unlink()
    assert "Lúc này chưa nhận được đăng ký mới" in walk.client.get(f"/follow?about={TOPIC}").text
    answer = walk.client.post("/follow", data={"about": TOPIC, "address": READER, "mark": mark_of(page)})
    assert answer.status_code == 503
    assert "Chưa có gì được ghi lại" in check(answer.text, "/follow").text


def test_a_link_past_its_last_day_says_so(walk):
    page = check(walk.client.get("/follow/confirm/20250101-abcdefghijklmnopqrstuvwxyz").text, "/follow/confirm")
    assert "Liên kết đã hết hạn" in page.text
    assert walk.client.get("/follow/confirm/short").status_code == 404


def test_the_button_of_a_link_past_its_last_day_confirms_nothing(walk):
    """The page may have been opened before midnight."""
    page = check(walk.client.post("/follow/confirm/20250101-abcdefghijklmnopqrstuvwxyz").text, "/follow/confirm")
    assert "Liên kết đã hết hạn" in page.text
    assert "có hiệu lực" not in page.text
    assert not list((walk.spool / "in").iterdir())


def test_links_from_letters_are_kept_by_no_cache_and_told_to_nobody(walk):
    answer = walk.client.get("/follow/leave/abcdefghijklmnopqrstuvwxyz")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_letters_of_others_go_out_as_well_in_their_turn(walk):
    with walk.desk.begin() as session:
        sealed = Seal(SECRET).close(READER)
        words = {"subject": "Câu hỏi của bạn", "body": "Đã trả lời.\n", "headers": {}}
        session.add(Letter(key="answer-1", kind="answer", created_at=walk.now, to_sealed=sealed, tries=0, **words))
    assert walk.round().sent == 1
    assert walk.server.letters[0]["Subject"] == "Câu hỏi của bạn"
    walk.round(4 * DAY)
    with walk.desk.reading() as session:
        assert session.scalars(select(Letter.key)).all() == ["answer-1"], "so that it is never written twice"


def test_a_letter_that_another_secret_sealed_is_put_away(walk):
    with walk.desk.begin() as session:
        sealed = Seal("another secret").close(READER)
        words = {"subject": "x", "body": "x", "headers": {}}
        session.add(Letter(key="answer-1", kind="answer", created_at=walk.now, to_sealed=sealed, tries=0, **words))
    walk.sign_up()
    assert walk.round().sent == 1
    assert [letter["To"] for letter in walk.server.letters] == [READER]


def test_many_readers_are_told_in_few_questions_to_the_public_store(walk):
    with walk.desk.begin() as session:
        seal = Seal(SECRET)
        for number in range(1000):
            address = f"reader{number}@vidu.vn"
            session.add(
                Subscription(
                    address_sealed=seal.close(address),
                    address_hash=seal.mark(address),
                    topic=(TOPIC, "/indicators/vneid-level2")[number % 2],
                    lang=("vi", "en")[number // 2 % 2],
                    state="active",
                    leave_hash=str(number),
                    created_at=walk.now,
                    confirmed_at=walk.now,
                    last_sent_release=1,
                )
            )
    walk.publish(cell("2026-09", 714))
    with asked(walk.public.engine) as writes, walk.public.reading() as reading, asked(reading.get_bind()) as reads:
        assert walk.round().told == 1000
    assert len([*writes, *reads]) < 60
    assert len(walk.server.letters) == 1000
    assert walk.server.connections == 1
