"""Resources: the files of a dataset's newest version; of a dataset that was taken back, a notice that says so."""

import hashlib
from typing import Any

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from api.ckan.envelope import NotFound
from api.ckan.times import instant
from portal.addresses import public_url
from portal.clock import VIET_NAM
from portal.domain.catalogue import Entry, get_entry
from portal.domain.datasets import DatasetFile
from portal.domain.identifiers import of_format
from portal.formats.mediatypes import FORMATS, media_type
from portal.i18n import gettext as _
from portal.web import session, today

TABLE = "csv"
"""The format whose rows can also be asked for: ``datastore_search``."""

NAMES = {
    "csv": ("Bảng số liệu", "Table of the data"),
    "csv-excel": ("Bảng số liệu, mở được ngay bằng Excel", "Table of the data that Excel opens rightly"),
    "xlsx": ("Sổ tính có từ điển dữ liệu", "Workbook with the data dictionary"),
    "json": ("Số liệu cho lập trình", "The data for programs"),
    "geojson": ("Số liệu trên bản đồ", "The data with their places"),
    "parquet": ("Số liệu cho phân tích khối lượng lớn", "The data by columns, for analysis"),
    "datapackage": ("Mô tả gói dữ liệu", "Description of the data package"),
    "zip": ("Trọn bộ các tệp", "All files together"),
}
"""In Vietnamese and English; never the name of a format, from which clients make the names of files."""

LABELS = {"csv": "CSV", "csv-excel": "CSV", "geojson": "GeoJSON", "parquet": "Parquet", "datapackage": "JSON"}
NOTICE = "TXT"


def label_of(format_: str) -> str:
    """What CKAN calls a format: also how the address of such a file ends."""
    return LABELS.get(format_, format_.upper())


def formats_of(label: str) -> list[str]:
    """Our formats that CKAN calls so."""
    return [format_ for format_ in FORMATS if label_of(format_).lower() == label.lower()]


def resources_of(entry: Entry) -> list[dict[str, Any]]:
    """The plain CSV first."""
    if entry.is_withdrawn:
        return [_notice(entry)]
    order = list(FORMATS)
    files = sorted(entry.version.files, key=lambda f: order.index(f.format) if f.format in order else len(order))
    return [_resource(entry, file, position) for position, file in enumerate(files)]


@action
def resource_show(arguments: Arguments) -> dict[str, Any]:
    """One resource by its id."""
    return find_resource(arguments.required("id"))[1]


def find_resource(ref: str) -> tuple[Entry, dict[str, Any]]:
    """:raises NotFound: no dataset offers it now."""
    entry = get_entry(session(), ref, today=today())
    found = [resource for resource in (resources_of(entry) if entry else []) if resource["id"] == ref.lower()]
    if entry is None or not found:
        raise NotFound(_("không có tệp dữ liệu “%(ref)s”.", ref=ref))
    return entry, found[0]


def notice_of(entry: Entry) -> str:
    """In plain words, in both languages, what became of a dataset."""
    dataset, release = entry.dataset, entry.version.release
    if not entry.is_withdrawn:
        return f"{dataset.title}\n{dataset.title_en}\n\nĐang được công bố.\nPublished.\n{page_of(entry)}\n"
    day = release.released_at.astimezone(VIET_NAM).date()
    return (
        f"{dataset.title}\nDữ liệu này đã được rút lại ngày {day}, đợt {release.id}.\n"
        f"Lý do: {release.reason}\n\n"
        f"{dataset.title_en}\nThis dataset was withdrawn on {day} by release {release.id}.\n"
        f"Reason: {release.reason_en or release.reason}\n\n{page_of(entry)}\n"
    )


def page_of(entry: Entry) -> str:
    """The address of the page for people."""
    return public_url(f"/datasets/{entry.dataset.slug}")


def _resource(entry: Entry, file: DatasetFile, position: int) -> dict[str, Any]:
    name, name_en = NAMES.get(file.format, (file.name, file.name))
    known = FORMATS.get(file.format)
    return {
        "id": entry.file_id(file),
        "position": position,
        "name": name,
        "name_translated": {"vi": name, "en": name_en},
        "description": f"{known.title if known else file.format}. {entry.dataset.title}, {entry.version.number}.",
        "format": label_of(file.format),
        "mimetype": media_type(file.format),
        "size": file.bytes,
        "hash": file.sha256,
        "url": f"{page_of(entry)}/{entry.version.number}/{file.name}",
        "datastore_active": file.format == TABLE,
    } | _of_every_resource(entry)


def _notice(entry: Entry) -> dict[str, Any]:
    content = notice_of(entry).encode()
    name, name_en = "Thông báo rút dữ liệu", "Notice of withdrawal"
    return {
        "id": of_format(entry.id, "notice"),
        "position": 0,
        "name": name,
        "name_translated": {"vi": name, "en": name_en},
        "description": f"Dữ liệu đã được rút lại / Data withdrawn: {entry.version.release.reason}",
        "format": NOTICE,
        "mimetype": "text/plain",
        "size": len(content),
        "hash": hashlib.sha256(content).hexdigest(),
        "url": public_url(f"/dataset/{entry.dataset.slug}/notice.txt"),
        "datastore_active": False,
    } | _of_every_resource(entry)


def _of_every_resource(entry: Entry) -> dict[str, Any]:
    return {
        "created": instant(entry.issued),
        "last_modified": instant(entry.modified),
        "metadata_modified": instant(entry.modified),
        "resource_type": "file",
        "url_type": None,
        "package_id": entry.id,
        "cache_url": None,
        "state": "active",
    }
