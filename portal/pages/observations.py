"""The passport of a published figure, at its permanent address, for people and for programs.

Everything on it is read from the public store: of a withheld figure it knows no more than any reader.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from flask import Response, render_template, request

from portal.domain.gaps import nearest_target
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import LocalityKind
from portal.domain.observations import list_series, newest_finest
from portal.domain.passports import Absent, Aimed, Passport, find_passport, list_aims
from portal.domain.releases import resolve_as_of
from portal.errors import Refusal
from portal.formats.http import json_answer, table_answer
from portal.i18n import gettext as _
from portal.i18n.sentences import comparable, figure_sentence
from portal.pages import observation_words as words
from portal.pages.observation_citation import citations
from portal.pages.observation_object import (
    api_path,
    canonical_url,
    entry_path,
    links_of,
    passport_object,
    version_table,
)
from portal.routing import Pages
from portal.web import session, today

pages = Pages("observations", __name__)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(passport_path=words.passport_path))


@pages.get("/observations/<indicator>/<locality>/<period>")
def show(indicator: str, locality: str, period: str) -> Response:
    found = _find(indicator, locality, period)
    if isinstance(found, Absent):
        return _absent_page(found, indicator, locality, period)
    aims = list_aims(session(), found, today=today())
    page = render_template(
        "observations/show.html",
        passport=found,
        words=words,
        aims=aims,
        sentence=_sentence(found, aims),
        citations=citations(found),
        canonical=canonical_url(found),
        api=request.script_root + api_path(found),
        entry_path=entry_path,
    )
    return _linked(Response(page), found)


@pages.get("/observations/<indicator>/<locality>/<period>.<any(csv,json,xlsx,embed):suffix>")
def rows(indicator: str, locality: str, period: str, suffix: str) -> Response:
    found = _find(indicator, locality, period)
    if isinstance(found, Absent):
        raise _refusal(found, indicator, locality, period)
    if suffix != "json":
        return _linked(table_answer(version_table(found), suffix, words.title_of(found.current)), found)
    return _linked(json_answer(passport_object(found, list_aims(session(), found, today=today()))), found)


def _sentence(passport: Passport, aims: Sequence[Aimed]) -> str:
    """The figure in a sentence, beside the one before and the next target; only a commune's newest has a status.

    Of what was taken back there is none: the page says so.
    """
    if passport.is_withdrawn:
        return ""
    row = passport.current
    series = list_series(session(), row.locality, indicator=row.indicator_code, as_of=_asked_state())
    same = series.get(row.indicator_code, [])
    aim = _near(aims) if row.value is not None else None
    progress = aim.progress if aim and same and max(same, key=newest_finest).id == row.id else None
    return figure_sentence(
        row,
        before=comparable(same, row),
        target=aim.target if aim else None,
        status=progress.status if progress else "",
        gap=aim.gap if aim and passport.place.kind == LocalityKind.VILLAGE else None,
        illustrative=passport.is_illustrative,
    )


def _near(aims: Sequence[Aimed]) -> Aimed | None:
    """The target in force that is due next, else the last that was."""
    counting = [aim for aim in aims if aim.gap is not None]
    target = nearest_target([aim.target for aim in counting], today().year)
    return next((aim for aim in counting if aim.target is target), None)


def _find(indicator: str, locality: str, period: str) -> Passport | Absent:
    return find_passport(session(), indicator, locality, period, as_of=_asked_state())


def _asked_state() -> int | None:
    """The number of the newest release to look at, of the parameter ``as_of``; None when it is not asked for.

    :raises Refusal: it names neither a release nor a day or instant.
    """
    text = request.args.get("as_of")
    if not text:
        return None
    try:
        return resolve_as_of(session(), text)
    except ValueError:
        raise Refusal(
            400,
            "unknown-state",
            _("Không hiểu thời điểm"),
            _("“%(text)s” không phải là ngày hay mã đợt công bố. Ghi như 2026-10-31 hoặc tra-cau-r5.", text=text[:80]),
        ) from None


def _linked(response: Response, passport: Passport) -> Response:
    """The answer, naming its permanent address, its other forms and the API's."""
    links = links_of(passport)
    response.headers["Link"] = ", ".join(
        (
            f'<{links["canonical"]}>; rel="canonical"',
            f'<{links["json"]}>; rel="alternate"; type="application/json"',
            f'<{links["csv"]}>; rel="alternate"; type="text/csv"',
            f'<{links["api"]}>; rel="describedby"; type="application/json"',
        )
    )
    return response


def _absent_page(absent: Absent, indicator: str, locality: str, period: str) -> Response:
    page = render_template(
        "observations/absent.html",
        absent=absent,
        text=words.absence_text(absent, indicator, locality, period),
        asked={"indicator": indicator, "locality": locality, "period": period},
        alike=_alike(indicator) if absent.indicator is None else [],
    )
    return Response(page, 404)


def _refusal(absent: Absent, indicator: str, locality: str, period: str) -> Refusal:
    """The same for a program."""
    more: dict[str, Any] = {"periods": [p.text for p in absent.periods]}
    if absent.indicator is None:
        more["indicators"] = [alike.code for alike in _alike(indicator)]
    text = words.absence_text(absent, indicator, locality, period)
    return Refusal(404, "unknown-observation", _("Không có số liệu này"), text, **more)


def _alike(code: str) -> list[Indicator]:
    """The indicators whose codes are written most like this one."""
    known = {indicator.code: indicator for indicator in list_indicators(session())}
    return [known[found] for found in get_close_matches(code[:80], known, n=3, cutoff=0.5)]
