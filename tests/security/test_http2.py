"""HTTP/2 that no client would write: nothing of it becomes two requests, or another host's, behind nginx."""

import socket

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ResponseReceived
from h2.exceptions import ProtocolError

from tests.conftest import lacking
from tests.deploy.nginx_site import running_site, what_is_lacking
from tests.security.recording import recording


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    if reason := what_is_lacking():
        lacking(reason)
    with recording() as server, running_site(tmp_path_factory.mktemp("site"), public=server.port) as site:
        yield site, server


def ask(site, headers: list[tuple[str, str]], body: bytes = b"") -> list[str]:
    """The statuses answered to one stream, whose headers nobody checks on our side."""
    context = site.context()
    context.set_alpn_protocols(["h2"])
    unchecked = H2Configuration(
        client_side=True,
        validate_outbound_headers=False,
        normalize_outbound_headers=False,
        validate_inbound_headers=False,
    )
    speaking = H2Connection(config=unchecked)
    plain = socket.create_connection(("127.0.0.1", site.https), 5)
    connection = context.wrap_socket(plain, server_hostname=site.host)
    statuses: list[str] = []
    with connection:
        speaking.initiate_connection()
        speaking.send_headers(1, headers, end_stream=not body)
        if body:
            speaking.send_data(1, body, end_stream=True)
        connection.sendall(speaking.data_to_send())
        try:
            while not statuses and (portion := connection.recv(65536)):
                for event in speaking.receive_data(portion):
                    if isinstance(event, ResponseReceived):
                        statuses += [value.decode() for name, value in event.headers if name == b":status"]
                connection.sendall(speaking.data_to_send())
        except (OSError, ProtocolError):  # let go, or reset
            pass
    return statuses


def request(path: str = "/http2", *, method: str = "GET", authority: str = "localhost") -> list[tuple[str, str]]:
    return [(":method", method), (":scheme", "https"), (":authority", authority), (":path", path)]


HIDDEN = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
BROKEN = {
    "transfer-encoding": [*request(method="POST"), ("transfer-encoding", "chunked")],
    "te": [*request(), ("te", "trailers, chunked")],
    "connection": [*request(), ("connection", "x-forwarded-for")],
    "length too short": [*request(method="POST"), ("content-length", "1")],
    "length too long": [*request(method="POST"), ("content-length", "999")],
    "two lengths": [*request(method="POST"), ("content-length", "5"), ("content-length", "50")],
    "line end in a value": [*request(), ("x", f"y\r\n\r\n{HIDDEN}")],
    "bare line end in a value": [*request(), ("x", "y\nTransfer-Encoding: chunked")],
    "line end in a name": [*request(), ("x: y\r\ntransfer-encoding", "chunked")],
    "colon in a name": [*request(), ("transfer-encoding: chunked\r\nx", "y")],
    "capitals": [*request(), ("Transfer-Encoding", "chunked")],
    "line end in the path": request(f"/http2 HTTP/1.1\r\nHost: localhost\r\n\r\n{HIDDEN}"),
    "blank in the path": request("/http2 HTTP/1.1 /smuggled"),
    "path without a slash": request("smuggled"),
    "path with a host": request("https://evil.example/smuggled"),
    "line end in the method": request(method=f"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n{HIDDEN}"),
    "blank in the method": request(method="GET /smuggled HTTP/1.1\r\nx:"),
    "another authority": request(authority="evil.example"),
    "line end in the authority": request(authority=f"localhost\r\n\r\n{HIDDEN}"),
    "authority with a user": request(authority="evil@localhost"),
    "host beside the authority": [*request(), ("host", "evil.example")],
    "two paths": [*request(), (":path", "/smuggled")],
    "two methods": [(":method", "POST"), *request()],
    "no path": request()[:3],
    "a name of its own kind": [*request(), (":smuggled", "x")],
    "a scheme of its own": [(":method", "GET"), (":scheme", "https://evil.example/x?"), *request()[2:]],
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_no_client_would_write_becomes_no_request_of_another_kind(name, recorded):
    site, server = recorded
    headers = BROKEN[name]
    before = len(server.lines)
    statuses = ask(site, headers, b"hello" if ("content-length" in dict(headers)) else b"")
    reached = server.lines[before:]
    assert len(reached) <= 1
    assert len(statuses) <= 1
    assert all(line.split()[1].startswith(b"/http2") for line in reached), reached
    assert all(line.endswith(b" HTTP/1.1") and b"smuggled" not in line.partition(b"%")[0] for line in reached), reached
    assert "500" not in statuses


def test_a_request_as_clients_write_it_is_answered(recorded):
    site, server = recorded
    assert ask(site, request("/http2-well")) == ["200"]
    assert server.lines[-1] == b"GET /http2-well HTTP/1.1"
