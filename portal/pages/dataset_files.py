"""The released files, byte for byte."""

from pathlib import Path

from flask import Response, current_app

from portal.domain.datasets import DatasetFile
from portal.errors import Refusal
from portal.formats.http import Kept, send_kept
from portal.formats.mediatypes import media_type
from portal.i18n import gettext as _

YEAR = 365 * 24 * 3600


def send_released(file: DatasetFile) -> Response:
    """The bytes as released; they never change, so whoever has them need not ask again.

    :raises Refusal: the disk does not have them, or not whole.
    """
    at = file.version.released_at
    kept = Kept(_path_of(file), file.name, media_type(file.format), file.bytes, file.sha256, at)
    return send_kept(kept, max_age=YEAR, immutable=True, absent=file_absent(file.name, file.sha256))


def _path_of(file: DatasetFile) -> Path:
    folder = Path(current_app.config["FILES_DIR"]).absolute()
    return folder / file.version.dataset_slug / file.version.number / file.name


def file_absent(name: str, sha256: str) -> Refusal:
    return Refusal(
        503,
        "file-absent",
        _("Tệp tạm thời không lấy được"),
        _("Tệp “%(name)s” đã được công bố nhưng máy chủ hiện không đọc được. Xin thử lại sau.", name=name),
        sha256=sha256,
    )
