"""StratML: every document is as the schema asks, whatever a plan has and lacks; and our checker sees what is not."""

import datetime as dt
from dataclasses import replace

import pytest

from portal.formats.stratml import Goal, Objective, Stakeholder, StrategicPlan, write_stratml
from tests.stratml import check, tag

BODY = Stakeholder("Tổ công nghệ số", "chủ trì")
OBJECTIVE = Objective("Có nơi nhận hồ sơ", "task-a-1", "Ở nhà văn hóa", "1", (BODY, Stakeholder("Mọi thôn")), "Mục I.")
GOAL = Goal("Dịch vụ", "section-a", "Nhiệm vụ › Dịch vụ", "I.1", (BODY,), "Cả xã.", (OBJECTIVE,))
WHOLE = StrategicPlan(
    name="Kế hoạch",
    description="Của xã",
    other="Thiếu phụ lục",
    organization="Ủy ban nhân dân xã",
    bodies=(BODY,),
    goals=(GOAL,),
    start=dt.date(2025, 1, 1),
    end=dt.date(2030, 12, 31),
    published=dt.date(2025, 7, 1),
    source="https://so.example.vn/plans/a",
    email="so@example.vn",
)
BARE = replace(WHOLE, description="", other="", bodies=(), goals=(Goal("A", "a", "A"),), published=None, email="")


@pytest.mark.parametrize("plan", [WHOLE, BARE])
def test_a_plan_with_everything_and_one_with_little_are_both_valid(plan):
    root = check(write_stratml(plan))
    assert root.findtext(tag("Name")) == "Kế hoạch"


def test_what_is_not_there_has_no_element():
    content = write_stratml(BARE).decode()
    for name in ("Submitter", "PublicationDate", "Stakeholder", "Objective", "OtherInformation", "Vision"):
        assert f"<{name}" not in content


def test_signs_of_xml_stand_as_text_and_control_characters_are_left_out():
    root = check(write_stratml(replace(BARE, name='<A> & "B"\x0b')))
    assert root.findtext(tag("Name")) == '<A> & "B"'


def test_the_same_plan_gives_the_same_bytes():
    assert write_stratml(WHOLE) == write_stratml(WHOLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<Name>Dịch vụ</Name>", ""),
        ("<Description>Nhiệm vụ › Dịch vụ</Description>", ""),
        ("<Identifier>task-a-1</Identifier>", "<Identifier>1 a</Identifier>"),
        ("<Identifier>task-a-1</Identifier>", "<Identifier>section-a</Identifier>"),
        ("<StartDate>2025-01-01</StartDate>", "<StartDate>2025</StartDate>"),
        ("<Source>https://", "<Source>"),
        ("<Name>Kế hoạch</Name>", "<Title>Kế hoạch</Title>"),
        (
            "<Identifier>section-a</Identifier>\n      <SequenceIndicator>I.1</SequenceIndicator>",
            "<SequenceIndicator>I.1</SequenceIndicator>\n      <Identifier>section-a</Identifier>",
        ),
    ],
)
def test_a_document_that_the_schema_refuses_is_refused(old, new):
    content = write_stratml(WHOLE).decode()
    assert old in content
    with pytest.raises((AssertionError, ValueError)):
        check(content.replace(old, new, 1).encode())
