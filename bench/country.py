"""A made-up country: the demonstration, every commune, a plan for each, receipts and figures in some of them.

Plans are the demonstration's, copied in turn; nothing of it is anybody's. ``python -m bench.country`` measures the
pages of promises, deadlines and readiness over it: queries, bytes, and times beside ``/healthz`` of the same run.
"""

import argparse
import datetime as dt
import gzip
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench.__main__ import seconds
from portal.db import PublicBase, PublicStore, Store
from portal.domain.datasets import Dataset, dataset_slug
from portal.domain.indicators import Indicator, list_elements
from portal.domain.localities import Locality, LocalityKind, valid_on
from portal.domain.obligations import Obligation, Receipt, due_day, duty_id
from portal.domain.observations import Observation, Status, rate
from portal.domain.periods import parse_period
from portal.domain.plans import Plan, Target
from portal.domain.releases import Release, get_latest_seq
from portal.domain.tasks import Task, TaskRecord
from portal.publishing.demo import load_demo
from portal.publishing.national import read_table, take_over
from portal.settings import DATA
from tests.stores import asked
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)
FIGURES, VILLAGES, PERIOD = 300, 30, "2026-10"
TASKS = 6  # dated ones of each plan, beside its twenty-odd targets and its duties
PAGES = (
    "/",
    "/find?q=tan+lap",
    "/find.json?q=tan+lap",
    "/targets",
    "/targets?commune=tra-cau&commune=dak-cam",
    "/deadlines",
    "/deadlines?page=2",
    "/deadlines?state=missing",
    "/deadlines?commune=dak-cam",
    "/deadlines.csv",
    "/deadlines.ics",
    "/deadlines.atom",
    "/deadlines.ics?commune=dak-cam",
    "/deadlines.atom?commune=dak-cam",
    "/plans",
    "/readiness",
    "/readiness?page=2",
    "/readiness.csv",
    "/readiness/tra-cau",
    "/questions",
    "/signal/tra-cau",
    "/search?q=tan+lap",
    "/localities/tra-cau",
    "/localities/tra-cau/to-dan-pho-7",
    "/components",
    "/follow?about=/localities/tra-cau",
    "/indicators/vneid-level2",
    "/plans/tra-cau/bodies",
    "/money",
    "/programmes",
    "/teams",
    "/datasets",
    "/releases",
    "/sitemap.xml",
    "/sitemap-1.xml",
)


def add_communes(session: Session, *, most: int, figures: int = FIGURES, villages: int = VILLAGES) -> int:
    """Give a plan to communes that have none, and receipts and figures to the first of them; answers how many."""
    query = select(Locality).where(Locality.kind == LocalityKind.COMMUNE, *valid_on(TODAY))
    query = query.where(Locality.id.not_in(select(Plan.commune_id))).order_by(Locality.position, Locality.code)
    places = list(session.scalars(query.limit(most)))
    copy_plans(session, places)
    _publish(session, places[:figures], villages)
    return len(places)


def copy_plans(session: Session, places: Sequence[Locality]) -> None:
    """A plan for each of these communes, of those that are there, in turn."""
    models = list(session.scalars(select(Plan).order_by(Plan.slug)))
    for number, model in enumerate(models):
        _copy_plan(session, model, places[number :: len(models)])
    session.flush()


def _copy_plan(session: Session, model: Plan, places: Sequence[Locality]) -> None:
    """The plan, its duties, its targets and some of its dated tasks, once for each commune."""
    own = _rows(session, Plan, Plan.slug == model.slug)
    _insert(session, Plan, (row | {"slug": p.slug, "commune_id": p.id} for p in places for row in own))
    duties = _rows(session, Obligation, Obligation.plan_slug == model.slug)
    _insert(session, Obligation, (_without(row, "id") | {"plan_slug": p.slug} for p in places for row in duties))
    targets = [row | {"amends_id": None} for row in _rows(session, Target, Target.plan_slug == model.slug)]
    _insert(session, Target, _of(places, model, targets))
    dated = _rows(session, Task, (Task.plan_slug == model.slug) & Task.due.is_not(None))
    _insert(session, Task, _of(places, model, dated[:TASKS]))


