"""The bulk zip of a release, as it lies on disk."""

import base64
from pathlib import Path

from flask import Response, current_app, send_file

from portal.domain.bulk import get_bulk
from portal.errors import Refusal
from portal.i18n import gettext as _
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
    response = send_file(
        bulk.path,
        mimetype="application/zip",
        as_attachment=True,
        download_name=bulk.name,
        etag=bulk.sha256,
        last_modified=release.released_at,
        max_age=DAY,
    )
    response.cache_control.public = True
    digest = base64.b64encode(bytes.fromhex(bulk.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def absent() -> str:
    """Why a release has no bulk zip, and what to take instead."""
    return _(
        "Gói được tạo trong vài phút sau khi công bố, và chỉ được giữ cho các đợt gần đây. Mọi tệp của từng phiên bản "
        "dữ liệu vẫn tải được riêng."
    )
