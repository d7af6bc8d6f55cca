"""What browsers are told with every answer of the desk."""

from portal.headers import HEADERS, POLICY, whose
from tests.desk.people import make_account
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
