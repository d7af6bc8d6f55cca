"""A yardstick: the observation query by sqlite3 alone, to orjson, in a bare Flask route.

The statements are ours, written out once by SQLAlchemy. No parameter is checked, nothing negotiated, no validator made.
``STORE`` names the public store's file; with ``COUNTED=1`` the total is counted, else it is left out.
"""

import base64
import datetime as dt
import os
import sqlite3
import threading
from typing import Any

import orjson
from flask import Flask, Response, request
from sqlalchemy import Select, func, select
from sqlalchemy.dialects import sqlite

from api.rendering import names_of
from api.schemas import ObservationSchema
from portal.domain.localities import Locality
from portal.domain.observations import READING, Observation, Wanted, alive, select_observations

COUNTED = os.environ.get("COUNTED") == "1"
FIELDS = names_of(ObservationSchema)
FLAG = FIELDS.index("illustrative")
LIMIT = 100
START, END = dt.date(2026, 1, 1), dt.date(2026, 1, 2)  # stand for what the request says
INDICATOR, COMMUNE, VILLAGE = "an indicator", Locality(id=-7), Locality(id=-8)
ASKED = {INDICATOR: "indicator", COMMUNE.id: "within", VILLAGE.id: "locality", START: "from", END: "to"}

app = Flask(__name__, static_folder=None)
local = threading.local()


class Statement:
    """A query as SQLite takes it, and which of its values the request gives."""

    def __init__(self, query: Select[Any]) -> None:
        compiled = query.compile(dialect=sqlite.dialect(paramstyle="named"))  # type: ignore[no-untyped-call]
        self.text, self._values = str(compiled), compiled.params
        self._asked = {name: ASKED[value] for name, value in self._values.items() if value in ASKED}

    def ask(self, values: dict[str, Any]) -> sqlite3.Cursor:
        given = {name: values[asked] for name, asked in self._asked.items()}
        return connection().execute(self.text, self._values | given)


def _statements(**which: Any) -> tuple[Statement, Statement]:
    wanted = Wanted(start=START, end=END, **which)
    rows = select_observations(wanted).add_columns(*READING).order_by(*READING).limit(LIMIT + 1)
    count = select(func.count()).select_from(Observation).where(*alive(), *wanted.conditions())
    return Statement(rows), Statement(count)


KINDS = {
    frozenset({"indicator"}): _statements(indicator=INDICATOR),
    frozenset({"indicator", "within"}): _statements(indicator=INDICATOR, within=COMMUNE),
    frozenset({"locality"}): _statements(locality=VILLAGE),
}


def connection() -> sqlite3.Connection:
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(f"file:{os.environ['STORE']}?mode=ro", uri=True)
    return local.connection  # type: ignore[no-any-return]


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.get("/api/v1/observations")
def observations() -> Response:
    asked: dict[str, Any] = request.args.to_dict()
    for name in {"within", "locality"} & asked.keys():
        asked[name] = _find_place(asked[name])
    select_rows, count = KINDS[frozenset(asked) - {"from", "to", "limit"}]
    rows = select_rows.ask(asked).fetchall()
    answer: dict[str, Any] = {"data": [_object(row) for row in rows[:LIMIT]]}
    answer["next"] = _next(rows[LIMIT - 1]) if len(rows) > LIMIT else None
    if COUNTED:
        (answer["total"],) = count.ask(asked).fetchone()
    return Response(orjson.dumps(answer), mimetype="application/json")


def _find_place(code: str) -> int:
    (found,) = connection().execute("select id from localities where code = ?", (code,)).fetchone()
    return int(found)


def _object(row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(FIELDS, row, strict=False))
    found["illustrative"] = bool(row[FLAG])
    return found


def _next(row: tuple[Any, ...]) -> str:
    cursor = base64.urlsafe_b64encode(orjson.dumps(row[len(FIELDS) :])).decode()
    return f"/api/v1/observations?{request.query_string.decode()}&cursor={cursor}"
