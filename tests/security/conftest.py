"""Every address of the public application, asked once over https; the tests read what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from tests.test_routes import addresses

HOST = "so.example.vn"
BASE = f"https://{HOST}"


@dataclass(frozen=True)
class Told:
    """What an address answered, without its content."""

    address: str
    endpoint: str
    status: int
    mimetype: str
    headers: Headers


@pytest.fixture(scope="session")
def named_app(demo) -> Iterator[Flask]:
    """The public application as it runs behind one proxy under the name of its public address."""
    with demo.running_app(BASE_URL=BASE, PROXIES="1") as app:
        yield app


@pytest.fixture
def named(named_app: Flask) -> FlaskClient:
    return client_of(named_app)


def client_of(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": HOST}
    return client


@pytest.fixture(scope="session")
def told(named_app: Flask) -> list[Told]:
    client, match = client_of(named_app), named_app.url_map.bind(HOST).match
    answers = []
    for address in addresses():
        with client.get(address) as answer:
            endpoint = match(address.partition("?")[0])[0]
            answers.append(Told(address, endpoint, answer.status_code, answer.mimetype, answer.headers))
    return answers
