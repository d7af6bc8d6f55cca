"""Rows that a query alone cannot give, under their public field names: one place for pages and the API."""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.changes import CHANGE_FIELDS
from portal.domain.datasets import DatasetFile, list_files, list_illustrative_releases
from portal.domain.obligations import Report
from portal.domain.progress import Progress, Reading
from portal.domain.readiness import Readiness
from portal.domain.releases import REPORTED, Release
from portal.domain.tasks import task_state
from portal.formats.mediatypes import media_type
from portal.formats.table import Table
from portal.i18n.readiness_words import readiness_arithmetic
from portal.i18n.wording import arithmetic

Row = Sequence[Any]

PLACES = 4
PROGRESS = (
    "target,plan,commune,indicator,year,due,status,reason,latest,expected,gap,arithmetic,illustrative,amended_by"
).split(",")
OF_DUTY = "reporter,reporter_en,recipient,recipient_en,citation,citation_en,note,note_en".split(",")
EXPLAINED = ("code", "rule", "rule_en", "text")
RELEASE_ENDS = ("explanations", "disclosure", "illustrative")
REPORT = ["id", "plan", "cadence", "period", "due", "received_on", "state", *OF_DUTY, "release", "illustrative"]


def progress_row(found: Progress) -> Row:
    """A target's progress in the order of ``PROGRESS``; the arithmetic is in the language of the answer."""
    target, judgement = found.target, found.judgement
    return (
        target.id,
        target.plan_slug,
        target.plan.commune.code,
        target.indicator_code,
        target.year,
        judgement.due,
        found.status,
        judgement.reason,
        reading_object(judgement.latest),
        rounded(judgement.expected),
        rounded(judgement.gap),
        arithmetic(judgement, target.indicator.unit),
        found.illustrative,
        found.amended_by,
    )


def reading_object(reading: Reading | None) -> dict[str, Any] | None:
    """The observation a target is judged by."""
    if reading is None:
        return None
    return {
        "period": reading.period.text,
        "value": rounded(reading.value),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "status": reading.status,
        "reported": reading.reported,
        "expected": reading.expected,
    }


def rounded(value: Fraction | None) -> float | None:
    """To as many places as rates are published with; never a negative zero."""
    return None if value is None else round(float(value), PLACES) + 0.0


def report_row(report: Report) -> Row:
    """A report due in the order of ``REPORT``."""
    duty = (getattr(report.duty, name) for name in OF_DUTY)
    return (
        report.id,
        report.plan,
        report.cadence,
        report.period,
        report.due,
        report.received_on,
        report.state,
        *duty,
        report.receipt.release.id if report.receipt else None,
        report.illustrative,
    )


def finish_tasks(fields: Sequence[str], rows: Sequence[Row], *, today: dt.date) -> list[Row]:
    """Tasks as stored, with the state that a reader sees and the partners as a list."""
    partners, partners_en, due, state = (fields.index(n) for n in ("partners", "partners_en", "due", "state"))
    finished: list[Any] = [list(row) for row in rows]
    for row in finished:
        row[state] = task_state(row[state], row[due], today)
        row[partners], row[partners_en] = _bodies(row[partners]), _bodies(row[partners_en])
    return finished


def _bodies(text: str | None) -> list[str]:
    return text.split("; ") if text else []


def finish_datasets(session: Session, fields: Sequence[str], rows: Sequence[Row], *, base: str) -> list[Row]:
    """Datasets whose last cell, the id of the newest version, gives way to its files; ``base`` is where they are."""
    slug, version = fields.index("slug"), fields.index("version")
    files = list_files(session, [row[-1] for row in rows if row[-1] is not None])
    return [
        (*row[:-1], [file_object(f, f"{base}/{row[slug]}/{row[version]}") for f in files.get(row[-1], [])])
        for row in rows
    ]


def finish_versions(session: Session, rows: Sequence[Row], *, base: str) -> list[Row]:
    """Rows of ``select_versions`` whose last cell gives way to the files; ``base`` is where the datasets are."""
    files = list_files(session, [row[-1] for row in rows])
    return [
        (*row[:-1], [file_object(file, f"{base}/{row[0]}/{row[1]}") for file in files.get(row[-1], [])]) for row in rows
    ]


def finish_files(rows: Sequence[Row], *, base: str) -> list[Row]:
    """Rows of ``select_files``, with the media type and the address after the format."""
    return [(*row[:4], media_type(row[3]), f"{base}/{row[0]}/{row[1]}/{row[2]}", *row[4:]) for row in rows]


ELEMENT = ("indicator", "value", "numerator", "denominator", "status", "reported", "expected", "release")


def readiness_row(found: Readiness) -> Row:
    """A place's readiness in a period; the arithmetic is in the language of the answer."""
    return (
        found.locality,
        found.period,
        found.index,
        found.status,
        found.lacking,
        *({name: getattr(element, name) for name in ELEMENT} for element in found.elements),
        readiness_arithmetic(found),
        found.illustrative,
    )


def file_object(file: DatasetFile, folder: str) -> dict[str, Any]:
    """A download, with its absolute address."""
    return {
        "name": file.name,
        "format": file.format,
        "url": f"{folder}/{file.name}",
        "bytes": file.bytes,
        "sha256": file.sha256,
    }


def finish_releases(session: Session, rows: Sequence[Row]) -> list[Row]:
    """Releases as selected, the figures of their disclosure report made one object, each with whether it carries
    figures made up for demonstration; in the order of ``RELEASE_ENDS`` after the fields that stay as they are.
    """
    illustrative = list_illustrative_releases(session, [row[0] for row in rows])
    first = -1 - len(REPORTED)
    return [(*row[:first], _explained(row[first]), _report(row[first + 1 :]), row[0] in illustrative) for row in rows]


def _explained(explanations: Sequence[dict[str, str]] | None) -> list[dict[str, str]]:
    """Without the key, which names a cell of the officer's workbook."""
    return [{name: given[name] for name in EXPLAINED} for given in explanations or []]


def _report(figures: Sequence[int | None]) -> dict[str, int | None] | None:
    return None if figures[0] is None else dict(zip(REPORTED, figures, strict=True))


def change_table(session: Session, release: Release, rows: Iterable[Row]) -> Table:
    """Rows of ``list_change_rows``, each with whether it was made up for demonstration."""
    made_up = bool(list_illustrative_releases(session, [release.id]))
    return Table(f"{release.id}-changes", (*CHANGE_FIELDS, "illustrative"), ((*row, made_up) for row in rows))
