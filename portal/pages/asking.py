"""What a page is asked for in its address, resolved or refused in words."""

from flask import request

from portal.domain.localities import Locality, get_commune
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.web import session, today


def asked_commune() -> Locality | None:
    """The commune of the parameter ``commune``; None when it is not asked for.

    :raises Refusal: there is none of this name.
    """
    ref = request.args.get("commune")
    if not ref:
        return None
    commune = get_commune(session(), ref, on=today())
    if commune is None:
        raise Refusal(
            400,
            "unknown-commune",
            _("Không có xã, phường này"),
            _("Làng Số không có xã, phường nào mang tên hoặc mã “%(ref)s”.", ref=ref),
        )
    return commune
