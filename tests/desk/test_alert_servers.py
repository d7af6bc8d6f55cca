"""Which mail servers letters are handed to, and how a failing one is told."""

from email.message import EmailMessage

import pytest

from portal.desk.alerts.servers import Address, Deferred, Refused, Server, Unavailable, open_mailer, read_address
from portal.settings import SettingsError
from tests.mail_server import running


def message(to: str = "a@vidu.vn") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "tin@so.example.vn", to, "Tin"
    made.set_content("Chào")
    return made


@pytest.mark.parametrize(
    ("url", "host", "port", "wrapped", "plain"),
    [
        ("smtp://mail.example.vn", "mail.example.vn", 587, False, False),
        ("smtps://u:p%40@mail.example.vn", "mail.example.vn", 465, True, False),
        ("smtp://127.0.0.1:25", "127.0.0.1", 25, False, True),
        ("smtp://[::1]:25", "::1", 25, False, True),
    ],
)
def test_an_address_says_how_safe_the_way_is(url, host, port, wrapped, plain):
    found = read_address(url)
    assert (found.host, found.port, found.wrapped, found.plain) == (host, port, wrapped, plain)
    assert "p@" not in repr(found)


@pytest.mark.parametrize("url", ["mail.example.vn", "http://mail.example.vn", "smtp://", "smtp://h:x", "smtp://h/in?x"])
def test_what_is_no_address_of_a_mail_server_is_refused_without_repeating_it(url):
    with pytest.raises(SettingsError, match="LANGSO_SMTP_URL"):
        open_mailer(url, "")


def test_to_another_machine_nothing_goes_unencrypted():
    with running() as server:
        far = Server(Address("127.0.0.1", server.port, "", "", wrapped=False, plain=False))
        with pytest.raises(Unavailable, match="STARTTLS"):
            far.send("x", message())
        assert server.recipients == []


def test_a_server_that_does_not_take_the_sender_stops_the_round_and_not_the_reader():
    with running(sender_code=550) as server:
        mailer = open_mailer(server.url, "")
        with pytest.raises(Unavailable, match="MAIL_FROM"):
            mailer.send("x", message())
        mailer.close()


@pytest.mark.parametrize(("code", "raised"), [(550, Refused), (450, Deferred)])
def test_a_refusal_for_good_and_one_for_now_are_told_apart(code, raised):
    with running(codes={"a@vidu.vn": code}) as server:
        mailer = open_mailer(server.url, "")
        with pytest.raises(raised):
            mailer.send("x", message())
        mailer.send("y", message("b@vidu.vn"))
        mailer.close()
        assert [letter["To"] for letter in server.letters] == ["b@vidu.vn"]
        assert server.connections == 1


def test_an_address_that_a_server_cannot_write_is_refused_for_good():
    with running() as server:
        mailer = open_mailer(server.url, "")
        with pytest.raises(Refused):
            mailer.send("x", message("ngô@vidu.vn"))
        mailer.close()


def test_nobody_there_is_said_in_words():
    with running() as server:
        url = server.url
    with pytest.raises(Unavailable, match="cannot be reached"):
        open_mailer(url, "").send("x", message())


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="cannot be written"):
        open_mailer("", str(tmp_path / "file")).send("x", message())
