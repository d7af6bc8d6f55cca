"""Datasets: the catalogue, one dataset with its versions, and the released files, byte for byte."""

import base64
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, render_template, send_file

from portal.domain.datasets import (
    Dataset,
    DatasetFile,
    DatasetVersion,
    get_dataset,
    get_version,
    list_datasets,
    select_datasets,
)
from portal.domain.extents import get_extent
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import public_url, table_answer
from portal.formats.mediatypes import media_type
from portal.formats.public_rows import finish_datasets
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages import dictionary, record_dictionary
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session

pages = Pages("datasets", __name__)

YEAR = 365 * 24 * 3600


@pages.get("/datasets")
def index() -> str:
    narrowed = _narrowed()
    return render_template(
        "datasets/index.html", narrowed=narrowed, illustrative=any(d.illustrative for d in narrowed.things)
    )


@pages.get("/datasets.<any(csv,json):suffix>")
def rows(suffix: str) -> Response:
    wanted = [d.slug for d in _narrowed().things]
    return table_answer(_catalogue(wanted), suffix)


@pages.get("/datasets/<slug>")
def show(slug: str) -> str:
    dataset = _dataset(slug)
    return render_template("datasets/show.html", dataset=dataset, **_about(dataset, dataset.latest))


@pages.get("/datasets/<slug>.<any(csv,json):suffix>")
def dataset_row(slug: str, suffix: str) -> Response:
    return table_answer(_catalogue([_dataset(slug).slug]), suffix)


@pages.get("/datasets/<slug>/<number>")
def version(slug: str, number: str) -> str:
    dataset, found = _dataset(slug), get_version(session(), slug, number) or abort(404)
    return render_template("datasets/version.html", dataset=dataset, **_about(dataset, found))


@pages.get("/datasets/<slug>/<number>/<name>")
def download(slug: str, number: str, name: str) -> Response:
    found = get_version(session(), slug, number) or abort(404)
    file = next((f for f in found.files if f.name == name), None) or abort(404)
    return _send(file, Path(current_app.config["FILES_DIR"]).absolute() / slug / number / name)


def _send(file: DatasetFile, path: Path) -> Response:
    """The bytes as released; they never change, so whoever has them need not ask again."""
    if not path.is_file() or path.stat().st_size != file.bytes:
        current_app.logger.error("released file %s is absent or not whole", path)
        raise _absent(file)
    response = send_file(
        path,
        mimetype=media_type(file.format),
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
        last_modified=file.version.released_at,
        max_age=YEAR,
    )
    response.cache_control.public = True
    response.cache_control.immutable = True
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def _absent(file: DatasetFile) -> Refusal:
    return Refusal(
        503,
        "file-absent",
        _("Tệp tạm thời không lấy được"),
        _("Tệp “%(name)s” đã được công bố nhưng máy chủ hiện không đọc được. Xin thử lại sau.", name=file.name),
        sha256=file.sha256,
    )


def _dataset(slug: str) -> Dataset:
    return get_dataset(session(), slug) or abort(404)


def _about(dataset: Dataset, version: DatasetVersion | None) -> dict[str, Any]:
    """What a page of a dataset says beside its files."""
    of_records = record_dictionary.columns(dataset.group_code)
    return {
        "this_version": version,
        "extent": get_extent(session(), version) if version else None,
        "columns": of_records or dictionary.columns(),
        "statuses": [] if of_records else dictionary.statuses(),
        "a_row": record_dictionary.a_row(dataset.group_code),
        "page": record_dictionary.page_of(dataset.group_code, dataset.commune.slug),
    }


def _narrowed() -> Narrowed[Dataset]:
    datasets = list_datasets(session())
    communes = {d.commune.slug: localized(d.commune) for d in datasets}
    groups = {d.group_code: localized(d.group, "title") for d in datasets}
    return narrow(
        datasets,
        [
            Facet("commune", _("Xã, phường"), lambda d: [d.commune.slug], lambda slug: communes.get(slug, slug)),
            Facet("group", _("Nhóm chỉ số"), lambda d: [d.group_code], lambda code: groups.get(code, code)),
        ],
    )


def _catalogue(slugs: list[str]) -> Table:
    """The datasets as the API lists them."""
    table = table_of("datasets", select_datasets().order_by(Locality.position, IndicatorGroup.position, Dataset.slug))
    kept = [row for row in table.rows if row[0] in slugs]
    rows = finish_datasets(session(), table.fields, kept, base=public_url("/datasets"))
    return Table("datasets", (*table.fields[:-1], "files"), rows)
