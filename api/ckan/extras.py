"""Extras: what CKAN has no field for, under the names that ckanext-dcat and udata read; every value is a text."""

from typing import Any

import orjson

from portal.domain.boxes import Box
from portal.domain.catalogue import RIGHTS, Entry
from portal.domain.frequency import EU_CODES, EU_FREQUENCIES
from portal.domain.notices import ILLUSTRATIVE


def extras_of(entry: Entry, box: Box | None) -> list[dict[str, str]]:
    dataset = entry.dataset
    values = {
        "identifier": entry.id,
        "language": '["vi","en"]',
        "title_en": dataset.title_en,
        "notes_en": dataset.description_en,
        "commune_code": dataset.commune.code,
        "publisher_name": entry.publisher[0],
        "publisher_name_en": entry.publisher[1],
        "rights": RIGHTS[0],
        "rights_en": RIGHTS[1],
        "rows": str(entry.version.rows),
        **_of_time(entry),
        **_of_place(entry, box),
        **_of_truth(entry),
    }
    return [{"key": key, "value": value} for key, value in values.items()]


def _of_time(entry: Entry) -> dict[str, str]:
    said: dict[str, str] = {}
    if entry.extent is not None:
        start, end = entry.extent.start.isoformat(), entry.extent.end.isoformat()
        said |= {"temporal": f"{start}/{end}", "temporal_start": start, "temporal_end": end}
    if entry.frequency is not None:
        said["frequency"] = EU_FREQUENCIES + EU_CODES[entry.frequency.cadence]
        if entry.frequency.is_kept is not None:
            said["frequency_kept"] = _flag(entry.frequency.is_kept)
    return said


def _of_place(entry: Entry, box: Box | None) -> dict[str, str]:
    """A box as a polygon; a point goes elsewhere, since udata takes no dataset whose ``spatial`` is a point."""
    commune = entry.dataset.commune
    if box is not None:
        west, south, east, north = box
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"spatial": _json({"type": "Polygon", "coordinates": [ring]}), "spatial-text": commune.name}
    if commune.lat is not None and commune.lon is not None:
        point = {"type": "Point", "coordinates": [commune.lon, commune.lat]}
        return {"centroid": _json(point), "spatial-text": commune.name}
    return {"spatial-text": commune.name}


def _of_truth(entry: Entry) -> dict[str, str]:
    said = {"withdrawn": "true"} if entry.is_withdrawn else {}
    if entry.dataset.illustrative:
        said |= {
            "illustrative": "true",
            "illustrative_notice": ILLUSTRATIVE[0],
            "illustrative_notice_en": ILLUSTRATIVE[1],
        }
    return said


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
