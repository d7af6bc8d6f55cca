"""What tests of the CKAN dialect share: calling an action and taking its envelope apart."""

from typing import Any

from flask.testing import FlaskClient

SLUG = "tra-cau-digital-society"
JSON = "application/json;charset=utf-8"


def call(client: FlaskClient, action: str, **arguments: Any) -> Any:
    """The result of an action that must succeed; ``facet_field`` stands for ``facet.field``."""
    asked = {name.replace("facet_", "facet."): value for name, value in arguments.items()}
    response = client.get(f"/api/3/action/{action}", query_string=asked)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.content_type == JSON
    answer = response.get_json()
    assert set(answer) == {"help", "success", "result"}
    assert answer["success"] is True
    return answer["result"]


def refusal(client: FlaskClient, action: str, status: int, kind: str, **arguments: Any) -> dict[str, Any]:
    """The error of an action that must fail so."""
    response = client.get(f"/api/3/action/{action}", query_string=arguments)
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == JSON
    answer = response.get_json()
    assert set(answer) == {"help", "success", "error"}
    assert answer["success"] is False
    assert answer["error"]["__type"] == kind
    assert answer["error"]["message"]
    return answer["error"]  # type: ignore[no-any-return]


def names(result: dict[str, Any]) -> list[str]:
    return [package["name"] for package in result["results"]]


def extras(package: dict[str, Any]) -> dict[str, str]:
    assert all(type(extra["value"]) is str for extra in package["extras"]), "CKAN takes texts alone"
    return {extra["key"]: extra["value"] for extra in package["extras"]}


def csv_resource(client: FlaskClient, slug: str = SLUG) -> dict[str, Any]:
    return call(client, "package_show", id=slug)["resources"][0]  # type: ignore[no-any-return]
