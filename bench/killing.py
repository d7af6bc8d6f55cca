"""Kill a publishing process at many random moments and check that the old release or the new one stands, whole."""

import argparse
import datetime as dt
import tempfile
from pathlib import Path

from portal.db import PublicStore, Store
from portal.publishing.acts import Office
from portal.publishing.publisher import Publisher
from portal.publishing.stores import prepare
from tests.builders import make_installation
from tests.publishing.killing import kill_often
from tests.publishing.test_killing import VILLAGES, workbook


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=57)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as name:
        folder = Path(name)
        public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
        prepare(public, desk)
        make_installation(public, villages=VILLAGES)
        publisher = Publisher(desk, public, folder / "files", secret=b"bench")
        office = Office(publisher, folder / "previews", dt.date(2026, 11, 22))
        outcome = kill_often(office, workbook, times=asked.times, seed=asked.seed)
    print(f"{asked.times} publications, {outcome['killed']} killed while at it: ", end="")
    print(f"{outcome['old']} left the old release, {outcome['new']} the new one; no other state; the chain verifies")


if __name__ == "__main__":
    main()
