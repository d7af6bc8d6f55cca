"""A wide workbook with twenty planted mistakes gets twenty messages with the right cells, in one pass."""

import pytest

from portal.domain.localities import get_commune
from portal.publishing.intake import Context, Severity, context_of, understand
from portal.publishing.workbooks import read_workbook
from tests.publishing.intake.places import TODAY, make_context
from tests.publishing.intake.planted import mended_workbook, planted_workbook


def test_twenty_planted_mistakes_get_twenty_messages_with_the_right_cells():
    content, mistakes = planted_workbook()
    intake = understand(read_workbook(content, "bao-cao-thang-10.xlsx"), make_context())
    assert len(mistakes) == len({code for code, _, _ in mistakes}) == 20
    assert sorted((f.code, f.sheet, f.cell) for f in intake.findings) == sorted(mistakes)


def test_the_mended_workbook_has_nothing_to_be_said_of():
    intake = understand(read_workbook(mended_workbook(), "bao-cao-thang-10.xlsx"), make_context())
    assert intake.findings == ()
    assert len(intake.figures) == 20 * (3 + 2 + 1 + 2)


def test_every_message_is_worded_in_both_languages_with_its_rule_and_its_fix():
    content, _ = planted_workbook()
    for finding in understand(read_workbook(content, "t.xlsx"), make_context()).findings:
        texts = (finding.message, finding.message_en, finding.rule, finding.rule_en, finding.fix, finding.fix_en)
        assert all(text.strip().endswith((".", "?")) and "{" not in text for text in texts), finding
        assert finding.message != finding.message_en
        assert finding.severity in Severity


@pytest.fixture(scope="module", params=["dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap"])
def commune(demo, request) -> Context:
    with demo.public.session() as public, demo.desk.session() as desk:
        place = get_commune(public, request.param, on=TODAY)
        assert place
        return context_of(public, desk, place, TODAY)


def test_so_does_every_commune_of_the_demonstration(commune):
    content, mistakes = planted_workbook(commune)
    intake = understand(read_workbook(content, "bao-cao.xlsx"), commune)
    assert sorted((f.code, f.sheet, f.cell) for f in intake.findings) == sorted(mistakes)
    assert understand(read_workbook(mended_workbook(commune), "bao-cao.xlsx"), commune).findings == ()
