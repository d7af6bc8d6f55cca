"""What the gallery shows components with: things of the domain made up here, so that every state is always there.

Nothing of it is in the store; the names are those of the demonstration, long ones among them.
"""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from portal.addresses import public_url
from portal.domain.changes import CellChange, Side
from portal.domain.indicators import Indicator
from portal.domain.lineage import Change, Link
from portal.domain.localities import Locality
from portal.domain.newest_figures import Figure
from portal.domain.observations import Observation, Status
from portal.domain.participation import Province
from portal.domain.periods import parse_period
from portal.domain.plans import Comparator, Target
from portal.domain.progress import Aim, Progress, ProgressStatus, Reading, judge
from portal.domain.releases import Release, ReleaseKind
from portal.domain.summaries import Summary
from portal.i18n import gettext as _
from portal.i18n.record_changes import Entry, Field
from portal.i18n.release_words import Line
from portal.pages.charts import trend_chart
from portal.pages.facets import Choice, Choices, Narrowed
from portal.pages.kept import Kept
from portal.pages.lineage_words import Event, became_text, made_text
from portal.pages.paging import Pager
from portal.pages.village_table import Column

DAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 10, 15, 3, tzinfo=dt.UTC)


def samples() -> dict[str, Any]:
    """By the names that the gallery's templates use."""
    province, commune, village, old = _places()
    indicator = _indicator()
    release = _release(commune)
    counts = {status: 9 - at for at, status in enumerate(ProgressStatus)}
    return {
        "statuses": list(ProgressStatus),
        "counts": counts,
        "indicator": indicator,
        "place": village,
        "commune": commune,
        "observations": _observations(indicator, village),
        "zero": _observation(indicator, village, "2026-01", 0, Status.NORMAL),
        "chart": trend_chart(_series(indicator, village), unit="percent", decimals=1, illustrative=True),
        "item": _progress(indicator),
        "summary": Summary(commune, 12, {s: n for s, n in counts.items() if n > 5}, release),
        "release": release,
        "villages": [village],
        "columns": [Column(indicator, "2026-09", {village.id: Figure("2026-09", None, Status.WITHHELD)}, None, "")],
        "pager": Pager(page=2, size=50, total=3321),
        "narrowed": _narrowed(),
        "lines": _lines(indicator, village),
        "entries": [Entry("tra-cau-2026", [Field(_("Số tiền"), "120", "135"), Field(_("Ghi chú"), "", _("đã duyệt"))])],
        "provinces": [Province(province, 96, 2)],
        "kept": Kept(commune, village),
        "copy": SimpleNamespace(base_url=public_url(""), commune=commune, release=release, day=DAY),
    } | _lineage(village, old)


def _places() -> tuple[Locality, Locality, Locality, Locality]:
    """A province, a commune of it, a village and the one it was before."""
    province = Locality(id=1, code="51", slug="quang-ngai", kind="province", name="Tỉnh Quảng Ngãi")
    province.name_en = "Quảng Ngãi province"
    commune = Locality(id=2, code="21451", slug="tra-cau", kind="commune", name="Phường Trà Câu", population=41_200)
    commune.name_en, commune.parent, commune.parent_id = "Trà Câu ward", province, 1
    return (
        province,
        commune,
        _village(commune, "to-dan-pho-7", "Tổ dân phố 7"),
        _village(commune, "thon-vung-4", "Thôn Vùng 4"),
    )


def _village(commune: Locality, slug: str, name: str) -> Locality:
    village = Locality(code=f"21451-{slug}", slug=slug, kind="village", name=name, name_en=name, illustrative=True)
    village.parent, village.parent_id = commune, 2
    return village


def _indicator() -> Indicator:
    name, english = (
        "Người trưởng thành có tài khoản định danh điện tử mức 2",
        "Adults with a level 2 electronic identity",
    )
    return Indicator(
        code="vneid-level2", unit="percent", decimals=1, direction="up", name=name, name_en=english, subject="persons",
        short="Định danh điện tử mức 2", short_en="Level 2 electronic identity", cumulative=False,
    )  # fmt: skip


def _release(commune: Locality) -> Release:
    return Release(
        seq=5, id="tra-cau-r5", commune=commune, kind=ReleaseKind.CORRECTION, released_at=AT,
        title="Đính chính số liệu quý III năm 2026", title_en="Correction of the third quarter of 2026",
        reason="Tổ dân phố 7 gửi nhầm mẫu số.", reason_en="Tổ dân phố 7 sent a wrong denominator.",
        source="UBND phường Trà Câu", source_en="People's Committee of Trà Câu ward",
    )  # fmt: skip


def _observation(
    indicator: Indicator, place: Locality, period: str, value: float | None, status: Status
) -> Observation:
    return Observation(indicator=indicator, locality=place, period=period, value=value, status=status)


def _observations(indicator: Indicator, place: Locality) -> list[Observation]:
    """One of every status."""
    valued = {Status.NORMAL: 71.4, Status.PROVISIONAL: 72.0, Status.ESTIMATED: 70.9}
    return [_observation(indicator, place, "2026-09", valued.get(status), status) for status in Status]


def _series(indicator: Indicator, place: Locality) -> list[Any]:
    said = [
        (58.2, "normal"),
        (61.0, "normal"),
        (None, "withheld"),
        (None, "missing"),
        (69.3, "normal"),
        (71.4, "provisional"),
    ]
    return [
        _observation(indicator, place, f"2026-{4 + at:02}", value, Status(status))
        for at, (value, status) in enumerate(said)
    ]


def _progress(indicator: Indicator) -> Progress:
    target = Target(
        id="tra-cau-vneid-level2-2030", plan_slug="tra-cau", indicator=indicator, comparator=Comparator.AT_LEAST,
        value=95, year=2030, citation="Mục II.2, ý 4", citation_en="Section II.2, item 4",
    )  # fmt: skip
    readings = [_reading(period, n) for period, n in (("2025-12", 640), ("2026-09", 714))]
    return Progress(
        target, judge(Aim(Comparator.AT_LEAST, Fraction(95), year=2030), readings, today=DAY), illustrative=True
    )


def _reading(period: str, numerator: int) -> Reading:
    return Reading(parse_period(period), Fraction(numerator, 10), numerator=numerator, denominator=1000)


def _narrowed() -> Narrowed[Any]:
    texts = [(_("Tất cả"), 12, False), (_("Đạt"), 7, True), (_("Chưa đạt"), 5, False)]
    choices = tuple(Choice(text, "#facet_links", count, current) for text, count, current in texts)
    return Narrowed([], 12, (Choices(_("Tình trạng"), choices),), "", "#facet_links", True)


def _lines(indicator: Indicator, place: Locality) -> list[Line]:
    old = Side(640, 1000, 64.0, Status.NORMAL)
    sides = [(old, Side(714, 1000, 71.4, Status.NORMAL)), (old, Side(None, None, None, Status.WITHHELD))]
    path = "/localities/tra-cau/to-dan-pho-7"
    return [Line(CellChange(indicator, place, "2026-09", before, after), path) for before, after in sides]


def _lineage(village: Locality, old: Locality) -> dict[str, Any]:
    old.valid_to, village.valid_from = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
    change = Change((Link(old, village, 1.0, "households", "Nghị quyết 12/NQ-HĐND"),))
    event = Event(change.day, _("đổi tên"), (old,), (village,))
    words = {"made": made_text(change), "became": became_text(old, [change])}
    return {"change": change, "old": old, "events": [event], "changes": [change]} | words
