"""200 ways to have a site send its readers to another: what is tried, and where."""

from collections.abc import Iterator

EVIL = "evil.example"
TARGETS = (
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5cevil.example",
    "/%2fevil.example",
    "%2f%2fevil.example",
    "/%2f%2fevil.example",
    "//evil.example/%2f..",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "%68ttps://evil.example",
    "//localhost@evil.example",
    "//localhost:443@evil.example",
    "https://localhost.evil.example",
    "//evil.example%23.localhost",
    "//evil.example%00.localhost",
    "//evil%E3%80%82example",
    "//%65vil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/%E5%98%8A%E5%98%8DLocation:%20https://evil.example",
    "javascript:alert(document.domain)//evil.example",
    ".evil.example",
    "@evil.example",
)
IN_PATHS = ("{}", "/en{}", "/en/{}", "{}/", "/static{}", "/desk{}")
IN_QUERIES = (
    "/?next={}",
    "/en?lang={}",
    "/desk/sign-in?next={}",
    "/follow?about={}",
    "/questions/ask?about={}",
)
LED = (
    ("/localities/tra-cau?{}", "text/csv"),
    ("/en/plans/tra-cau/targets?{}", "application/json"),
    ("/dataset/{}", "text/html"),
    ("/dataset/tra-cau-digital-society?{}", "text/turtle"),
)
"""Addresses that lead on by ``Accept``."""
FURTHER = (
    "/maps/tra-cau/vneid-level2/beside?other=//evil.example",
    "/maps/tra-cau/vneid-level2/beside?other=https://evil.example",
    "/find?q=https://evil.example",
    "/search?q=//evil.example&next=//evil.example",
    "/datasets/tra-cau-digital-society/1.0.0/..//evil.example",
    "/en/..//evil.example",
    "/en/%2e%2e//evil.example",
    "/./%2e%2e/%2e%2e//evil.example/en",
    "/desk/sign-in;//evil.example",
    "/desk/..//evil.example/desk/",
)


def tries() -> Iterator[tuple[str, str]]:
    """An address and what is accepted."""
    for path in (*_in_paths(), *_in_queries(), *FURTHER):
        yield path, "text/html"
    for place, accepted in LED:
        for target in TARGETS[::3]:
            yield place.format(target), accepted


def _in_paths() -> Iterator[str]:
    for target in TARGETS:
        for place in IN_PATHS[: 3 if len(target) % 2 else 6]:
            path = place.format(target)
            if path.startswith(("/", "http")):
                yield path


def _in_queries() -> Iterator[str]:
    return (place.format(target) for target in TARGETS[::2] for place in IN_QUERIES)
