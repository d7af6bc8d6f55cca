"""Datasets: the catalogue, one dataset with all that is known of it, its versions, and the released files."""

from itertools import chain, islice

from flask import Response, abort, current_app, redirect, render_template, request

from portal.addresses import public_url
from portal.domain.catalogue import Entry, get_entry, slug_of
from portal.domain.citations import Work, bibtex, csl, work_of
from portal.domain.datasets import DatasetVersion, get_dataset, get_version, select_datasets
from portal.domain.extents import get_extent
from portal.domain.listings import Finishing, walk_listed
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import json_answer, table_answer
from portal.formats.mediatypes import FORMATS
from portal.formats.public_rows import finish_datasets
from portal.i18n import catalogue_words, localized
from portal.i18n import gettext as _
from portal.pages import dataset_links as links
from portal.pages import dataset_words as words
from portal.pages import json_ld
from portal.pages.context import address
from portal.pages.dataset_files import send_released
from portal.pages.dataset_list import asked_wish, list_asked
from portal.routing import Pages
from portal.web import session, today

pages = Pages("datasets", __name__)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(catalogue_words.FUNCTIONS | words.FUNCTIONS))

WHOLE = "datasets/show.html"
BIBTEX = "application/x-bibtex; charset=utf-8"
CSL = "application/vnd.citationstyles.csl+json"


@pages.get("/datasets")
def index() -> str:
    listed = list_asked()
    return render_template(
        "datasets/index.html",
        listed=listed,
        illustrative=any(row.illustrative for row in listed.rows),
        data=json_ld.data_block(json_ld.catalogue_node()),
    )


@pages.get("/datasets.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    """Every dataset that fits, read while the answer is sent; the first at once, so that what fails, fails before."""
    listed = walk_listed(current_app.extensions["store"], asked_wish(), _finishing())
    first = list(islice(listed, 1))
    table = Table("datasets", _fields(), chain(first, listed), _("Danh mục dữ liệu mở"))
    return table_answer(table, suffix)


@pages.get("/datasets/<slug>", chooses=True)
def show(slug: str) -> Response:
    entry = _entry(slug)
    if slug != entry.dataset.slug:
        return redirect(address(links.path_of(entry.dataset)), 308)  # type: ignore[return-value]
    return _shown(entry)


@pages.get("/dataset/<ref>")
def identified(ref: str) -> Response:
    """The page at the address that catalogues know: CKAN's by name, DCAT's by UUID. Neither follows redirects."""
    return _shown(_entry(ref))


def _shown(entry: Entry) -> Response:
    response = links.choose(links.forms_of_dataset(entry.dataset), lambda: _page(WHOLE, entry, entry.version))
    return links.linked(response, links.links_of_dataset(entry))


@pages.get("/datasets/<slug>.<any(csv,json,xlsx,embed):suffix>")
def dataset_row(slug: str, suffix: str) -> Response:
    known = slug_of(session(), slug) or abort(404)
    found = session().execute(select_datasets(slug=known).where(DatasetVersion.id.is_not(None))).all() or abort(404)
    title = _("Mô tả bộ dữ liệu: %(title)s", title=localized(get_dataset(session(), known), "title"))
    return table_answer(Table("datasets", _fields(), _finishing()(session(), found)), suffix, title)


@pages.get("/datasets/<slug>/<number>", chooses=True)
def version(slug: str, number: str) -> Response:
    entry, found = _version(slug, number)
    response = links.choose(
        links.forms_of_version(entry.dataset, found), lambda: _page("datasets/version.html", entry, found)
    )
    return links.linked(response, links.links_of_version(entry, found))


@pages.get("/datasets/<slug>/<number>.<any(csv,json,xlsx,geojson,parquet,zip,bib):suffix>")
def file_of_format(slug: str, number: str, suffix: str) -> Response:
    """The way to a version's file, for who knows its format and not its name."""
    found = get_version(session(), slug_of(session(), slug) or abort(404), number) or abort(404)
    path = f"{links.path_of(found.dataset, found)}/citation.bib" if suffix == "bib" else _path_of_format(found, suffix)
    return redirect(request.script_root + path, 303)  # type: ignore[return-value]


def _path_of_format(found: DatasetVersion, suffix: str) -> str:
    """:raises Refusal: 404, the version was released without a file of this format."""
    files = {file.format: file for file in found.files}
    if suffix in files:
        return links.path_of_file(files[suffix])
    raise Refusal(
        404,
        "http-404",
        _("Không có tệp dạng này"),
        _(
            "Bộ dữ liệu “%(dataset)s”, phiên bản %(number)s không có tệp dạng %(format)s. Các dạng có: %(there)s.",
            dataset=localized(found.dataset, "title"),
            number=found.number,
            format=suffix,
            there=", ".join(code for code in FORMATS if code in files),
        ),
        formats=[code for code in FORMATS if code in files],
    )


@pages.get("/datasets/<slug>/<number>/citation.bib")
def citation(slug: str, number: str) -> Response:
    work = _work(get_version(session(), slug, number) or abort(404))
    response = Response(bibtex(work), content_type=BIBTEX)
    response.headers["Content-Disposition"] = f'attachment; filename="{work.key}.bib"'
    return response


@pages.get("/datasets/<slug>/<number>/citation.json")
def citation_item(slug: str, number: str) -> Response:
    work = _work(get_version(session(), slug, number) or abort(404))
    return json_answer([csl(work)], mimetype=CSL)


@pages.get("/datasets/<slug>/<number>/<name>")
def download(slug: str, number: str, name: str) -> Response:
    found = get_version(session(), slug, number) or abort(404)
    file = next((f for f in found.files if f.name == name), None) or abort(404)
    return links.linked(send_released(file), links.links_of_file(file))


def _entry(ref: str) -> Entry:
    return get_entry(session(), ref, today=today()) or abort(404)


def _version(slug: str, number: str) -> tuple[Entry, DatasetVersion]:
    entry = _entry(slug)
    return entry, next((v for v in entry.versions if v.number == number), None) or abort(404)


def _page(template: str, entry: Entry, found: DatasetVersion) -> Response:
    extent = entry.extent if found is entry.version else get_extent(session(), found)
    return Response(
        render_template(
            template,
            entry=entry,
            dataset=entry.dataset,
            this_version=found,
            extent=extent,
            work=_work(found),
            contact=current_app.config["CONTACT_EMAIL"],
            data=json_ld.data_block(json_ld.dataset_node(entry, found, extent, of_version=template != WHOLE)),
            **words.dictionary_of(entry),
        )
    )


def _work(found: DatasetVersion) -> Work:
    """What is cited: by the address that has no language."""
    return work_of(found.dataset, found, public_url(links.path_of(found.dataset, found)))


def _fields() -> tuple[str, ...]:
    """As the API lists a dataset: the id of the newest version gives way to its files."""
    return (*select_datasets().selected_columns.keys()[:-1], "files")


def _finishing() -> Finishing:
    """What makes a dataset's public row, also when the request is over."""
    fields, base = _fields(), public_url("/datasets")
    return lambda reading, rows: finish_datasets(reading, fields, rows, base=base)
