"""Every kind of page a reader can open, with an example: the one list that the tests of this folder walk.

``test_kinds.py`` holds it complete: a page whose endpoint is not here fails by name. Addresses are Vietnamese; each is
walked in English too.
"""

from tests.stores import ON_SQLITE

ON_ONE_DATABASE = ON_SQLITE
"""One is enough: what the browser gets is the same bytes from both (tests/test_routes.py)."""

KINDS = {
    "home": "/",
    "search": "/search?q=duong",
    "search, nothing found": "/search?q=zzzz",
    "about": "/about",
    "communes": "/localities",
    "commune": "/localities/tra-cau",
    "villages of a commune": "/localities/tra-cau/villages",
    "village": "/localities/tra-cau/to-dan-pho-7",
    "plans": "/plans",
    "plan": "/plans/tra-cau",
    "targets of a plan": "/plans/tra-cau/targets",
    "changes of a plan": "/plans/tra-cau/changes",
    "tasks of a plan": "/plans/tra-cau/tasks",
    "deadlines of a plan": "/plans/dak-cam/deadlines",
    "targets": "/targets",
    "two communes side by side": "/targets?commune=tra-cau&commune=tan-lap",
    "deadlines": "/deadlines",
    "bodies of a plan": "/plans/dak-cam/bodies",
    "body": "/plans/dak-cam/bodies/cong-an-phuong",
    "chart": "/charts/tra-cau/vneid-level2",
    "chart of a village": "/charts/tra-cau/to-dan-pho-7/vneid-level2",
    "embedded chart": "/charts/tra-cau/vneid-level2/embed",
    "embedded chart of a village": "/charts/tra-cau/to-dan-pho-7/vneid-level2/embed",
    "readiness": "/readiness",
    "readiness of a commune": "/readiness/tra-cau",
    "self-check": "/readiness/check",
    "find": "/find?q=to+dan+pho",
    "indicators": "/indicators",
    "indicator": "/indicators/vneid-level2",
    "figure": "/observations/vneid-level2/21451/2026-09",
    "withheld figure": "/observations/digital-skills/24121-38/2026-03",
    "datasets": "/datasets",
    "dataset": "/datasets/tra-cau-digital-society",
    "version of a dataset": "/datasets/tra-cau-digital-society/1.0.0",
    "releases": "/releases",
    "release": "/releases/tra-cau-r5",
    "audit log": "/audit",
    "how the portal stands": "/status",
    "questions": "/questions",
    "asking about a page": "/questions/ask?about=/localities/tra-cau",
    "question": "/questions/1",
    "receipt of a question": "/questions/receipt",
    "where to report missing signal": "/signal",
    "reports of missing signal": "/signal/tra-cau",
    "follow": "/follow?about=/localities/tra-cau",
    "confirming to follow": "/follow/confirm/20991231-abcdefghijklmnopqrstuvwxyz",
    "ending to follow": "/follow/leave/20991231-abcdefghijklmnopqrstuvwxyz",
    "money": "/money",
    "programmes": "/programmes",
    "teams": "/teams",
    "maps": "/maps",
    "maps of a commune": "/maps/tra-cau",
    "map": "/maps/tra-cau/vneid-level2",
    "two periods on a map": "/maps/tra-cau/vneid-level2/compare",
    "two communes on maps": "/maps/tra-cau/vneid-level2/beside/dak-cam",
    "embedded map": "/maps/tra-cau/vneid-level2/embed",
    "embedded table": "/localities/tra-cau.embed",
    "components": "/components",
    "developers' guide": "/developers",
    "promise of stability": "/stability",
    "API": "/api/docs",
    "resource of the API": "/api/docs/observations",
    "problems of the API": "/api/problems",
    "OGC API": "/ogc?f=html",
    "OGC description": "/ogc/api?f=html",
    "OGC description, by suffix": "/ogc/api.html",
    "OGC conformance": "/ogc/conformance?f=html",
    "OGC collections": "/ogc/collections?f=html",
    "OGC collection": "/ogc/collections/communes?f=html",
    "OGC items": "/ogc/collections/communes/items?f=html",
    "OGC item": "/ogc/collections/communes/items/21451?f=html",
    "page that is not there": "/khong-co",
}
MISSING = "page that is not there"
"""The one that answers 404, which browsers report on their console."""


def in_both_languages() -> list[str]:
    """Every address, Vietnamese and English."""
    return [*KINDS.values(), *(in_english(path) for path in KINDS.values())]


def in_english(path: str) -> str:
    return "/en" if path == "/" else f"/en{path}"
