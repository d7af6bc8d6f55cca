"""The demonstration: real plans, made-up villages and figures, published the way an officer's would be.

Every figure goes onto the desk in a submission and out in a release, on the calendar an office would keep; then one
commune corrects a month and another takes one back.
"""

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.db import DeskBase, PublicBase, Store
from portal.domain.bulk import BULK
from portal.domain.folding import slugify
from portal.domain.localities import Locality, LocalityKind, list_communes
from portal.domain.periods import parse_period
from portal.domain.releases import ReleaseKind
from portal.publishing.audit import set_salt_key
from portal.publishing.boundaries import put_schematic
from portal.publishing.demo_changes import Former, add_changes, former_villages, in_their_time
from portal.publishing.demo_feedback import add_demo_feedback
from portal.publishing.demo_figures import PROFILES, SEED, MadeVillage, commune_cells, make_villages, village_cells
from portal.publishing.demo_records import RECORDS_ON, TITLE, TITLE_EN, demo_records
from portal.publishing.indexing import index_everything
from portal.publishing.outlines import draw_outlines
from portal.publishing.publisher import Publisher
from portal.publishing.records import Record, put_records
from portal.publishing.reference import place_in_order
from portal.publishing.stores import empty, holds_made_up, is_complete, load_facts, prepare
from portal.publishing.submissions import Cell, Submission, submit

SECRET = b"demonstration"  # of nothing real; the same each time, so that every load is the same
SOURCE = f"Số liệu minh họa do lệnh langso demo tạo ra (hạt giống {SEED})"
SOURCE_EN = f"Illustrative figures made by langso demo (seed {SEED})"


@dataclass(frozen=True)
class Batch:
    """What a commune publishes on a day: the periods from ``first`` to ``last``."""

    first: dt.date
    last: dt.date
    on: dt.date
    title: str
    title_en: str


BATCHES = (
    Batch(
        dt.date(2025, 7, 1), dt.date(2025, 9, 30), dt.date(2025, 10, 15), "Số liệu quý III/2025", "Figures of Q3 2025"
    ),
    Batch(
        dt.date(2025, 10, 1),
        dt.date(2025, 12, 31),
        dt.date(2026, 1, 20),
        "Số liệu quý IV và cả năm 2025",
        "Figures of Q4 and the year 2025",
    ),
    Batch(dt.date(2026, 1, 1), dt.date(2026, 3, 31), dt.date(2026, 4, 15), "Số liệu quý I/2026", "Figures of Q1 2026"),
    Batch(dt.date(2026, 4, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 15), "Số liệu quý II/2026", "Figures of Q2 2026"),
    Batch(
        dt.date(2026, 7, 1), dt.date(2026, 9, 30), dt.date(2026, 10, 15), "Số liệu quý III/2026", "Figures of Q3 2026"
    ),
    Batch(
        dt.date(2026, 10, 1),
        dt.date(2026, 10, 31),
        dt.date(2026, 11, 10),
        "Số liệu sơ bộ tháng 10/2026",
        "Provisional figures of October 2026",
    ),
)
CORRECTED = ("tra-cau", "vneid-level2", "2026-05", dt.date(2026, 8, 12))
RETRACTED = ("tan-lap", "digital-skills", "2026-03", dt.date(2026, 6, 3))
CORRECTED_VILLAGES = 3


@dataclass(frozen=True)
class _Event:
    """A submission to be made and released at an instant."""

    at: dt.datetime
    submission: Submission
    cells: list[Cell]
    records: list[Record] = field(default_factory=list)


def load_demo(
    public: Store, desk: Store, files: Path, data: Path, *, today: dt.date, threshold: int, base_url: str = ""
) -> None:
    """Load the whole demonstration into the two stores, emptying them first.

    :param base_url: the public address that the files name; empty for paths alone.
    """
    empty(public, PublicBase)
    empty(desk, DeskBase)
    _empty_files(files)
    prepare(public, desk)
    with public.begin() as session:
        load_facts(session, data)
        events = sorted(_events(session, today), key=lambda event: event.at)
    with desk.begin() as session:
        set_salt_key(session, hashlib.sha256(SECRET).digest())
    publisher = Publisher(desk, public, files, threshold, illustrative=True, secret=SECRET, base_url=base_url)
    for event in events:
        with desk.begin() as session:
            submission = submit(session, event.submission, event.cells, at=event.at - dt.timedelta(hours=2))
            put_records(session, submission, event.records)
        publisher.publish(submission.id, at=event.at)
    with public.begin() as session:
        add_demo_feedback(session, today=today)
        index_everything(session, today=today)


class NotADemonstration(Exception):
    """The stores hold a real installation, which is never emptied."""


def _empty_files(files: Path) -> None:
    """Remove the folders of the demonstration's datasets, and nothing else that may lie beside them."""
    for slug in PROFILES:
        for folder in files.glob(f"{slug}-*"):
            shutil.rmtree(folder)
    shutil.rmtree(files / BULK, ignore_errors=True)  # of releases that bore the same names


def is_loaded(public: Store, desk: Store) -> bool:
    """Whether a demonstration was loaded to its end; half of one does not count.

    :raises NotADemonstration: the stores hold something else.
    """
    prepare(public, desk)
    with desk.session() as session:
        sources = set(session.scalars(select(Submission.source).distinct()))
        if sources and SOURCE not in sources:  # visitors may have added submissions of their own
            raise NotADemonstration(f"{desk.url.render_as_string()} is not a demonstration's desk")
    with public.session() as session:
        if not is_complete(session):
            return False
        if not holds_made_up(session):
            raise NotADemonstration(f"{public.url.render_as_string()} is not a demonstration")
        return True


