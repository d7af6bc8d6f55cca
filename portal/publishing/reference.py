"""Localities and indicators: from ``data/*.csv`` into the public store."""

from pathlib import Path

from sqlalchemy.orm import Session

from portal.domain.folding import sort_key
from portal.domain.indicators import Indicator, IndicatorGroup
from portal.domain.localities import Locality, LocalityChange
from portal.publishing.problems import Problem, Refused
from portal.publishing.reading import Row, read_rows

LOCALITY_COLUMNS = (
    "slug,code,kind,unit,name,name_en,parent,valid_from,valid_to,population,area_km2,lat,lon,successor,source"
).split(",")
GROUP_COLUMNS = ("code", "title_vi", "title_en", "description_vi", "description_en")
INDICATOR_COLUMNS = (
    "code,group,level,unit,subject,nature,direction,name_vi,name_en,numerator_vi,denominator_vi,"
    "digital_citizen_element,numerator_en,denominator_en,definition_vi,definition_en,method_vi,"
    "method_en,cumulative,decimals,short_vi,short_en,breaks"
).split(",")


def load_reference(session: Session, data: Path) -> None:
    """Put provinces, communes, indicator groups and indicators into an empty public store.

    :raises Refused: a file or a row is not as it must be; the session is left for the caller to roll back.
    """
    load_localities(session, data)
    load_indicators(session, data)


def load_localities(session: Session, data: Path) -> None:
    rows = read_rows(data / "localities.csv", LOCALITY_COLUMNS)
    by_slug = {row.required("slug"): _locality(row, position) for position, row in enumerate(rows)}
    session.add_all(by_slug.values())
    session.flush()
    for row in rows:
        place = by_slug[row.text("slug")]
        place.parent_id = _referred(row, "parent", by_slug)
        successor = _referred(row, "successor", by_slug)
        if successor is not None:
            session.add(LocalityChange(predecessor_id=place.id, successor_id=successor))
    session.flush()


def _referred(row: Row, column: str, by_slug: dict[str, Locality]) -> int | None:
    slug = row.optional(column)
    if slug is None:
        return None
    if slug not in by_slug:
        raise Refused([unknown(row, column, slug)])
    return by_slug[slug].id


def unknown(row: Row, column: str, value: str) -> Problem:
    return row.problem(
        "unknown-reference",
        column,
        f"không có {value!r}.",
        f"there is no {value!r}.",
        "Kiểm tra mã, hoặc thêm dòng cho mã này.",
        "Check the code, or add a row for it.",
    )


def _locality(row: Row, position: int) -> Locality:
    return Locality(
        slug=row.text("slug"),
        code=row.required("code"),
        kind=row.required("kind"),
        unit=row.required("unit"),
        name=row.required("name"),
        name_en=row.required("name_en"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        population=row.integer("population"),
        area_km2=row.decimal("area_km2"),
        lat=row.decimal("lat"),
        lon=row.decimal("lon"),
        position=position,
        source=row.required("source"),
    )


def place_in_order(places: list[Locality]) -> None:
    """Number siblings in Vietnamese order of their names."""
    for position, place in enumerate(sorted(places, key=lambda p: sort_key(p.name))):
        place.position = position


def load_indicators(session: Session, data: Path) -> None:
    groups = read_rows(data / "indicator_groups.csv", GROUP_COLUMNS)
    session.add_all(
        IndicatorGroup(
            code=row.required("code"),
            position=position,
            title=row.required("title_vi"),
            title_en=row.required("title_en"),
            description=row.required("description_vi"),
            description_en=row.required("description_en"),
        )
        for position, row in enumerate(groups)
    )
    session.flush()
    rows = read_rows(data / "indicators.csv", INDICATOR_COLUMNS)
    known = {row.text("code") for row in groups}
    problems = [unknown(row, "group", row.text("group")) for row in rows if row.text("group") not in known]
    if problems:
        raise Refused(problems)
    session.add_all(_indicator(row, position) for position, row in enumerate(rows))
    session.flush()


def read_indicators(data: Path) -> list[Indicator]:
    """The indicators as reviewed, for what needs no store.

    :raises Refused: a file or a row is not as it must be.
    """
    return [
        _indicator(row, position) for position, row in enumerate(read_rows(data / "indicators.csv", INDICATOR_COLUMNS))
    ]


def _indicator(row: Row, position: int) -> Indicator:
    return Indicator(
        code=row.required("code"),
        position=position,
        group_code=row.text("group"),
        level=row.required("level"),
        unit=row.required("unit"),
        subject=row.required("subject"),
        nature=row.required("nature"),
        direction=row.required("direction"),
        cumulative=row.text("cumulative") == "yes",
        decimals=row.integer("decimals") or 0,
        breaks=row.optional("breaks"),
        element=row.optional("digital_citizen_element"),
        name=row.required("name_vi"),
        name_en=row.required("name_en"),
        short=row.required("short_vi"),
        short_en=row.required("short_en"),
        definition=row.required("definition_vi"),
        definition_en=row.required("definition_en"),
        method=row.required("method_vi"),
        method_en=row.required("method_en"),
        numerator=row.optional("numerator_vi"),
        numerator_en=row.optional("numerator_en"),
        denominator=row.optional("denominator_vi"),
        denominator_en=row.optional("denominator_en"),
    )
