"""The real publisher in a process of its own: a month of a commune is handed in, approved, and published when asked.

``python -m bench.against.releases FOLDER CODE …`` prepares a release for each commune over the stores in the folder and
says "ready"; then every line it reads publishes one, and it answers with the commune and what publishing took.
"""

import csv
import io
import sys
import time
from pathlib import Path

from sqlalchemy import select

from bench.filling import TODAY
from bench.publishing import APPROVER, OFFICER
from portal.db import PublicStore, Store
from portal.domain.indicators import list_indicators
from portal.domain.localities import Locality, get_commune
from portal.publishing import acts
from portal.publishing.acts import Office
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Submission

MONTH = "2025-07"
"""Before the first that was made up, so that a commune has all of it or nothing."""
MEASURED = 7  # indicators


def office_of(folder: Path) -> Office:
    public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    return Office(Publisher(desk, public, folder / "files", secret=b"bench"), folder / "previews", TODAY)


def prepare(office: Office, code: str) -> int:
    """An approved submission; its number."""
    number = acts.hand_in(office, code, _workbook(office, code), "so-lieu.csv", OFFICER).submission_id
    with office.publisher.desk.session() as desk:
        asked = {finding["key"]: "đã rà soát" for finding in desk.get_one(Submission, number).findings}
    acts.submit(office, number, OFFICER, {"explanations": asked, "reason": "bổ sung"})
    acts.approve(office, number, APPROVER)
    return number


def _workbook(office: Office, code: str) -> bytes:
    with office.publisher.public.session() as session:
        commune = get_commune(session, code, on=TODAY)
        assert commune is not None
        villages = session.scalars(select(Locality.name).where(Locality.parent_id == commune.id)).all()
        measured = [i.code for i in list_indicators(session, level="village") if i.nature == "stock" and i.protected]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Thôn", "Chỉ số", "Kỳ", "Tử số", "Mẫu số"])
    for number, village in enumerate(villages):
        writer.writerows([village, i, MONTH, 200 + number, 520] for i in measured[:MEASURED])
    return text.getvalue().encode()


def main() -> None:
    office = office_of(Path(sys.argv[1]))
    prepared = [(code, prepare(office, code)) for code in sys.argv[2:]]
    print("ready", flush=True)
    for (code, number), _ in zip(prepared, sys.stdin, strict=False):
        spent, begun = time.process_time(), time.monotonic()
        acts.publish(office, number, APPROVER)
        print(code, time.monotonic(), time.monotonic() - begun, time.process_time() - spent, flush=True)


if __name__ == "__main__":
    main()
