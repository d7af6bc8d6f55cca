"""Villages of their time: a figure belongs to the village that was there at the end of its period."""

import datetime as dt
from dataclasses import replace

import pytest

from portal.domain.localities import get_commune
from portal.domain.periods import parse_period
from portal.publishing.intake import Context, Village, context_of, template, understand
from portal.publishing.workbooks import read_workbook
from tests.publishing.intake.places import COMMUNE, TODAY, make_context
from tests.publishing.intake.sheets import make_sheet, make_workbook

CHANGE = dt.date(2026, 8, 1)
LAST = CHANGE - dt.timedelta(days=1)


def village(number, name, **validity):
    return Village(f"{COMMUNE.code}-{number:02}", f"v{number}", name, "thôn", **validity)


ALWAYS = (village(1, "Thôn Đông"), village(2, "Thôn Tây"), village(3, "Thôn Nam"))
NEW = village(4, "Thôn Bắc", valid_from=CHANGE, made_of="Thôn Thượng, Thôn Hạ")
OLD = (
    village(5, "Thôn Thượng", valid_to=LAST, became="Thôn Bắc"),
    village(6, "Thôn Hạ", valid_to=LAST, became="Thôn Bắc"),
)
NOW, THEN = (*ALWAYS, NEW), (*ALWAYS, *OLD)


def commune(villages=(*ALWAYS, NEW, *OLD)) -> Context:
    return replace(make_context(before={}), villages=villages)


def handed_in(title, villages, context=None, indicator="VNeID mức 2"):
    names = [place if isinstance(place, str) else place.name for place in villages]
    heads = ["Thôn, tổ dân phố", f"{indicator} - tử số", f"{indicator} - mẫu số"]
    sheet = make_sheet([title], heads, *[[name, 85, 100] for name in names])
    return understand(make_workbook(sheet), context or commune())


def codes(intake):
    return [(finding.code, finding.cell) for finding in intake.findings]


@pytest.mark.parametrize(("title", "villages"), [("Tháng 7/2026", THEN), ("Tháng 8/2026", NOW)])
def test_the_villages_of_a_period_are_taken_without_a_word(title, villages):
    intake = handed_in(title, villages)
    assert codes(intake) == []
    assert {figure.cell.locality for figure in intake.figures} == {place.code for place in villages}


def test_a_village_that_is_no_more_is_refused_at_its_cell_with_what_it_became():
    intake = handed_in("Tháng 9/2026", (*NOW, OLD[0]))
    assert codes(intake) == [("village-not-there", "B7")]
    (finding,) = intake.findings
    assert "Thôn Thượng có đến hết ngày 31/07/2026, sau đó thành Thôn Bắc" in finding.message
    assert "was there until 31/07/2026, then became Thôn Bắc" in finding.message_en
    assert "Thôn Bắc" in finding.fix
    assert OLD[0].code not in {figure.cell.locality for figure in intake.figures}


def test_a_village_that_was_not_yet_is_refused_with_what_it_was_made_of():
    intake = handed_in("Tháng 7/2026", (*THEN, NEW))
    assert codes(intake) == [("village-not-there", "B8")]
    assert "có từ ngày 01/08/2026, từ Thôn Thượng, Thôn Hạ" in intake.findings[0].message


def test_a_village_missing_from_a_table_is_one_of_the_period():
    assert codes(handed_in("Tháng 7/2026", (*ALWAYS, OLD[0]))) == [("village-missing", "A2")]
    assert "Thôn Hạ" in handed_in("Tháng 7/2026", (*ALWAYS, OLD[0])).findings[0].message


def test_a_flow_over_the_change_is_refused_and_over_a_whole_quarter_before_or_after_taken():
    flow = "Nộp hồ sơ trực tuyến"
    assert codes(handed_in("Quý III/2026", NOW, indicator=flow)) == [("village-changed", "B6")]
    assert codes(handed_in("Quý II/2026", THEN, indicator=flow)) == []
    untouched = handed_in("Quý III/2026", ALWAYS, indicator=flow)
    assert codes(untouched) == [], "nobody expects the village that changed"


def test_a_name_that_two_villages_had_one_after_the_other_is_that_of_the_period():
    first = village(7, "Thôn Bắc", valid_to=LAST, became="Thôn Bắc")
    both = commune((*ALWAYS, NEW, first))
    for title, place in (("Tháng 7/2026", first), ("Tháng 8/2026", NEW)):
        intake = handed_in(title, (*ALWAYS, "Thôn Bắc"), both)
        assert codes(intake) == []
        assert place.code in {figure.cell.locality for figure in intake.figures}


def test_two_villages_of_one_name_at_a_time_are_still_asked_about():
    twice = commune((*ALWAYS, village(8, "Thôn Đông")))
    assert ("village-ambiguous", "A3") in codes(handed_in("Tháng 8/2026", ALWAYS, twice))


@pytest.mark.parametrize(("period", "there"), [("2025-12", 34), ("2026-02", 33), ("2026-10", 34)])
def test_the_template_of_a_period_lists_its_villages_and_comes_back_without_a_word(demo, period, there):
    with demo.public.session() as public, demo.desk.session() as desk:
        place = get_commune(public, "phuoc-binh", on=TODAY)
        context = context_of(public, desk, place, TODAY)
    assert len(context.villages_of(parse_period(period))) == there
    workbook = read_workbook(template(context, period=parse_period(period)), name="template.xlsx")
    monthly = next(sheet for sheet in workbook.sheets if "thôn, tháng" in sheet.name)
    listed = {row[0] for row in monthly.rows[7:] if row and row[0]}
    assert listed == {found.code for found in context.villages_of(parse_period(period))}
    assert understand(workbook, context).findings == ()
