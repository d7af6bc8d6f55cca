"""Builders for what communes publish beside figures."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.db import Store
from portal.domain.datasets import Change, Dataset, dataset_slug
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality, get_commune
from portal.domain.records import SUBJECTS
from portal.domain.releases import Release, get_latest_seq
from portal.publishing.records import Context, Record, record_context, write_records
from portal.publishing.stores import initialise
from portal.publishing.workbooks import Sheet, Workbook
from portal.settings import DATA
from tests.conftest import Installation

START = dt.datetime(2026, 10, 1, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)


def release_records(session: Session, commune: Locality, *records: Record, illustrative: bool = False) -> int:
    """Publish records in a release of their own; answers its number."""
    seq = make_release(session, commune)
    write_records(session, commune, seq, records, lambda group: make_dataset(session, commune, group, illustrative))
    return seq


def write(session: Session, commune: Locality, *records: Record) -> dict[str, Change]:
    """Publish records; answers the change of each dataset."""
    seq = make_release(session, commune)
    return write_records(session, commune, seq, records, lambda group: make_dataset(session, commune, group))


def make_release(session: Session, commune: Locality) -> int:
    seq = get_latest_seq(session) + 1
    words = {name: f"{name} of {seq}" for name in ("title", "title_en", "source", "source_en")}
    roles = {"submitted_by_role": "officer", "approved_by_role": "approver"}
    release = Release(
        seq=seq,
        id=f"{commune.slug}-r{seq}",
        commune_id=commune.id,
        kind="update",
        released_at=START + dt.timedelta(days=seq),
        **words,
        **roles,
    )
    session.add(release)
    session.flush()
    return seq


def make_dataset(session: Session, commune: Locality, group: str, illustrative: bool = False) -> str:
    """The slug of a commune's dataset of a group, made with its group where they are not there."""
    slug = dataset_slug(commune, group)
    words = {name: f"{name} of {group}" for name in ("title", "title_en", "description", "description_en")}
    if session.get(IndicatorGroup, group) is None:
        session.add(IndicatorGroup(code=group, position=90 + list(SUBJECTS).index(group), **words))
        session.flush()
    if session.get(Dataset, slug) is None:
        session.add(Dataset(slug=slug, commune_id=commune.id, group_code=group, illustrative=illustrative, **words))
        session.flush()
    return slug


def context_for(session: Session, commune: str = "tra-cau") -> Context:
    place = get_commune(session, commune, on=TODAY)
    assert place is not None
    return record_context(session, place, TODAY)


def task_record(task: str, state: str = "done", day: str = "2026-10-31", evidence: str | None = None) -> Record:
    return Record("task-progress", task, {"state": state, "state_on": day, "evidence": evidence})


def receipt(report: str, day: str) -> Record:
    return Record("reports", report, {"received_on": day})


def budget_line(key: str, **more: Any) -> Record:
    content = {
        "year": 2026,
        "programme": "Hạ tầng số",
        "programme_en": None,
        "source": "commune",
        "is_total": False,
        "allocated": 500_000_000,
        "disbursed": 200_000_000,
        "decision_number": None,
        "decided_on": None,
        "note": None,
    }
    return Record("budget", key, content | more)


def withdrawn(record: Record) -> Record:
    return Record(record.kind, record.key, record.content, withdrawn=True)


def programme(key: str, **more: Any) -> Record:
    content = dict.fromkeys(SUBJECTS["support-programmes"].table.FIELDS)
    words = {"name": "Lớp kỹ năng số", "audience": "Mọi người dân", "support": "Bốn buổi học", "how": "Ghi tên"}
    return Record("support-programmes", key, content | words | {"place": "Trụ sở"} | more)


def team(key: str, locality: str, **more: Any) -> Record:
    content = dict.fromkeys(SUBJECTS["community-teams"].table.FIELDS)
    words = {"name": "Tổ công nghệ số", "locality": locality, "members": 5, "place": "Nhà văn hóa"}
    return Record("community-teams", key, content | words | more)


@contextmanager
def recorded(public: Store, desk: Store, files: Path, *records: Record) -> Iterator[FlaskClient]:
    """The public site of a real installation where Trà Câu published these records."""
    initialise(public, desk, DATA, today=TODAY)
    with public.begin() as session:
        commune = get_commune(session, "tra-cau", on=TODAY)
        assert commune is not None
        release_records(session, commune, *records)
    with Installation(public, desk, files).running_app() as app:
        yield app.test_client()


def workbook(sheet: str, *rows: Iterable[Any]) -> Workbook:
    """A workbook of one sheet, as the reader would answer it."""
    return Workbook("test.xlsx", "xlsx", (Sheet(sheet, tuple(tuple(row) for row in rows)),), "0" * 64)
