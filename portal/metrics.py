"""What the portal counts of itself, for Prometheus: each process counts for itself, ``/metrics`` adds them up.

Names begin with ``langso_``; ``docs/watching.md`` says what each is for. No label holds what a reader sent: a route is
the rule of an address, never the address.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

MADE, PREPARED = "made", "prepared"
UNKNOWN = "(none)"
"""The route of an address that is none of ours."""
OTHER = "other"
METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

COUNTED = CollectorRegistry()
REQUESTS = Counter("langso_requests", "Answers given.", ("application", "route", "method", "status"), registry=COUNTED)
ROUTE_SECONDS = Counter(
    "langso_route_seconds", "Seconds spent on the answers of a route.", ("application", "route"), registry=COUNTED
)
SECONDS = Histogram(
    "langso_request_seconds",
    "Seconds until an answer had been handed to the server.",
    ("application", "kind"),
    buckets=BUCKETS,
    registry=COUNTED,
)
DROPS = Counter("langso_prepared_drops", "How often the prepared answers were dropped.", ("reason",), registry=COUNTED)
QUERIES = Counter("langso_queries", "Statements that a database was asked.", ("store",), registry=COUNTED)
SLOW_QUERIES = Counter(
    "langso_slow_queries", "Statements that took longer than LANGSO_SLOW_QUERY_MS.", ("store",), registry=COUNTED
)
LIMITED = Counter("langso_limited", "Requests refused because they came too often.", ("application",), registry=COUNTED)
CROWDED = Counter(
    "langso_crowded", "Requests refused because there was no time for them.", ("application",), registry=COUNTED
)
OF_STATUS = {429: LIMITED, 503: CROWDED}
STREAMS = Gauge(
    "langso_streams",
    "Long answers that are being sent.",
    ("application",),
    multiprocess_mode="livesum",
    registry=COUNTED,
)


class _Answers:
    """The counters of one application, route, method and class of status: looked up once, then only added to."""

    def __init__(self, application: str, route: str, method: str, status: str, kind: str) -> None:
        self._requests = REQUESTS.labels(application, route, method, status)
        self._route_seconds = ROUTE_SECONDS.labels(application, route)
        self._seconds = SECONDS.labels(application, kind)

    def add(self, seconds: float) -> None:
        self._requests.inc()
        self._route_seconds.inc(seconds)
        self._seconds.observe(seconds)


_answers: dict[tuple[str, str, str, str, str], _Answers] = {}


def add_answer(application: str, route: str, method: str, status: int, kind: str, seconds: float) -> None:
    """Count one answer that has been handed over."""
    key = application, route, known_method(method), f"{status // 100}xx", kind
    counters = _answers.get(key)
    if counters is None:
        counters = _answers[key] = _Answers(*key)
    counters.add(seconds)
    if status in OF_STATUS:
        OF_STATUS[status].labels(application).inc()


def known_method(method: str) -> str:
    """The method, or one word for whatever else a client may write."""
    return method if method in METHODS else OTHER


def count_drop(reason: str) -> None:
    """The prepared answers were dropped; ``reason`` is one of few words, such as ``release``, ``day`` or ``full``."""
    DROPS.labels(reason).inc()


def count_query(store: str) -> None:
    QUERIES.labels(store).inc()


def count_slow_query(store: str) -> None:
    SLOW_QUERIES.labels(store).inc()
