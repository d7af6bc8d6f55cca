"""What holds for every address of the desk, those that others add included."""

import re

import pytest

from portal.headers import HEADERS, POLICY, whose
from tests.builders import COMMUNE
from tests.desk.people import make_account

OPEN = {
    "/desk/metrics",  # to the operators' network alone: tests/watching
    "/desk/readyz",
    "/desk/sign-in",
    "/desk/sign-in/code",
    "/desk/sign-in/recovery",
    "/desk/sign-in/set-up",
    "/desk/signed-out",
    "/desk/start/<token>",
}


WANTED = HEADERS | whose(POLICY, "text/html")
ARGUMENT = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")


def addresses(app, method):
    """Every rule that takes a method, with an address of it."""
    for rule in app.url_map.iter_rules():
        if method in rule.methods and rule.endpoint != "static":
            yield rule, ARGUMENT.sub(_fill, rule.rule)


def _fill(argument):
    converter, options, name = argument.groups()
    if converter == "any":
        return options.split(",")[0].strip().strip("'\"")
    return {"commune": "thu-nghiem", "token": "x" * 32}.get(name, "1" if converter == "int" else "x")


def test_every_address_is_under_the_desk(office):
    assert {rule.rule.split("/")[1] for rule in office.url_map.iter_rules()} == {"desk", "static"}


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT", "DELETE"])
def test_every_address_but_signing_in_refuses_the_signed_out(office, method):
    closed = [(rule, path) for rule, path in addresses(office, method) if rule.rule not in OPEN]
    for rule, path in closed:
        answer = office.test_client().open(path, method=method)
        assert (answer.status_code, answer.headers.get("Location")) == (303, "/desk/sign-in"), rule
    assert len(closed) >= {"GET": 8, "HEAD": 8, "POST": 10}.get(method, 0)


def test_every_post_without_its_token_is_refused_and_changes_nothing(office, person):
    number = make_account(office, "quan.tri", *[(role, "") for role in ("officer", "approver", "administrator")])
    someone = person().sign_in("quan.tri")
    posts = list(addresses(office, "POST"))
    for rule, path in posts:
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}):
            answer = someone.client.post(path, data=token)
            assert answer.status_code == 400, rule
            assert "Trang đã để quá lâu" in answer.text, rule
    assert someone.is_signed_in()
    assert len(posts) >= 12
    assert number


def test_a_token_of_one_session_is_nothing_in_another(office, person):
    make_account(office, "lan")
    make_account(office, "minh")
    lan, minh = person().sign_in("lan"), person().sign_in("minh")
    token = re.search(r'name="csrf_token" value="([^"]+)"', minh.client.get("/desk/").text).group(1)
    assert lan.client.post("/desk/sign-out", data={"csrf_token": token}).status_code == 400
    assert lan.is_signed_in()


def test_every_form_of_every_page_carries_its_token(office, person):
    make_account(office, "quan.tri", ("administrator", ""), ("officer", COMMUNE))
    someone, forms = person().sign_in("quan.tri"), 0
    for _rule, path in addresses(office, "GET"):
        answer = someone.client.get(path)
        text = answer.text if answer.mimetype == "text/html" else ""
        for form in re.findall(r'<form[^>]*method="post"[^>]*>.*?</form>', text, re.DOTALL):
            assert 'name="csrf_token"' in form, path
            forms += 1
    assert forms > 15


def test_every_answer_has_the_headers_of_the_public_site_and_is_kept_by_nobody(office, person):
    make_account(office, "quan.tri", ("administrator", ""), ("officer", COMMUNE))
    someone = person().sign_in("quan.tri")
    paths = [path for _rule, path in addresses(office, "GET")] + ["/desk/no/such/page", "/desk/"]
    for path in paths:
        for visitor in (someone.client, office.test_client()):
            answer = visitor.get(path, headers={"Accept-Encoding": "br, gzip"})
            assert answer.headers["Cache-Control"] == "no-store", path
            assert "Content-Encoding" not in answer.headers, path
            assert {name: answer.headers[name] for name in WANTED} == WANTED, path


def test_addresses_of_a_commune_ask_for_a_role_there(office):
    for rule in office.url_map.iter_rules():
        if "commune" in rule.arguments:
            assert hasattr(office.view_functions[rule.endpoint], "required_roles"), rule


def test_a_page_that_is_not_there_says_so(office, person):
    make_account(office, "lan")
    assert "Không tìm thấy trang" in person().sign_in("lan").get("/desk/no/such/page", status=404).text


def test_what_is_too_large_is_refused_in_words(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    path, megabyte = "/desk/account/password", 1024 * 1024
    file = lan.client.post(path, data=multipart("file", bytes(21 * megabyte), "a.xlsx"), content_type=MULTIPART)
    assert (file.status_code, "tới 20 MB" in file.text) == (413, True)
    fits = lan.client.post(path, data=multipart("file", bytes(19 * megabyte), "a.xlsx"), content_type=MULTIPART)
    assert (fits.status_code, "Trang đã để quá lâu" in fits.text) == (400, True)
    field = lan.client.post(path, data=multipart("password", b"x" * 600_000), content_type=MULTIPART)
    assert field.status_code == 413
    plain = lan.client.post(path, data=b"password=" + b"x" * 600_000, content_type="application/x-www-form-urlencoded")
    assert (plain.status_code, "Nội dung gửi lên quá dài" in plain.text) == (413, True)


MULTIPART = "multipart/form-data; boundary=part"


def multipart(name, content, filename=None):
    """A body of one part, as a browser sends it."""
    named = f'name="{name}"' + (f'; filename="{filename}"' if filename else "")
    head = f"--part\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode() + content + b"\r\n--part--\r\n"


def test_strangers_may_send_little(office):
    answer = office.test_client().post("/desk/sign-in", data={"name": "x" * 70_000})
    assert answer.status_code == 413
    refused = office.test_client().post("/desk/account/password", data={"password": "x" * 70_000})
    assert refused.status_code == 303
