"""What publishing one commune's month costs over a small store and a large one.

``python -m bench.releasing SMALL LARGE`` copies the public stores of two folders (made by ``bench.filling``), then
publishes the same figures of the same communes into both by turns, and prints the processor time as ratios of the one
run: from the workbook to its preview, and from the approval to the public page.
"""

import csv
import datetime as dt
import io
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from bench.filling import TODAY, VILLAGES
from portal.db import PublicStore, Store
from portal.domain.indicators import list_indicators
from portal.publishing import acts
from portal.publishing.acts import Office
from portal.publishing.publisher import Publisher
from portal.publishing.workflow import Actor, Role

COMMUNES = tuple(f"7000{number}" for number in range(3, 8))
MONTH, AFTER = "2026-11", dt.timedelta(days=14)
OFFICER = Actor("can.bo", frozenset({Role.OFFICER}))
APPROVER = Actor("nguoi.duyet", frozenset({Role.APPROVER}))


def open_copy(folder: Path, to: Path) -> Office:
    """A copy to publish into, whose releases are out of the way of the names that are given now."""
    to.mkdir()
    for name in ("public.sqlite", "desk.sqlite"):
        shutil.copyfile(folder / name, to / name)
    public, desk = PublicStore(f"sqlite:///{to}/public.sqlite"), Store(f"sqlite:///{to}/desk.sqlite")
    with public.begin() as session:
        session.execute(text("update releases set id = 'bench-' || id where source = 'bench'"))
    return Office(Publisher(desk, public, to / "files", secret=b"bench"), to / "previews", TODAY + AFTER)


def workbook(office: Office, commune: str) -> bytes:
    """Seven rates of every village for a month."""
    with office.publisher.public.session() as session:
        stocks = [i.code for i in list_indicators(session, level="village") if i.nature == "stock" and i.protected][:7]
    rng, content = random.Random(commune), io.StringIO()  # noqa: S311
    writer = csv.writer(content)
    writer.writerow(["Thôn", "Chỉ số", "Kỳ", "Tử số", "Mẫu số"])
    for number in range(1, VILLAGES + 1):
        size = rng.randint(200, 800)
        writer.writerows([f"Nơi {commune}-{number:02}", code, MONTH, round(size * 0.6), size] for code in stocks)
    return content.getvalue().encode()


def published(office: Office, commune: str) -> tuple[float, float]:
    """Seconds of processor time until the preview, and from the approval to the public page."""
    content, begun = workbook(office, commune), time.process_time()
    number = acts.hand_in(office, commune, content, "so-lieu.csv", OFFICER).submission_id
    seen = time.process_time() - begun
    acts.submit(office, number, OFFICER, {})
    begun = time.process_time()
    acts.approve(office, number, APPROVER)
    acts.publish(office, number, APPROVER)
    return seen, time.process_time() - begun


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        small, large = (open_copy(Path(given), Path(folder) / str(n)) for n, given in enumerate(sys.argv[1:3]))
        found = [(published(small, commune), published(large, commune)) for commune in COMMUNES][1:]
    for name, part in (("from the workbook to the preview", 0), ("from the approval to the public page", 1)):
        print(f"{name}: {statistics.median(b[part] / a[part] for a, b in found):.2f} ×")
    print(f"both: {statistics.median(sum(b) / sum(a) for a, b in found):.2f} ×")


if __name__ == "__main__":
    main()
