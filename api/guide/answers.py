"""Real answers of the API for its documentation, shortened to fit a page."""

import json
from dataclasses import dataclass
from typing import Any

from flask import current_app, request

from api.routing import v1
from portal.addresses import public_url
from portal.errors import Refusal

ASKED = {
    "localities": "kind=commune",
    "sections": "plan=tra-cau",
    "targets": "plan=tra-cau&year=2030",
    "tasks": "plan=tra-cau",
    "obligations": "cadence=quarterly",
    "indicators": "group=digital-society",
    "observations": "indicator=vneid-level2&within=tra-cau&period=2026-09",
    "series": "locality=25220-29&indicator=vneid-level2",
    "progress": "plan=tra-cau&year=2030",
    "readiness": "within=tra-cau&period=2026-09",
    "datasets": "commune=tra-cau",
    "versions": "commune=tra-cau",
    "files": "commune=tra-cau&newest=yes&format=csv",
    "releases": "commune=tra-cau",
    "money": "commune=tra-cau",
    "teams": "commune=tra-cau",
}
"""What the example of a resource asks for; nothing where the whole collection is short."""

WITHIN = {"localities": "kind=commune", "releases": "sort=released_at"}
"""What finds the thing that an example of a collection within one looks into; the first release has figures."""

LONGEST, MOST = 100, 2
"""Letters of a text and items of a list that are shown."""


@dataclass(frozen=True)
class Answered:
    """:param path: what was asked, from the portal's root."""

    path: str
    answer: str

    @property
    def address(self) -> str:
        """As a program asks for it."""
        return public_url(self.path)


def get_example(path: str, lang: str) -> Answered | None:
    """A collection's first row as this portal answers it now; None where there is no row.

    :param path: as OpenAPI writes it, under ``/api/v1``.
    """
    plain = _without_parameters(path)
    if plain is None:
        return None
    for address in dict.fromkeys((_wanted(plain), f"{plain}?limit=1")):
        if example := _answered(address, lang):
            return example
    return None


def _answered(address: str, lang: str) -> Answered | None:
    try:
        content = _ask(f"{address}&lang={lang}")
    except Refusal:  # what the example asks about is not on this portal
        return None
    if not content["data"]:
        return None
    return Answered(address, json.dumps(_shorten(content), ensure_ascii=False, indent=2))


def _wanted(path: str) -> str:
    """What the example of a collection asks for."""
    asked = ASKED.get(path.removeprefix(f"{v1.prefix}/"), "")
    return f"{path}?{'&'.join(filter(None, (asked, 'limit=1')))}"


def _without_parameters(path: str) -> str | None:
    """A collection within a thing is looked at within the first there is; None where there is none."""
    if "{" not in path:
        return path
    name = path.removeprefix(f"{v1.prefix}/").partition("/")[0]
    things = _ask(f"{v1.prefix}/{name}?{WITHIN[name]}&limit=1")["data"]
    return path.replace("{ref}", things[0].get("id") or things[0]["code"]) if things else None


def _ask(address: str) -> Any:
    """What the API answers to the same reader."""
    with current_app.test_request_context(address, base_url=request.url_root):
        endpoint = request.endpoint or ""
        return current_app.view_functions[endpoint](**(request.view_args or {})).get_json()


def _shorten(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST:
        return value[:LONGEST].rstrip() + " …"
    if isinstance(value, list):
        return [_shorten(item) for item in value[:MOST]] + ["…"] * (len(value) > MOST)
    if isinstance(value, dict):
        return {name: _shorten(item) for name, item in value.items()}
    return value
