"""The released files, byte for byte."""

import base64
from pathlib import Path

from flask import Response, current_app, send_file

from portal.domain.datasets import DatasetFile
from portal.errors import Refusal
from portal.formats.mediatypes import media_type
from portal.i18n import gettext as _

YEAR = 365 * 24 * 3600


def send_released(file: DatasetFile) -> Response:
    """The bytes as released; they never change, so whoever has them need not ask again.

    :raises Refusal: the disk does not have them, or not whole.
    """
    path = _path_of(file)
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


def _path_of(file: DatasetFile) -> Path:
    folder = Path(current_app.config["FILES_DIR"]).absolute()
    return folder / file.version.dataset_slug / file.version.number / file.name


def _absent(file: DatasetFile) -> Refusal:
    return Refusal(
        503,
        "file-absent",
        _("Tệp tạm thời không lấy được"),
        _("Tệp “%(name)s” đã được công bố nhưng máy chủ hiện không đọc được. Xin thử lại sau.", name=file.name),
        sha256=file.sha256,
    )
