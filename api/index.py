"""``/api/v1/``: what there is and what it can be asked, printed from the schemas."""

from typing import Any

from flask import Response, current_app

from api.openapi import describe
from api.openapi.parameters import path_of
from api.parameters import Choice, Language, Parameter, parameters_of, read_parameters
from api.routing import Part, Resource, v1
from portal.addresses import public_url
from portal.formats.http import json_answer
from portal.validators import of_state


@v1.get("/")
def index() -> Response:
    read_parameters(Language)
    response = json_answer({"resources": [_resource(r) for r in v1.listed()]})
    response.headers.add("Link", f'<{v1.prefix}/openapi.json>; rel="service-desc"; type="application/json"')
    response.headers.add("Link", '</api/docs>; rel="service-doc"; type="text/html"')
    return response


@v1.get("/openapi.json")
def openapi() -> Response:
    """The API's description in OpenAPI 3.1."""
    read_parameters(Language)
    email = current_app.config["CONTACT_EMAIL"]
    return of_state(lambda: json_answer(describe(public_url(""), {"email": email} if email else None)))


def _resource(resource: Resource) -> dict[str, Any]:
    address = f"{v1.prefix}/{resource.name}"
    return {
        "name": resource.name,
        "about": resource.about,
        "address": address,
        "csv": f"{address}.csv",
        "ndjson": f"{address}.ndjson",
        "one": path_of(resource.one)[0],
        "parts": [_part(part) for part in resource.parts],
    } | _asked_and_answered(resource)


def _part(part: Part) -> dict[str, Any]:
    address = path_of(part.rule)[0]
    addresses = {"address": address, "csv": f"{address}.csv", "ndjson": f"{address}.ndjson"}
    return {"about": part.about} | addresses | _asked_and_answered(part)


def _asked_and_answered(resource: Resource | Part) -> dict[str, Any]:
    return {
        "parameters": [_parameter(name, p) for name, p in parameters_of(resource.query).items()],
        "fields": [_field(name, field) for name, field in resource.schema().fields.items()],
    }


def _parameter(name: str, parameter: Parameter) -> dict[str, Any]:
    about = {"name": name, "about": parameter.metadata["description"]}
    return about | ({"values": parameter.words} if isinstance(parameter, Choice) else {})


def _field(name: str, field: Any) -> dict[str, Any]:
    about = field.metadata["description"]
    return {"name": name, "type": field.kind, "nullable": field.allow_none, "about": about}
