"""Lighthouse (mobile, its simulated slow phone) over every kind of page; ``python -m bench.lighthouse`` prints a table.

Performance is the median of three runs with their range: it hangs on what else the machine does, and no test asserts
it. Accessibility, best practices and search are scores of rules and do not vary; ``tests/site/test_lighthouse.py``
holds them at 100. Bytes are as transferred, headers and all. ``--kinds home,village`` takes some kinds of
``tests/site/kinds.py``, ``--english`` their English pages.
"""

import argparse
import datetime as dt
import statistics
import tempfile
from pathlib import Path

from portal.db import PublicStore, Store
from portal.publishing.demo import load_demo
from portal.settings import DATA
from tests.browsing import serving
from tests.site import programs
from tests.site.kinds import KINDS, MISSING, in_english
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)
RUNS = 3
HEAD = "| page | performance | accessibility | best practices | SEO | layout shift | bytes | requests |"


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as name:
        app = _load(Path(name))
        with serving(app) as address:
            print(HEAD + "\n|---|---|---|---|---|---|---|---|")
            for kind in asked.kinds.split(",") if asked.kinds else [kind for kind in KINDS if kind != MISSING]:
                path = in_english(KINDS[kind]) if asked.english else KINDS[kind]
                print(line(path, programs.judge([address + path] * RUNS, performance=True)), flush=True)
        app.extensions["store"].close()


def line(path: str, runs: list[dict]) -> str:
    """One page's row: the median of performance, the worst of everything else."""
    performance = [run["performance"] for run in runs]
    scores = [min(run[name] for run in runs) for name in ("accessibility", "best-practices", "seo")]
    told = f"{statistics.median(performance):.0f} ({min(performance)} to {max(performance)})"
    weight = [max(run[name] for run in runs) for name in ("shift", "bytes", "requests")]
    return f"| `{path}` | {told} | " + " | ".join(f"{value:,}" for value in [*scores, *weight]) + " |"


def _load(folder: Path):
    public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    load_demo(public, desk, folder / "files", DATA, today=TODAY, threshold=5)
    public.close()
    desk.close()
    return create_app(
        DATABASE_URL=f"sqlite:///{folder}/public.sqlite",
        FILES_DIR=str(folder / "files"),
        TODAY=TODAY.isoformat(),
        SECRET_KEY="bench",
        RATE_LIMIT="",
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kinds", default="", help="names of tests/site/kinds.py, parted by commas")
    parser.add_argument("--english", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
