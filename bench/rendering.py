"""What it costs to make a page once: ``python -m bench.rendering [folder of a loaded demonstration]``.

Of each page: processor time in milliseconds and beside ``/healthz`` of the same run, queries, and how many times the
same page without localisation, where texts are the messages themselves and numbers, days and periods stand as they
are. ``first`` is made right after the store's state changed, when nothing is held; ``next`` is another page's turn in
that state. Answers are not kept (``LANGSO_PREPARED_MB=0``) and not compressed; runs alternate.
"""

import argparse
import datetime as dt
import gc
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from portal.db import PublicStore, Store
from portal.i18n import babel, formats
from portal.prepared.states import states_of
from portal.publishing.demo import load_demo
from portal.settings import DATA
from tests.stores import asked
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)
PAGES = (
    "/localities/tra-cau",
    "/en/localities/tra-cau",
    "/localities/tra-cau/to-dan-pho-7",
    "/",
    "/plans/tra-cau/targets",
    "/maps/tra-cau/vneid-level2",
    "/maps/tra-cau/vneid-level2.geojson",
    "/maps/tra-cau.geojson",
    "/ogc/collections/villages/items?limit=200",
    "/indicators/vneid-level2",
    "/datasets/tra-cau-digital-society",
    "/deadlines",
)
"""In the order in which readers ask for them."""
ROUNDS = 15
_turns = itertools.count(1)


def milliseconds(client: FlaskClient, path: str, state: str) -> float:
    """Of the processor, for one answer."""
    begun = time.process_time()
    client.get(path, environ_overrides={"langso.state": state}).get_data()
    return (time.process_time() - begun) * 1000


@contextmanager
def without_localisation() -> Iterator[None]:
    """Messages pass through as they are written, numbers, days and periods as Python has them."""
    kept: dict[tuple[Any, str], Any] = {}
    for module, name, plain in _PLAIN:
        kept[module, name] = getattr(module, name)
        setattr(module, name, plain)
    try:
        yield
    finally:
        for (module, name), own in kept.items():
            setattr(module, name, own)


_PLAIN: tuple[tuple[Any, str, Any], ...] = (
    (babel, "_message", lambda _lang, text: text),
    (babel, "_markup", lambda _lang, text: babel.Markup(text)),
    (formats, "_written", lambda size, _decimals, _lang: str(size)),
    (formats, "_day", lambda day, _lang: str(day)),
    (formats, "_period", lambda text, _lang: text),
)


def measure(client: FlaskClient, state: str, path: str) -> tuple[float, float, float, float, int]:
    """First and next in a state, without localisation, the yardstick; medians; and the queries of the next."""
    runs: list[tuple[float, float, float, float]] = []
    held = client.application.extensions["per-state"]
    for _ in range(ROUNDS):
        gc.collect()
        for shelf in held.values():
            shelf.put(f"another {next(_turns)}", {})
        first = milliseconds(client, path, state)
        following = milliseconds(client, path, state)
        with without_localisation():
            plain = milliseconds(client, path, state)
        runs.append((first, following, plain, milliseconds(client, "/healthz", state)))
    with asked(client.application.extensions["store"].engine) as statements:
        client.get(path, environ_overrides={"langso.state": state}).get_data()
    first, following, plain, health = (statistics.median(column) for column in zip(*runs, strict=True))
    return first, following, plain, health, len(statements)


def report(folder: Path) -> None:
    database = f"sqlite:///{folder}/public.sqlite"
    app = create_app(
        DATABASE_URL=database, FILES_DIR=str(folder / "files"), SECRET_KEY="bench", TODAY=TODAY.isoformat(),
        RATE_LIMIT="", PREPARED_MB="0",
    )  # fmt: skip
    client, state = app.test_client(), states_of(app.extensions["store"]).now() or ""
    print("| page | first in a state | next | × `/healthz` | queries | × without localisation |")
    print("|---|---|---|---|---|---|")
    for path in PAGES:
        milliseconds(client, path, state)
        first, following, plain, health, queries = measure(client, state, path)
        beside = f"{first / health:.0f}, {following / health:.0f}"
        print(f"| `{path}` | {first:.1f} ms | {following:.1f} ms | {beside} | {queries} | {following / plain:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="of a loaded demonstration: public.sqlite and files")
    folder = parser.parse_args().folder
    if folder is not None:
        report(folder)
        return
    with tempfile.TemporaryDirectory() as made:
        public, desk = PublicStore(f"sqlite:///{made}/public.sqlite"), Store(f"sqlite:///{made}/desk.sqlite")
        load_demo(public, desk, Path(made) / "files", DATA, today=TODAY, threshold=5)
        public.close()
        desk.close()
        report(Path(made))


if __name__ == "__main__":
    main()
