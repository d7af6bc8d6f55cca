"""The bulk zip of a release, as it lies on disk."""

from pathlib import Path

from flask import Response, current_app

from portal.domain.bulk import get_bulk
from portal.errors import Refusal
from portal.formats.http import Kept, send_kept
from portal.i18n import gettext as _
from portal.pages.dataset_files import file_absent
from portal.pages.releases import find_release
from portal.routing import Pages

pages = Pages("bulk", __name__)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(why_no_bulk=absent))

DAY = 24 * 3600  # not for ever, as a version's files: a later program may make the zip of an old release anew


@pages.get("/releases/<ref>/bulk.zip")
def download(ref: str) -> Response:
    release = find_release(ref)
    bulk = get_bulk(Path(current_app.config["FILES_DIR"]).absolute(), release.id)
    if bulk is None:
        raise Refusal(404, "no-bulk", _("Chưa có gói toàn bộ của đợt này"), absent())
    kept = Kept(bulk.path, bulk.name, "application/zip", bulk.bytes, bulk.sha256, release.released_at)
    return send_kept(kept, max_age=DAY, absent=file_absent(bulk.name, bulk.sha256))


def absent() -> str:
    """Why a release has no bulk zip, and what to take instead."""
    return _(
        "Gói được tạo trong vài phút sau khi công bố, và chỉ được giữ cho các đợt gần đây. Mọi tệp của từng phiên bản "
        "dữ liệu vẫn tải được riêng."
    )
