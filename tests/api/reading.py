"""What tests of the API share: fetching an answer and going through its pages."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient

RESOURCES = (
    "localities",
    "plans",
    "sections",
    "targets",
    "goals",
    "tasks",
    "obligations",
    "indicators",
    "observations",
    "series",
    "progress",
    "readiness",
    "datasets",
    "versions",
    "files",
    "releases",
    "corrections",
)
RECORDS = ("money", "programmes", "teams")


def get(client: FlaskClient, address: str, **parameters: Any) -> Any:
    """The content of ``/api/v1/<address>``; the parameter ``start`` stands for ``from``."""
    asked = {("from" if name == "start" else name): value for name, value in parameters.items()}
    response = client.get(f"/api/v1/{address}", query_string=asked)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.content_type == "application/json"
    return response.get_json()


def rows(client: FlaskClient, address: str, **parameters: Any) -> list[dict[str, Any]]:
    """Every row of a collection, through all its pages."""
    return [row for page in pages(client, address, **parameters) for row in page["data"]]


def pages(client: FlaskClient, address: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    page = get(client, address, **({"limit": 1000} | parameters))
    yield page
    while page["next"]:
        page = client.get(page["next"]).get_json()
        yield page


def csv_rows(client: FlaskClient, address: str, **parameters: Any) -> list[dict[str, str]]:
    response = client.get(f"/api/v1/{address}.csv", query_string=parameters)
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True), newline="")))


def refusal(client: FlaskClient, address: str, status: int = 400) -> dict[str, Any]:
    """The problem document that ``/api/v1/<address>`` answers."""
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    return response.get_json()  # type: ignore[no-any-return]
