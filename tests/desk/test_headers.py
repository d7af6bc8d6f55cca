"""What browsers are told with every answer of the desk."""

from portal.headers import HEADERS, POLICY, whose
from tests.desk.people import change, code_of, make_account
from tests.desk.test_every_route import addresses


def test_nothing_of_the_desk_may_be_framed_or_used_elsewhere(office, person):
    make_account(office, "quan.tri", ("administrator", ""), ("officer", ""), ("approver", ""))
    wanted = HEADERS | whose(POLICY, "text/html")
    clients = [person().sign_in("quan.tri").client, office.test_client()]
    paths = [path for _rule, path in addresses(office, "GET")]
    for client in clients:
        for path in [*paths, "/static/desk.css", "/desk/no/such", "/desk/%00"]:
            for method in ("GET", "OPTIONS", "POST"):
                with client.open(path, method=method) as answer:
                    assert {name: answer.headers.getlist(name) for name in wanted} == {
                        name: [value] for name, value in wanted.items()
                    }, (method, path)
                    assert "Access-Control-Allow-Origin" not in answer.headers


def test_after_signing_in_nobody_is_led_off_the_desk(office, person):
    make_account(office, "lan")
    for target in ("//evil.example/desk/", "/\\evil.example/desk/", "/%5c%5cevil.example", "/@evil.example/"):
        lan = person()
        change(office, "lan", totp_counter=None)
        lan.client.get(target)
        lan.client.get("/desk/sign-in?next=https://evil.example")
        assert lan.give_password("lan").status_code == 303
        led = lan.post("/desk/sign-in/code", code=code_of(office, "lan")).headers["Location"]
        assert led == "/desk/", target