def _events(session: Session, today: dt.date) -> Iterator[_Event]:
    for number, commune in enumerate(list_communes(session, on=today)):
        villages, formers = _add_villages(session, commune, today)
        cells = village_cells(commune.slug, [v.code for v in villages], _made(commune), PROFILES[commune.slug])
        cells = in_their_time(cells, formers)
        cells += commune_cells(commune.slug, commune.code, commune.population or 0, PROFILES[commune.slug])
        minutes = dt.timedelta(hours=9, minutes=7 * number)
        for batch in BATCHES:
            at = dt.datetime.combine(batch.on, dt.time(), VIET_NAM) + minutes
            yield _Event(at, _submission(commune, batch.title, batch.title_en), _of_batch(cells, commune.slug, batch))
        at = _at(RECORDS_ON, minutes)
        yield _Event(at, _submission(commune, TITLE, TITLE_EN), [], demo_records(session, commune, today))
        yield from _correction(commune, cells, minutes)
        yield from _retraction(commune, cells, minutes)


def _made(commune: Locality) -> list[MadeVillage]:
    return make_villages(commune.slug, commune.unit, commune.population or 0, PROFILES[commune.slug])


def _add_villages(session: Session, commune: Locality, today: dt.date) -> tuple[list[Locality], list[Former]]:
    """The made-up villages of a commune with their schematic outlines, in the order of their numbers, and those that
    were there before.
    """
    made = _made(commune)
    whole, parts = draw_outlines(
        commune.lat or 0.0, commune.lon or 0.0, commune.area_km2 or 0.0, len(made), seed=SEED + int(commune.code)
    )
    villages = [
        Locality(
            code=f"{commune.code}-{number:02}",
            slug=slugify(village.name),
            kind=LocalityKind.VILLAGE,
            unit=village.unit,
            name=village.name,
            name_en=village.name_en,
            parent_id=commune.id,
            valid_from=commune.valid_from,
            population=village.population,
            households=village.households,
            illustrative=True,
            source=SOURCE,
        )
        for number, village in enumerate(made, start=1)
    ]
    formers = former_villages(commune, villages, parts)
    everyone = [*villages, *(former.place for former in formers)]
    place_in_order(everyone)
    session.add_all(everyone)
    session.flush()
    geometries = [whole, *parts, *(former.geometry for former in formers)]
    put_schematic(session, [commune, *everyone], geometries, SOURCE, on=today)
    add_changes(session, formers)
    session.flush()
    return villages, formers


def _submission(commune: Locality, title: str, title_en: str, **more: str) -> Submission:
    return Submission(
        commune=commune.code,
        kind=more.pop("kind", ReleaseKind.UPDATE),
        title=title,
        title_en=title_en,
        source=SOURCE,
        source_en=SOURCE_EN,
        submitted_by_role="officer",
        approved_by_role="approver",
        **more,
    )


def _of_batch(cells: list[Cell], slug: str, batch: Batch) -> list[Cell]:
    return [
        _as_first_published(cell, slug) for cell in cells if batch.first <= parse_period(cell.period).end <= batch.last
    ]


def _as_first_published(cell: Cell, slug: str) -> Cell:
    """The cells that are corrected later carry their mistake first: people counted in two groups."""
    if _is_corrected(cell, slug) and cell.numerator is not None and cell.denominator is not None:
        return replace(cell, numerator=min(cell.denominator, round(cell.numerator * 1.06)))
    return cell


def _is_corrected(cell: Cell, slug: str) -> bool:
    commune, indicator, period, _ = CORRECTED
    first = int(cell.locality.rpartition("-")[2]) <= CORRECTED_VILLAGES if "-" in cell.locality else False
    return slug == commune and (cell.indicator, cell.period) == (indicator, period) and first


def _correction(commune: Locality, cells: list[Cell], minutes: dt.timedelta) -> Iterator[_Event]:
    slug, _, _, day = CORRECTED
    if commune.slug != slug:
        return
    submission = _submission(
        commune,
        "Đính chính tỷ lệ VNeID tháng 5/2026 của ba tổ dân phố",
        "Correction of May 2026 VNeID rates in three residential groups",
        kind=ReleaseKind.CORRECTION,
        reason="Một số người bị đếm ở cả nơi thường trú và nơi tạm trú; đã rà soát và đếm lại (tình huống minh họa).",
        reason_en="Some people were counted both where they are registered and where they stay (illustrative).",
    )
    yield _Event(_at(day, minutes), submission, [c for c in cells if _is_corrected(c, slug)])


def _retraction(commune: Locality, cells: list[Cell], minutes: dt.timedelta) -> Iterator[_Event]:
    slug, indicator, period, day = RETRACTED
    if commune.slug != slug:
        return
    submission = _submission(
        commune,
        "Rút số liệu kỹ năng số tháng 3/2026",
        "March 2026 digital-skills figures taken back",
        kind=ReleaseKind.RETRACTION,
        reason="Phiếu khảo sát của tháng dùng sai mẫu nên không so sánh được với các tháng khác (tình huống minh họa).",
        reason_en="The month's survey used the wrong form and cannot be compared with other months (illustrative).",
    )
    taken = [
        Cell(indicator, cell.locality, period, withdrawn=True)
        for cell in cells
        if (cell.indicator, cell.period) == (indicator, period)
    ]
    yield _Event(_at(day, minutes), submission, taken)


def _at(day: dt.date, minutes: dt.timedelta) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), VIET_NAM) + minutes
