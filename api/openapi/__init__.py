"""``/api/v1/openapi.json``: the API's description in OpenAPI 3.1, made from the schemas it answers by.

``python -m api.openapi`` renews ``docs/openapi-v1.json``, the description as it was last released; a test refuses what
would break a program written for that.
"""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from api import schemas
from api.openapi.answers import NAMED_SCHEMAS, Answers, name_of
from api.openapi.operations import Operations
from api.openapi.parameters import shared
from api.openapi.words import ABOUT, VERSION
from api.routing import v1
from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL
from portal.settings import ROOT

RELEASED = ROOT / "docs" / "openapi-v1.json"


def describe(server: str = "", contact: dict[str, str] | None = None) -> dict[str, Any]:
    """The description of the whole API.

    :param server: the address before ``/api/v1``; empty in the one that is kept.
    """
    spec = APISpec(
        title="Làng Số",
        version=VERSION,
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin(schema_name_resolver=name_of)],
        info={"description": ABOUT, "license": {"name": LICENCE_TITLE, "url": LICENCE_URL}}
        | ({"contact": contact} if contact else {}),
        servers=[{"url": server or "/"}],
        tags=[{"name": resource.name, "description": resource.about} for resource in v1.listed()],
        **({"externalDocs": {"url": f"{server}/api/docs", "description": "the same for people"}} if server else {}),
    )
    answers, operations = Answers(), Operations()
    paths = [path for resource in v1.listed() for path in operations.of(resource, answers)]
    parameters = shared(operations.asked)
    for name, schema in NAMED_SCHEMAS.items():
        spec.components.schema(name, schema)
    for name, parameter in parameters.items():
        spec.components.parameter(name, parameter["in"], parameter)
    for name, header in answers.headers.items():
        spec.components.header(name, header)
    for name, response in answers.responses.items():
        spec.components.response(name, response)
    for path, get in paths:
        spec.path(path, operations={"get": get | {"parameters": operations.refer(get["parameters"], parameters)}})
    return _finish(spec.to_dict())


def _finish(content: dict[str, Any]) -> dict[str, Any]:
    """With a sentence about each thing, and without the promise that there are no other fields: some may be added."""
    about = {name_of(schema): schema.__doc__ or "" for schema in vars(schemas).values() if isinstance(schema, type)}
    for name, schema in content["components"]["schemas"].items():
        schema.pop("additionalProperties", None)
        schema.setdefault("description", " ".join(about.get(name, "").split()))
    return content
