"""Records in the public store: written in a release, read as of one, brought back."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.datasets import Change
from portal.domain.localities import Locality
from portal.domain.records import SUBJECTS, Subject, list_live
from portal.domain.released import Released
from portal.publishing.records.kinds import IsRecord, Record


def write_records(
    public: Session,
    commune: Locality,
    seq: int,
    records: Iterable[IsRecord],
    slug_of: Callable[[str], str],
) -> dict[str, Change]:
    """Insert what is new or different, supersede what it takes the place of or what is taken back.

    :param seq: the number of the release, which is in the store already.
    :param slug_of: the dataset of a group, made when it is first asked for.
    :returns: the change of each dataset that has one.
    """
    by_kind: dict[str, list[IsRecord]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    changes = {
        kind: _write(public, commune, seq, SUBJECTS[kind], of_kind, slug_of) for kind, of_kind in by_kind.items()
    }
    return {slug_of(kind): change for kind, change in changes.items() if change is not None}


def _write(
    public: Session,
    commune: Locality,
    seq: int,
    subject: Subject,
    records: Iterable[IsRecord],
    slug_of: Callable[[str], str],
) -> Change | None:
    live = list_live(public, subject.code, commune)
    differing = [record for record in records if _differs(record, live.get(record.key))]
    if not differing:
        return None
    _supersede(public, subject.table, [live[r.key].id for r in differing if r.key in live], seq)
    origin = {"commune_id": commune.id, "dataset_slug": slug_of(subject.code), "released_in": seq}
    rows = [origin | {"key": r.key} | columns_of(subject.table, r.content) for r in differing if not r.withdrawn]
    if rows:
        public.execute(insert(subject.table), rows)
    return Change.MAJOR if any(r.withdrawn for r in differing) else Change.MINOR


def _differs(record: IsRecord, old: Released | None) -> bool:
    if record.withdrawn or old is None:
        return record.withdrawn == (old is not None)
    return old.content != {name: record.content.get(name) for name in old.FIELDS}


def columns_of(table: type[Released], content: Mapping[str, Any]) -> dict[str, Any]:
    """A content as the table's columns hold it."""
    return {name: _typed(table, name, content.get(name)) for name in table.FIELDS}


def _typed(table: type[Released], name: str, value: Any) -> Any:
    if isinstance(value, str) and getattr(table, name).type.python_type is dt.date:
        return dt.date.fromisoformat(value)
    return value


def _supersede(public: Session, table: type[Released], ids: list[int], seq: int) -> None:
    for some in portions(ids):
        query = update(table).where(table.id.in_(some))
        public.execute(query.values(superseded_in=seq), execution_options={"synchronize_session": "fetch"})


def records_as_of(public: Session, commune: Locality, seq: int) -> list[Record]:
    """Every record of a commune that was live once the release numbered ``seq`` was out."""
    return [
        Record(kind, key, row.content)
        for kind in SUBJECTS
        for key, row in list_live(public, kind, commune, as_of=seq).items()
    ]


def records_to_restore(public: Session, commune: Locality, seq: int) -> list[Record]:
    """The records that, once published, make a commune's state what it was as of a release; none where it still is."""
    then = {(record.kind, record.key): record for record in records_as_of(public, commune, seq)}
    now = {(kind, key): row.content for kind in SUBJECTS for key, row in list_live(public, kind, commune).items()}
    changed = [record for key, record in then.items() if now.get(key) != record.content]
    return changed + [Record(*key, content, withdrawn=True) for key, content in now.items() if key not in then]


def records_to_take_back(public: Session, commune: Locality, seq: int) -> list[Record]:
    """The records that, once published, undo what the release numbered ``seq`` still shows.

    What it brought goes back to what stood there before, or is withdrawn; what it withdrew comes back, unless a later
    release said something else of it.
    """
    back: list[Record] = []
    for kind, subject in SUBJECTS.items():
        table, live = subject.table, list_live(public, kind, commune)
        touched = select(table).where(
            table.commune_id == commune.id, or_(table.released_in == seq, table.superseded_in == seq)
        )
        rows = list(public.scalars(touched))
        before = {row.key: row for row in rows if row.superseded_in == seq}
        came = {row.key for row in rows if row.released_in == seq}
        brought = {key: row for key, row in live.items() if row.released_in == seq}
        later = select(table.key).where(table.commune_id == commune.id, table.released_in > seq)
        gone_since = set(public.scalars(later))
        for key, row in brought.items():
            old = before.get(key)
            back.append(Record(kind, key, (old or row).content, withdrawn=old is None))
        back += [
            Record(kind, key, row.content)
            for key, row in before.items()
            if key not in live and key not in gone_since and key not in came
        ]
    return back
