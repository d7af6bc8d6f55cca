"""What tests of the dialect share."""

from typing import Any

from flask.testing import FlaskClient


def get(client: FlaskClient, path: str = "", **parameters: Any) -> Any:
    """The content of ``/ogc<path>``."""
    response = client.get(f"/ogc{path}", query_string=parameters)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json(force=True)


def items(client: FlaskClient, collection: str, **parameters: Any) -> Any:
    """A page of features; ``when`` stands for ``datetime``."""
    asked = {("datetime" if name == "when" else name): value for name, value in parameters.items()}
    return get(client, f"/collections/{collection}/items", **asked)


def ids(client: FlaskClient, collection: str, **parameters: Any) -> list[str]:
    """The ids of all features that match."""
    page = items(client, collection, **({"limit": 10000} | parameters))
    assert page["numberMatched"] == page["numberReturned"] == len(page["features"])
    return [feature["id"] for feature in page["features"]]


def refused(client: FlaskClient, path: str, status: int = 400, **parameters: Any) -> dict[str, str]:
    """What ``/ogc<path>`` says when it refuses."""
    response = client.get(f"/ogc{path}", query_string=parameters)
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/json"
    content = response.get_json()
    assert set(content) == {"code", "description"}
    return content  # type: ignore[no-any-return]


def links_of(document: Any, rel: str) -> list[dict[str, str]]:
    return [link for link in document["links"] if link["rel"] == rel]
