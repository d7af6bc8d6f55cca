"""Ten thousand figures: from the upload of a workbook to its preview, and from the approval to the public page.

The commune has 120 villages and publishes month by month; the workbook brings seven indicators for twelve of its
months, and a year of history stands in public already.
"""

import csv
import datetime as dt
import io
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from portal.db import PublicStore, Store
from portal.domain.indicators import list_indicators
from portal.domain.localities import Locality, LocalityKind
from portal.publishing import acts
from portal.publishing.acts import Office
from portal.publishing.publisher import Publisher
from portal.publishing.stores import initialise
from portal.publishing.submissions import Submission
from portal.publishing.workflow import Actor, Role
from portal.settings import DATA

VILLAGES = 120
TODAY = dt.date(2026, 11, 22)
OFFICER = Actor("can.bo", frozenset({Role.OFFICER}))
APPROVER = Actor("nguoi.duyet", frozenset({Role.APPROVER}))
COMMUNE = "21451"
BEFORE = ("2025-07", "2025-08", "2025-09")
NOW = tuple(f"2025-{month}" for month in (10, 11, 12)) + tuple(f"2026-{month:02}" for month in range(1, 10))


def measure() -> Iterator[tuple[str, float]]:
    """What is measured and its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        office = _office(Path(folder))
        codes = _codes(office)
        _publish(office, _workbook(codes, BEFORE))
        content = _workbook(codes, NOW)
        begun = time.perf_counter()
        read = acts.hand_in(office, COMMUNE, content, "so-lieu.csv", OFFICER)
        yield f"{len(read.content.figures)} figures from upload to preview", time.perf_counter() - begun
        _submit(office, read.submission_id)
        begun = time.perf_counter()
        acts.approve(office, read.submission_id, APPROVER)
        acts.publish(office, read.submission_id, APPROVER)
        yield "the same from approval to the public page", time.perf_counter() - begun


def _office(folder: Path) -> Office:
    public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    initialise(public, desk, DATA, today=TODAY)
    with public.begin() as session:
        commune = session.query(Locality).filter_by(code=COMMUNE, valid_to=None).one()
        session.add_all(_village(commune, number) for number in range(1, VILLAGES + 1))
    return Office(Publisher(desk, public, folder / "files", secret=b"bench"), folder / "previews", TODAY)


def _village(commune: Locality, number: int) -> Locality:
    return Locality(
        code=f"{COMMUNE}-{number:03}",
        slug=f"thon-{number}",
        kind=LocalityKind.VILLAGE,
        unit="thôn",
        name=f"Thôn {number}",
        name_en=f"Village {number}",
        parent_id=commune.id,
        valid_from=commune.valid_from,
        position=number,
        source="bench",
    )


def _codes(office: Office) -> list[str]:
    with office.publisher.public.session() as session:
        return [i.code for i in list_indicators(session, level="village") if i.nature == "stock" and i.protected][:7]


def _workbook(codes: list[str], periods: tuple[str, ...]) -> bytes:
    """Rates that grow by the month, in villages of 40 to 800."""
    rng = random.Random(57)  # noqa: S311
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Thôn", "Chỉ số", "Kỳ", "Tử số", "Mẫu số"])
    every = [*BEFORE, *NOW]
    for number in range(1, VILLAGES + 1):
        size = rng.randint(40, 800)
        for code in codes:
            rate = rng.uniform(0.2, 0.7)
            for period in periods:
                grown = min(0.98, rate + 0.015 * every.index(period))
                writer.writerow([f"Thôn {number}", code, period, round(size * grown), size])
    return text.getvalue().encode()


def _publish(office: Office, content: bytes) -> None:
    number = acts.hand_in(office, COMMUNE, content, "truoc.csv", OFFICER).submission_id
    _submit(office, number)
    acts.approve(office, number, APPROVER)
    acts.publish(office, number, APPROVER)


def _submit(office: Office, number: int) -> None:
    with office.publisher.desk.session() as desk:
        asked = {finding["key"]: "đã rà soát" for finding in desk.get_one(Submission, number).findings}
    acts.submit(office, number, OFFICER, {"explanations": asked, "reason": "bổ sung"})


if __name__ == "__main__":
    for name, seconds in measure():
        print(f"{name}: {seconds:.2f} s")
