"""What a question is about: the page that it was asked from, as the portal knows it, and whose it is to answer."""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.datasets import get_dataset
from portal.domain.indicators import get_indicator
from portal.domain.localities import Locality, LocalityKind, get_commune, get_last_locality, get_village
from portal.domain.periods import parse_period
from portal.domain.plans import get_plan

LONGEST = 300
PATH = re.compile(r"/[A-Za-z0-9._~/-]*")


@dataclass(frozen=True)
class About:
    """:param path: of the page, in Vietnamese, without what it was asked.
    :param title: what the page is called, or None where its address is all that is known of it.
    :param commune: who answers; None where the page does not tell.
    :param place: the village, where it is about one.
    """

    kind: str
    ref: str
    path: str
    title: str | None = None
    title_en: str | None = None
    commune: Locality | None = None
    place: Locality | None = None
    period: str | None = None


def find_about(session: Session, path: str, *, on: dt.date) -> About:
    """The page at a path of the portal; one that it does not know is the portal as a whole.

    :param path: as it stands in an address, in either language, perhaps with what it was asked.
    """
    bare = "/" + path.partition("?")[0].partition("#")[0].strip("/")
    if bare == "/en" or bare.startswith("/en/"):
        bare = bare[3:] or "/"
    if len(bare) > LONGEST or not PATH.fullmatch(bare):
        return About("page", "/", "/")
    parts = bare.strip("/").split("/")
    find = FINDERS.get(parts[0])
    found = find(session, bare, parts, on) if find and len(parts) > 1 else None
    return found or About("page", bare, bare)


def _observation(session: Session, path: str, parts: list[str], _on: dt.date) -> About | None:
    if len(parts) != 4:
        return None
    indicator, place = get_indicator(session, parts[1]), get_last_locality(session, parts[2])
    try:
        period = parse_period(parts[3]).text
    except ValueError:
        return None
    if indicator is None or place is None:
        return None
    titles = (f"{indicator.short}, {place.name}", f"{indicator.short_en}, {place.name_en}")
    return About("observation", "/".join(parts[1:]), path, *titles, *_sides(place), period)


def _locality(session: Session, path: str, parts: list[str], on: dt.date) -> About | None:
    commune = get_commune(session, parts[1], on=on)
    if commune is None:
        return None
    village = get_village(session, commune, parts[2]) if len(parts) > 2 else None
    place = village or commune
    return About("locality", place.code, path, place.name, place.name_en, commune, village)


def _plan(session: Session, path: str, parts: list[str], _on: dt.date) -> About | None:
    plan = get_plan(session, parts[1])
    if plan is None:
        return None
    return About("plan", plan.slug, path, plan.title, plan.title_en, plan.commune)


def _indicator(session: Session, path: str, parts: list[str], _on: dt.date) -> About | None:
    indicator = get_indicator(session, parts[1])
    if indicator is None:
        return None
    return About("indicator", indicator.code, path, indicator.name, indicator.name_en)


def _dataset(session: Session, path: str, parts: list[str], _on: dt.date) -> About | None:
    dataset = get_dataset(session, parts[1])
    if dataset is None:
        return None
    return About("dataset", dataset.slug, path, dataset.title, dataset.title_en, dataset.commune)


def _map(session: Session, path: str, parts: list[str], on: dt.date) -> About | None:
    commune = get_commune(session, parts[1], on=on)
    indicator = get_indicator(session, parts[2]) if len(parts) > 2 else None
    if commune is None:
        return None
    names = [(indicator.short, indicator.short_en)] if indicator else []
    names.append((commune.name, commune.name_en))
    titles = (", ".join(vi for vi, _ in names), ", ".join(en for _, en in names))
    return About("map", "/".join(parts[1:3]), path, *titles, commune)


def _sides(place: Locality) -> tuple[Locality | None, Locality | None]:
    if place.kind == LocalityKind.VILLAGE:
        return place.parent, place
    return (place, None) if place.kind == LocalityKind.COMMUNE else (None, None)


FINDERS = {
    "observations": _observation,
    "localities": _locality,
    "plans": _plan,
    "indicators": _indicator,
    "datasets": _dataset,
    "maps": _map,
}
