"""Where there is no signal: a short report, and how many were sent of each village. Readers' reports, no statistics."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answered

from portal.domain.indicators import get_indicator
from portal.domain.localities import Locality, get_commune, get_village, list_villages
from portal.domain.observations import list_latest
from portal.domain.participation import find_communes, list_active_communes
from portal.domain.signal import (
    Inside,
    Network,
    Technology,
    has_illustrative,
    list_signal_communes,
    list_signal_months,
    list_village_months,
    select_signal,
)
from portal.errors import Refusal
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages import sending
from portal.pages.asking import find_commune
from portal.pages.context import address
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("signal", __name__)

OFFICIAL = "coverage-5g"
FEW = 60
PER_HOUR = 10


def technology_name(technology: str) -> str:
    return {
        Technology.NONE: _("Không có sóng"),
        Technology.CALLS: _("Chỉ gọi được, không vào mạng được"),
        Technology.LTE: _("Có 4G, không có 5G"),
        Technology.WEAK: _("Có 5G nhưng chập chờn"),
    }[Technology(technology)]


def network_name(network: str) -> str:
    names = {Network.OTHER: _("Mạng khác"), Network.UNSAID: _("Không nói mạng nào")}
    own = {"viettel": "Viettel", "vinaphone": "VinaPhone", "mobifone": "MobiFone", "vietnamobile": "Vietnamobile"}
    return own.get(network) or names[Network(network)]


def inside_name(inside: str) -> str:
    return {
        Inside.INDOORS: _("Trong nhà"),
        Inside.OUTDOORS: _("Ngoài trời"),
        Inside.BOTH: _("Cả trong nhà và ngoài trời"),
    }[Inside(inside)]


NAMES = {"technology_name": technology_name, "network_name": network_name, "inside_name": inside_name}


@pages.route("/signal", methods=["GET", "POST"])
def report() -> Response | Answered:
    if request.method != "POST":
        commune, village = _asked_place()
        return make_response(_form(commune, village, {}))
    request.max_content_length = sending.LARGEST
    answer = _take()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _asked_place() -> tuple[Locality | None, Locality | None]:
    """Commune and village of ``?village=<commune>/<village>`` or ``?commune=``; None for what is not asked or found."""
    first, _slash, second = request.args.get("village", "")[:200].partition("/")
    ref = first or request.args.get("commune", "")[:100].strip()
    found = find_communes(session(), ref, on=today(), most=2) if ref else []
    commune = found[0] if len(found) == 1 else None
    return commune, get_village(session(), commune, second) if commune and second else None


def _form(
    commune: Locality | None, village: Locality | None, said: dict[str, str], wrong: dict[str, str] | None = None
) -> str:
    communes = list_active_communes(session(), on=today(), limit=FEW + 1)
    villages = list_villages(session(), commune, on=today()) if commune else []
    return render_template(
        "signal/report.html",
        commune=commune,
        village=village,
        communes=communes if len(communes) <= FEW else [],
        villages=[(place.slug, localized(place)) for place in villages],
        told=list_signal_communes(session())[:FEW],
        said=said,
        wrong=wrong or {},
        closed="" if sending.is_open() else sending.not_taken(),
        trap=sending.TRAP,
        choices={
            "technology": [(of, technology_name(of)) for of in Technology],
            "network": [("", _("Không nói")), *((of, network_name(of)) for of in Network if of != Network.UNSAID)],
            "inside": [(of, inside_name(of)) for of in Inside],
        },
    )


def _take() -> Response | Answered:
    said = {name: sending.typed(name, 100) for name in ("commune", "village", "technology", "network", "inside")}
    commune = get_commune(session(), said["commune"], on=today()) if said["commune"] else None
    village = get_village(session(), commune, said["village"]) if commune and said["village"] else None
    wrong = _check(village, said)
    if wrong or village is None or commune is None:
        return make_response(_form(commune, village, said, wrong), 422)
    if request.form.get("step") != "send":
        editing = request.form.get("step") == "edit"
        return make_response(_form(commune, village, said) if editing else _review(commune, village, said))
    trouble, status = _try_to_send(village, said)
    if trouble:
        return make_response(_review(commune, village, said, trouble), status)
    return redirect(f"{address(f'/signal/{commune.slug}')}?sent=1", 303)


def _try_to_send(village: Locality, said: dict[str, str]) -> tuple[str, int]:
    """Why it was not taken, in words, with the status that says so; nothing where it was."""
    if trouble := sending.token_trouble("signal", said):
        return trouble, 422
    if not sending.may_send("signal", PER_HOUR):
        wait = _("Mỗi địa chỉ mạng chỉ gửi được %(most)s báo cáo trong một giờ. Xin gửi lại sau.", most=PER_HOUR)
        return wait, 429
    return sending.send("signal", _content(village, said)), 503


def _check(village: Locality | None, said: dict[str, str]) -> dict[str, str]:
    wrong = sending.trap_trouble()
    if village is None:
        wrong["village"] = _("Hãy chọn thôn, tổ dân phố.")
    if said["technology"] not in set(Technology):
        wrong["technology"] = _("Hãy chọn tình trạng sóng.")
    if said["network"] and said["network"] not in set(Network):
        wrong["network"] = _("Hãy chọn một mạng trong danh sách.")
    if said["inside"] not in set(Inside):
        wrong["inside"] = _("Hãy chọn ở trong nhà hay ngoài trời.")
    return wrong


def _content(village: Locality, said: dict[str, str]) -> dict[str, Any]:
    return {
        "locality": village.code,
        "technology": said["technology"],
        "network": said["network"] or Network.UNSAID,
        "inside": said["inside"],
        "mark": sending.mark_of(sending.day_now(), village.code),
    }


def _review(commune: Locality, village: Locality, said: dict[str, str], trouble: str = "") -> str:
    token = sending.make_token("signal", said)
    return render_template(
        "signal/review.html", commune=commune, village=village, said=said, trouble=trouble, token=token, **NAMES
    )


@pages.get("/signal/<commune>")
def show(commune: str) -> str:
    place = find_commune(commune)
    months = list_signal_months(session(), place)
    month = _month(months)
    reports = list_village_months(session(), place, month) if month else []
    indicator = get_indicator(session(), OFFICIAL)
    official = list_latest(session(), [r.village for r in reports], indicator) if indicator and reports else {}
    return render_template(
        "signal/show.html",
        commune=place,
        months=months,
        month=month,
        reports=reports,
        indicator=indicator,
        official=official,
        illustrative=has_illustrative(reports),
        sent="sent" in request.args,
        **NAMES,
    )


@pages.get("/signal/<commune>.<any(csv,json,xlsx,embed):suffix>")
def rows(commune: str, suffix: str) -> Response:
    """The very month that the page shows."""
    place = find_commune(commune)
    month = _month(list_signal_months(session(), place))
    title = _("Phản ánh về sóng di động, %(commune)s", commune=localized(place))
    return table_answer(table_of(f"signal-{place.slug}", select_signal(place, month)), suffix, title)


def _month(months: list[str]) -> str | None:
    """The one asked for, else the newest; None where there is none.

    :raises Refusal: nothing was reported in it.
    """
    asked = request.args.get("month")
    if asked and asked not in months:
        raise Refusal(404, "no-month", _("Không có tháng này"), _("Không có phản ánh nào trong tháng được hỏi."))
    return asked or (months[0] if months else None)
