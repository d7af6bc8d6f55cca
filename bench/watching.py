"""What watching costs: the layer around every answer, with its line in the log and its counts, beside ``/healthz``.

``python -m bench.watching``: in one process, without a network, alternating, in processor time. Everything that is
counted over processes is imported once the folder for it is there.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from werkzeug.test import EnvironBuilder

ROUNDS, TIMES = 15, 400


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        told, sys.stderr = sys.stdout, nowhere
        healthz, layer = _measure(Path(folder))
        share = statistics.median(found / whole for found, whole in zip(layer, healthz, strict=True))
        print(
            f"the layer: {statistics.median(layer):.0f} µs, {share:.3f} of /healthz made by the application", file=told
        )


def _measure(folder: Path) -> tuple[list[float], list[float]]:
    """Microseconds of ``/healthz``, and of the layer alone, a pair a round."""
    from portal import logs
    from portal.watching import Watched
    from tests.stores import SQLiteDatabases
    from wsgi import create_app

    logs.configure({"LANGSO_SECRET_KEY": "a secret for a bench", "LANGSO_LOG_FORMAT": "json"})
    with SQLiteDatabases(folder / "stores").pair() as (public, _desk):
        app = create_app(DATABASE_URL=str(public.url), SECRET_KEY="for a bench", RATE_LIMIT="", PREPARED_MB="0")
        watched = Watched(_ready, "public", app.url_map)
        rounds = [(_micros(app.wsgi_app), _micros(_ready), _micros(watched)) for _ in range(ROUNDS)]
        app.extensions["store"].close()
    return [one[0] for one in rounds], [one[2] - one[1] for one in rounds]


def _ready(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "3")])
    return [b"ok\n"]


def _micros(application: Callable[..., Any]) -> float:
    environs = [EnvironBuilder("/healthz").get_environ() for _ in range(TIMES)]
    began = time.process_time()
    for environ in environs:
        body = application(environ, _start)
        b"".join(body)
        if hasattr(body, "close"):
            body.close()
    return (time.process_time() - began) / TIMES * 1e6


def _start(_status: str, _headers: list[tuple[str, str]], _error: Any = None) -> Any:
    return None


if __name__ == "__main__":
    main()
