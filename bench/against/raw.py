"""A yardstick: the observation query by sqlite3 alone, to orjson, in a bare Flask route.

No parameter is checked, nothing negotiated, no validator made. ``STORE`` names the public store's file; with
``COUNTED=1`` the total is counted, else it is left out.
"""

import base64
import os
import sqlite3
import threading
from functools import cache
from typing import Any

import orjson
from flask import Flask, Response, request

from bench.against.statements import FIELDS, LIMIT, statements

COUNTED = os.environ.get("COUNTED") == "1"
FLAG = FIELDS.index("illustrative")

app = Flask(__name__, static_folder=None)
local = threading.local()
written = cache(statements)


def connection() -> sqlite3.Connection:
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(f"file:{os.environ['STORE']}?mode=ro", uri=True)
    return local.connection  # type: ignore[no-any-return]


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.get("/api/v1/observations")
def observations() -> Response:
    asked = request.args.to_dict()
    select_rows, count = written(frozenset(asked) - {"from", "to", "limit"})
    rows = connection().execute(select_rows, asked).fetchall()
    answer: dict[str, Any] = {"data": [_object(row) for row in rows[:LIMIT]]}
    answer["next"] = _next(rows[LIMIT - 1]) if len(rows) > LIMIT else None
    if COUNTED:
        (answer["total"],) = connection().execute(count, asked).fetchone()
    return Response(orjson.dumps(answer), mimetype="application/json")


def _object(row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(FIELDS, row, strict=True))
    found["illustrative"] = bool(row[FLAG])
    return found


def _next(row: tuple[Any, ...]) -> str:
    cursor = base64.urlsafe_b64encode(orjson.dumps(row[:3])).decode()
    return f"/api/v1/observations?{request.query_string.decode()}&cursor={cursor}"
