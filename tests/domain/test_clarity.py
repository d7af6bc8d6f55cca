"""What a task leaves unclear, and what each body answers for."""

import pytest

from portal.domain.bodies import Role, list_bodies
from portal.domain.clarity import Unclear, count_unclear, is_named, unclear_of
from portal.domain.obligations import Obligation
from portal.domain.tasks import Task, TaskRecord
from tests.records import TODAY

WHO, ANSWERS, WHEN, PRODUCT = Unclear


def make_task(ref: str = "t", **words: object) -> Task:
    english = {f"{name}_en": words[name] for name in ("lead", "partners") if words.get(name)}
    return Task(id=ref, kind="task", **(words | english))


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Công an phường", True),
        ("Phòng Văn hóa - Xã hội", True),
        ("Tổ công nghệ số cộng đồng", True),
        ("Các cơ quan, đơn vị liên quan", False),
        ("Thủ trưởng các cơ quan, đơn vị", False),
        ("Đơn vị liên quan", False),
        ("Doanh nghiệp", False),
    ],
)
def test_a_group_is_not_a_body_with_a_name(name, named):
    assert is_named(name) is named


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ({}, [WHO, ANSWERS, WHEN]),
        ({"lead": "Công an phường", "due": TODAY}, []),
        ({"lead": "Công an phường", "due_note": "thường xuyên"}, [WHEN]),
        ({"lead": "Các cơ quan, đơn vị liên quan", "due": TODAY}, [WHO, ANSWERS]),
        ({"partners": "Công an phường", "due": TODAY}, [ANSWERS]),
        ({"lead": "Công an phường; Phòng Kinh tế", "due": TODAY}, [ANSWERS]),
        ({"lead": "Công an phường; Các đoàn thể", "due": TODAY}, [ANSWERS]),
    ],
)
def test_who_answers_and_when_are_clear_by_the_words_of_the_plan(words, lacking):
    shown = TaskRecord(state="done", evidence="Biên bản")
    assert unclear_of(make_task(**words), shown) == lacking


@pytest.mark.parametrize(
    "record", [None, TaskRecord(state="done", evidence=None), TaskRecord(state="done", evidence="")]
)
def test_a_result_is_clear_once_there_is_something_to_show(record):
    assert unclear_of(make_task(lead="Công an phường", due=TODAY), record) == [PRODUCT]


def test_each_lack_is_counted_over_the_tasks_and_none_is_said_as_zero():
    tasks = [make_task("a", lead="Công an phường"), make_task("b", lead="Công an phường", due=TODAY)]
    counts = count_unclear(tasks, {"b": TaskRecord(state="done", evidence="x")})
    assert counts == {WHO: 0, ANSWERS: 0, WHEN: 1, PRODUCT: 1}


def test_a_body_has_what_it_leads_takes_part_in_and_reports_under_one_address():
    tasks = [
        make_task("a", lead="Công an phường; Phòng Kinh tế"),
        make_task("b", lead="Công an phường", partners="Phòng Kinh tế"),
    ]
    words = {"reporter": "Phòng Kinh tế", "reporter_en": "Economics", "recipient": None, "recipient_en": None}
    police, economics = list_bodies(tasks, [Obligation(plan_slug="x", **words)])
    assert (police.slug, police.count(Role.LEAD), police.count(Role.PARTNER)) == ("cong-an-phuong", 2, 0)
    assert [economics.count(role) for role in Role] == [1, 1, 1, 0]
