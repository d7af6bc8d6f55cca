"""The catalogue of problems as officers and the documentation meet it."""

import re

from portal.domain.periods import parse_period
from portal.publishing.intake.catalogue import CHAPTERS, RULES, catalogue_table, say_number, say_period
from portal.settings import ROOT


def test_the_documentation_lists_every_problem_as_it_is():
    assert catalogue_table() in (ROOT / "docs" / "workbooks.md").read_text(encoding="utf-8")


def test_every_code_stands_for_one_problem():
    assert len(RULES) == sum(len(rules) for _, _, rules in CHAPTERS)


def test_both_languages_tell_the_same_particulars():
    for rule in RULES.values():
        for vi, en in ((rule.message, rule.message_en), (rule.rule, rule.rule_en), (rule.fix, rule.fix_en)):
            assert set(re.findall(r"{\w+}", vi)) == set(re.findall(r"{\w+}", en)), rule.code


def test_numbers_and_periods_are_said_the_way_of_each_language():
    assert (say_number(12345, english=False), say_number(12345, english=True)) == ("12.345", "12,345")
    said = {text: say_period(parse_period(text), english=False) for text in ("2026-10", "2026-Q3", "2026-H1", "2025")}
    assert said == {
        "2026-10": "tháng 10/2026",
        "2026-Q3": "quý III/2026",
        "2026-H1": "6 tháng đầu năm 2026",
        "2025": "năm 2025",
    }
    assert say_period(parse_period("2026-H2"), english=True) == "the second half of 2026"