def _rows(session: Session, table: type[PublicBase], where: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(select(table.__table__).where(where)).mappings()]


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _of(places: Sequence[Locality], model: Plan, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for place in places:
        for row in rows:
            yield row | {"plan_slug": place.slug, "id": place.slug + row["id"].removeprefix(model.slug)}


def _insert(session: Session, table: type[PublicBase], rows: Iterator[dict[str, Any]]) -> None:
    if found := list(rows):
        session.execute(insert(table), found)


def _publish(session: Session, places: Sequence[Locality], villages: int) -> None:
    """A release in each commune: the four elements of readiness by village, and one report received."""
    elements, begun = list_elements(session), get_latest_seq(session)
    groups = {"reports", "task-progress", *(e.group_code for e in elements)}
    _insert(session, Release, (_release(place, begun + n) for n, place in enumerate(places, 1)))
    _insert(session, Dataset, (_dataset(place, group) for place in places for group in sorted(groups)))
    below = {place.id: _add_villages(session, place, villages) for place in places}
    for seq, place in enumerate(places, begun + 1):
        _insert(session, Observation, _observations(place, [place.id, *below[place.id]], elements, seq))
        _insert(session, Receipt, _receipts(session, place, seq))
        _insert(session, TaskRecord, _records(session, place, seq))


def _release(place: Locality, seq: int) -> dict[str, Any]:
    words = {"title": "Số liệu", "title_en": "Figures", "source": "bench", "source_en": "bench"}
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    roles = {"submitted_by_role": "officer", "approved_by_role": "approver"}
    ref = {"seq": seq, "id": f"{place.slug}-r{seq}", "commune_id": place.id, "kind": "update", "released_at": at}
    return ref | words | roles


def _dataset(place: Locality, group: str) -> dict[str, Any]:
    words = {"title": "Số liệu", "title_en": "Figures", "description": "bench", "description_en": "bench"}
    return {
        "slug": dataset_slug(place, group),
        "commune_id": place.id,
        "group_code": group,
        "illustrative": True,
    } | words


def _add_villages(session: Session, place: Locality, count: int) -> list[int]:
    there = list(session.scalars(select(Locality.id).where(Locality.parent_id == place.id)))
    if there:
        return there
    made = [_village(place, number) for number in range(1, count + 1)]
    session.add_all(made)
    session.flush()
    return [village.id for village in made]


def _village(place: Locality, number: int) -> Locality:
    return Locality(
        code=f"{place.code}-{number:02}",
        slug=f"thon-{number}",
        kind=LocalityKind.VILLAGE,
        unit="thôn",
        name=f"Thôn {number}",
        name_en=f"Village {number}",
        parent_id=place.id,
        valid_from=place.valid_from,
        position=number,
        source="bench",
        illustrative=True,
    )


def _observations(
    place: Locality, ids: Sequence[int], elements: Sequence[Indicator], seq: int
) -> Iterator[dict[str, Any]]:
    for count, (id_, element) in enumerate((i, e) for i in ids for e in elements):
        counted, among = 100 + (count * 37 + seq * 11) % 400, 520
        yield {
            "indicator_code": element.code,
            "locality_id": id_,
            "period": PERIOD,
            "period_end": parse_period(PERIOD).end,
            "numerator": counted,
            "denominator": among,
            "value": rate(counted, among),
            "status": Status.NORMAL,
            "dataset_slug": dataset_slug(place, element.group_code),
            "released_in": seq,
        }


def _receipts(session: Session, place: Locality, seq: int) -> Iterator[dict[str, Any]]:
    """The first report of the year that each dated duty asks for, so that what came after it is judged."""
    for duty in session.scalars(select(Obligation).where(Obligation.plan_slug == place.slug)):
        if duty.cadence == "monthly" and duty.due_day:
            day = due_day(duty, parse_period("2026-09"))
            yield _released(place, seq, "reports", f"{duty_id(duty)}-2026-09") | {"received_on": day}


def _records(session: Session, place: Locality, seq: int) -> Iterator[dict[str, Any]]:
    for ref in session.scalars(select(Task.id).where(Task.plan_slug == place.slug)):
        state = {"state": "in-progress", "state_on": dt.date(2026, 10, 1), "evidence": None}
        yield _released(place, seq, "task-progress", ref) | state


def _released(place: Locality, seq: int, group: str, key: str) -> dict[str, Any]:
    return {"commune_id": place.id, "key": key, "dataset_slug": dataset_slug(place, group), "released_in": seq}


def make_country(folder: Path, *, most: int) -> None:
    """The whole of it in ``public.sqlite`` and ``desk.sqlite`` of a folder."""
    public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    load_demo(public, desk, folder / "files", DATA, today=TODAY, threshold=5)
    take_over(public, desk, read_table(), today=TODAY)
    grow(public, most=most)
    public.close()
    desk.close()


def grow(public: PublicStore, *, most: int) -> None:
    with public.begin() as session:
        add_communes(session, most=most)
        session.execute(text("analyze"))


def main() -> None:
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("--communes", type=int, default=10_000, help="at most so many get a plan")
    with tempfile.TemporaryDirectory() as name:
        make_country(Path(name), most=asked_for.parse_args().communes)
        measure(Path(name))


def measure(folder: Path, pages: Sequence[str] = PAGES) -> None:
    url = f"sqlite:///{folder}/public.sqlite"
    app = create_app(
        DATABASE_URL=url,
        FILES_DIR=str(folder / "files"),
        SECRET_KEY="bench",
        RATE_LIMIT="",
        PREPARED_MB="0",
        TODAY=str(TODAY),
    )
    yardstick = seconds(lambda: app.test_client().get("/healthz").data)
    print(f"/healthz {yardstick * 1000:.1f} ms\n")
    print("| address | | queries | bytes compressed | × /healthz | ms |\n|---|---|---|---|---|---|")
    for path in pages:
        print(_line(app, path, yardstick), flush=True)


def _line(app: Flask, path: str, yardstick: float) -> str:
    with asked(app.extensions["store"].engine) as statements:
        answer = app.test_client().get(path)
        content = answer.get_data()
    taken = seconds(lambda: app.test_client().get(path).get_data(), times=3)
    size = len(gzip.compress(content))
    counts = f"{answer.status_code} | {len(statements)} | {size:,}"
    return f"| `{path}` | {counts} | {taken / yardstick:.0f} | {taken * 1000:.0f} |"


if __name__ == "__main__":
    main()
