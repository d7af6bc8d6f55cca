"""A long list in pages, by links."""

import re
from urllib.parse import urlencode

from flask import request

from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.paging import Part


class Pager(Part):
    """Which part of a list this page shows, and the addresses beside it."""

    @property
    def previous(self) -> str | None:
        return _address(self.page - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        return _address(self.page + 1) if self.page < self.pages else None


def asked_page(total: int, size: int) -> Pager:
    """The page of the parameter ``page``, the first unless asked.

    :raises Refusal: there is no such page.
    """
    text = request.args.get("page") or "1"
    pager = Pager(int(text) if re.fullmatch("[0-9]{1,9}", text) else 0, size, total)
    if not 1 <= pager.page <= pager.pages:
        detail = _(
            "Danh sách có từ trang 1 đến trang %(pages)s; không có trang “%(page)s”.", pages=pager.pages, page=text
        )
        raise Refusal(404, "no-page", _("Không có trang này"), detail)
    return pager


def _address(page: int) -> str:
    kept = {name: value for name, value in request.args.items() if name != "page"}
    asked = kept | ({"page": str(page)} if page > 1 else {})
    return request.script_root + request.path + (f"?{urlencode(asked)}" if asked else "")
