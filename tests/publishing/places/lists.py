"""Lists of villages as operators write them, and what an import makes of them."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.db import Store, get_revision
from portal.domain.localities import Locality, LocalityChange
from portal.publishing.audit import get_desk_head
from portal.publishing.places import Imported, import_places
from portal.publishing.problems import Problem, Refused
from tests.builders import COMMUNE
from tests.conftest import NOW

Stores = tuple[Store, Store]
Cells = dict[str, object]


def write_csv(path: Path, rows: Sequence[Cells], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Each row's keys are headings; a heading stands in the order in which it is first used."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headings)
        writer.writerows([[row.get(heading, "") for heading in headings] for row in rows])
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "Thôn") -> Path:
    """Rows of plain cells, the first the headings; days become real date cells."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write_datetime(number, column, dt.datetime.combine(value, dt.time()))
            elif value is not None:
                page.write(number, column, value)
    book.close()
    return path


def village(number: int | None = None, name: str | None = None, **more: object) -> Cells:
    """A row under the keys of the columns; without a number it has no code."""
    code = "" if number is None else f"{COMMUNE}-{number:02}"
    return {"code": code, "name": f"Thôn {number}" if name is None else name} | more


def take(stores: Stores, path: Path, commune: str | None = COMMUNE) -> Imported:
    public, desk = stores
    return import_places(public, desk, path, commune=commune, today=NOW)


def state(stores: Stores) -> tuple[object, ...]:
    """Everything that an import may write, and how often the stores were written."""
    public, desk = stores
    with public.session() as session, desk.session() as audit:
        columns = list(Locality.__table__.columns)
        places = tuple(tuple(row) for row in session.execute(select(*columns).order_by(Locality.id)))
        changes = tuple(tuple(r) for r in session.execute(select(*LocalityChange.__table__.columns)).all())
        return places, tuple(sorted(changes)), get_revision(session), get_desk_head(audit)


def refused(stores: Stores, path: Path, commune: str | None = COMMUNE) -> list[Problem]:
    """The problems, each said whole in both languages; nothing may have changed."""
    before = state(stores)
    with pytest.raises(Refused) as caught:
        take(stores, path, commune)
    assert state(stores) == before
    for problem in caught.value.problems:
        assert all([problem.message, problem.message_en, problem.fix, problem.fix_en])
        assert "{" not in str(problem)
    return caught.value.problems


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def stored(stores: Stores, code: str) -> Locality:
    """The village with a code, by its full code or the part after the commune's."""
    full = code if "-" in code else f"{COMMUNE}-{code}"
    with stores[0].session() as session:
        return session.scalars(select(Locality).where(Locality.code == full)).one()


def links(stores: Stores) -> dict[tuple[str, str], tuple[float | None, str | None, str | None]]:
    """Weight, basis and decision of each change, by the ends of the two codes."""
    before, after = aliased(Locality), aliased(Locality)
    query = (
        select(before.code, after.code, LocalityChange)
        .join(before, before.id == LocalityChange.predecessor_id)
        .join(after, after.id == LocalityChange.successor_id)
    )
    with stores[0].session() as session:
        return {
            (one.rpartition("-")[2], two.rpartition("-")[2]): (change.weight, change.basis, change.source)
            for one, two, change in session.execute(query)
        }
