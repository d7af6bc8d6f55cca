"""Whose figures a map shows, and since when they have been public."""

import datetime as dt

from maps.forms import Kind
from maps.scene import Scene
from portal.domain.catalogue import publisher_of
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_date

SOURCES = 3  # of outlines that are named, at most


def get_dataset(scene: Scene) -> Dataset | None:
    return next((found.dataset for found in scene.shown), None)


def get_released(scene: Scene) -> dt.datetime | None:
    """When the newest of the figures shown was published."""
    return max((found.release.released_at for found in scene.shown), default=None)


def published(scene: Scene) -> str:
    """``Số liệu công bố đến ngày 15/11/2026``; empty without figures."""
    released = get_released(scene)
    return _("Số liệu công bố đến ngày %(day)s.", day=format_date(released)) if released else ""


def source(scene: Scene) -> str:
    """Who published what, under which licence."""
    dataset = get_dataset(scene)
    if dataset is None:
        return _("Nguồn: %(publisher)s.", publisher=publisher(scene.commune))
    told = {"publisher": publisher(scene.commune), "dataset": localized(dataset, "title"), "licence": licence(dataset)}
    return _("Nguồn: %(publisher)s, bộ dữ liệu “%(dataset)s”. Giấy phép %(licence)s.", **told)


def tell(scene: Scene) -> str:
    """Whose figures and outlines these are, and since when the figures have been public."""
    return " ".join(text for text in (source(scene), published(scene), outline_sources(scene)) if text)


def outline_sources(scene: Scene) -> str:
    """Where outlines that stand for real ones are from, as whoever brought them in said."""
    drawn = [(place.placing.kind, place.placing.source) for place in scene.drawn if place.placing]
    around = [(Kind(scene.boundary.kind), scene.boundary.source)] if scene.boundary else []
    named = dict.fromkeys(text for kind, text in [*around, *drawn] if kind is Kind.REFERENCE and text)
    return _("Ranh giới: %(sources)s.", sources="; ".join(list(named)[:SOURCES])) if named else ""


def publisher(commune: Locality) -> str:
    return publisher_of(commune)[int(language() == "en")]


def licence(dataset: Dataset) -> str:
    """``CC BY 4.0`` of ``CC-BY-4.0``."""
    return dataset.licence.replace("-", " ")
