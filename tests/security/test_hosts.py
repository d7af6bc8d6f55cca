"""The portal answers under its own names alone, and repeats no other."""

import pytest

from portal.hosts import read_allowed
from portal.settings import SettingsError, load
from tests.site.kinds import ON_ONE_DATABASE

OWN = [
    "so.example.vn",
    "SO.Example.VN",
    "so.example.vn:443",
    "ban.example.vn:8443",
]
NONE = [
    "",
    "so.example.vn.",
    " so.example.vn",
    "so.example.vn:443 ",
    "so.example.vn:",
    "so.example.vn:x",
    "so.example.vn:99999",
    "so.example.vn:443:443",
    "so.example.vn, evil.example",
    "so.example.vn evil.example",
    "evil@so.example.vn",
    "so.example.vn:443@evil.example",
    "so.example.vn/evil.example",
    "so.example.vn?evil.example",
    "so.example.vn#evil.example",
    "so.example.vn\\evil.example",
    "so.example.vn%00.evil.example",
    "so.example.vn\x00evil.example",
    "https://so.example.vn",
    "[::1",
    "sö.example.vn",
    "<script>alert(1)</script>",
    "so.example.vn\tevil",
]
OTHER = [
    "evil.example",
    "so.example.vn.evil.example",
    "evilso.example.vn",
    "example.vn",
    "so.example.vn:80",
    "so.example.vn:8443",
    "ban.example.vn",
    "localhost",
    "localhost:8000",
    "127.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]:443",
    "2130706433",
    "10.0.0.1",
]


@pytest.fixture(scope="module")
def hosted(demo):
    values = {"BASE_URL": "https://so.example.vn", "HOSTS": "ban.example.vn:8443"}
    with demo.running_app(**values) as app:
        yield app.test_client()


def ask(client, host, path="/about", **more):
    return client.get(path, base_url="https://so.example.vn", headers={"Host": host}, **more)


@ON_ONE_DATABASE
@pytest.mark.parametrize("host", OWN)
def test_its_own_names_are_answered_with_the_public_address_in_every_link(host, hosted):
    answer = ask(hosted, host)
    assert answer.status_code == 200
    assert ask(hosted, OWN[0]).data == answer.data
    assert "ban.example.vn" not in answer.text


@ON_ONE_DATABASE
@pytest.mark.parametrize("path", ["/", "/en/about", "/api/v1/plans", "/static/site.css", "/khong-co"])
@pytest.mark.parametrize(("hosts", "status"), [(NONE, 400), (OTHER, 421)], ids=["none", "other"])
def test_any_other_is_refused_in_words_and_never_repeated(path, hosts, status, hosted):
    for host in hosts:
        answer = ask(hosted, host, path)
        assert answer.status_code == status, repr(host)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "evil" not in answer.text + str(answer.headers), repr(host)
        if path.startswith("/api"):
            assert answer.mimetype == "application/problem+json"
            assert answer.get_json()["status"] == status
        else:
            assert answer.mimetype == "text/html"


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("https://so.example.vn/about", 200),
        ("https://SO.EXAMPLE.VN:443/about", 200),
        ("https://evil.example/about", 400),
        ("https://so.example.vn@evil.example/about", 400),
        ("//evil.example/about", 200),
        ("ftp://so.example.vn/about", 400),
        ("evil.example:443", 400),
    ],
)
def test_a_first_line_that_names_another_host_than_the_header_is_refused(target, status, hosted):
    environ = {"RAW_URI": target, "REQUEST_URI": target}
    assert ask(hosted, "so.example.vn", environ_overrides=environ).status_code == status


@ON_ONE_DATABASE
def test_a_proxy_is_believed_only_where_there_is_one(demo):
    named = {"X-Forwarded-Host": "so.example.vn", "X-Forwarded-Proto": "https"}
    for proxies, status in (("0", 421), ("1", 200)):
        with demo.running_app(BASE_URL="https://so.example.vn", HOSTS="", PROXIES=proxies) as app:
            assert app.test_client().get("/about", headers=named).status_code == status


@ON_ONE_DATABASE
def test_supervisors_ask_by_number(hosted):
    assert ask(hosted, "10.1.2.3:8000", "/healthz").status_code == 200


def test_what_is_answered_without_any_setting_is_this_machine_and_in_the_demonstration_all():
    assert read_allowed(load({"LANGSO_SECRET_KEY": "x"})) == {"localhost", "127.0.0.1", "[::1]"}
    assert read_allowed(load({"LANGSO_DEMO": "1"})) is None
    named = load({"LANGSO_DEMO": "1", "LANGSO_BASE_URL": "https://làngsố.vn:8443/x"})
    assert read_allowed(named) == {"xn--lngs-0na7017b.vn:8443", "localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize("hosts", ["https://so.example.vn", "a b@c", "so.example.vn/x", "*"])
def test_names_without_sense_are_refused_at_the_start(hosts):
    with pytest.raises(SettingsError, match="LANGSO_HOSTS"):
        load({"LANGSO_DEMO": "1", "LANGSO_HOSTS": hosts})
