"""What differs between two plans: targets by indicator and year, the rest by its words."""

from itertools import count

import pytest

from portal.domain.plan_changes import ChangeKind, compare_pieces, compare_targets
from portal.domain.plan_pieces import Piece
from portal.domain.plans import Target
from tests.builders import make_indicator

POSITIONS = count()
SERVICES, SIGNATURES = make_indicator("services"), make_indicator("signatures")


def target(year, value, *, comparator=">=", high=None, note=None, indicator=SERVICES):
    return Target(
        id=f"p-{next(POSITIONS)}",
        plan_slug="p",
        indicator=indicator,
        indicator_code=indicator.code,
        comparator=comparator,
        value=value,
        value_high=high,
        year=year,
        note=note,
        note_en=note and f"EN {note}",
    )


def changes(old, new):
    told = []
    for change in compare_targets(old, new):
        values = tuple(side and (side.value, side.year) for side in (change.before, change.after))
        told.append((" ".join(change.kinds), *values))
    return told


def test_a_target_is_known_by_its_indicator_and_year():
    old = [target(2025, 80), target(2030, 90), target(2030, 50, indicator=SIGNATURES)]
    new = [target(2030, 95), target(2025, 80), target(2035, 70, indicator=SIGNATURES), target(2040, 80)]
    assert changes(old, new) == [
        ("raised", (90, 2030), (95, 2030)),
        ("same", (80, 2025), (80, 2025)),
        ("raised later", (50, 2030), (70, 2035)),
        ("added", None, (80, 2040)),
    ]


def test_what_is_not_there_any_more_was_dropped_and_stands_last():
    assert changes([target(2025, 80), target(2030, 90)], [target(2035, 95), target(2040, 99)]) == [
        ("added", None, (95, 2035)),
        ("added", None, (99, 2040)),
        ("dropped", (80, 2025), None),
        ("dropped", (90, 2030), None),
    ]


def test_the_same_asked_for_another_year_was_moved_to_the_nearest():
    old = [target(2025, 80), target(2030, 80)]
    assert changes(old, [target(2031, 80)]) == [
        ("later", (80, 2030), (80, 2031)),
        ("dropped", (80, 2025), None),
    ]
    assert changes(old, [target(2029, 80), target(2024, 80)]) == [
        ("earlier", (80, 2030), (80, 2029)),
        ("earlier", (80, 2025), (80, 2024)),
    ]


@pytest.mark.parametrize(("before", "after", "kind"), [(None, 2030, "dated"), (2030, None, "undated")])
def test_a_target_may_get_a_year_or_lose_it(before, after, kind):
    assert changes([target(before, 80)], [target(after, 80)]) == [(kind, (80, before), (80, after))]


def test_several_alike_are_paired_by_what_they_ask_for_first():
    old, new = [target(2030, 80), target(2030, 90)], [target(2030, 90), target(2030, 85)]
    assert changes(old, new) == [("same", (90, 2030), (90, 2030)), ("raised", (80, 2030), (85, 2030))]


DOWN = make_indicator("complaints", direction="down")


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (target(2030, 80), target(2030, 70), "lowered"),
        (target(2030, 10, comparator="<="), target(2030, 5, comparator="<="), "raised"),
        (target(2030, 10, comparator="<"), target(2030, 20, comparator="<"), "lowered"),
        (target(2030, 10, comparator="=", indicator=DOWN), target(2030, 5, comparator="=", indicator=DOWN), "raised"),
        (target(2030, 80, comparator="range", high=90), target(2030, 85), "raised reworded"),
        (target(2030, 80, comparator="range", high=90), target(2030, 80, comparator="range", high=95), "reworded"),
        (target(2030, 80), target(2030, 80, comparator=">"), "reworded"),
        (target(2030, 80), target(2030, 90, comparator="<="), "reworded"),
        (target(2030, 80), target(2030, 80, note="Tính mọi người."), "reworded"),
        (target(2030, 80), target(2030, 80), "same"),
    ],
)
def test_more_and_less_follow_the_direction_and_ranges_count_by_their_near_end(before, after, kinds):
    ((found, _, _),) = changes([before], [after])
    assert found == kinds


def piece(title, place="III.1", table="tasks", **facts):
    return Piece(table, place, title, f"EN {title}", facts)


def told(old, new):
    return [(" ".join(change.kinds), change.piece.title) for change in compare_pieces(old, new)]


def test_a_task_is_known_by_its_words_wherever_it_stands():
    old = [piece("Lập tổ công nghệ số", "III.1"), piece("Sửa cổng dịch vụ", "III.2")]
    assert told(old, list(reversed(old))) == [("same", "Sửa cổng dịch vụ"), ("same", "Lập tổ công nghệ số")]
    assert told(old, [piece("Lập tổ công nghệ số", "IV.9")]) == [
        ("same", "Lập tổ công nghệ số"),
        ("dropped", "Sửa cổng dịch vụ"),
    ]


def test_half_the_words_at_one_place_are_another_wording_and_fewer_are_another_task():
    old = [piece("Lập tổ công nghệ số cộng đồng")]
    assert told(old, [piece("Lập các tổ công nghệ số")]) == [("reworded", "Lập các tổ công nghệ số")]
    assert told(old, [piece("Mở lớp kỹ năng")]) == [
        ("added", "Mở lớp kỹ năng"),
        ("dropped", "Lập tổ công nghệ số cộng đồng"),
    ]
    assert [kinds for kinds, _ in told(old, [piece("Lập các tổ công nghệ số", "III.2")])] == ["added", "dropped"]


def test_another_day_or_body_is_a_change_and_a_task_is_no_duty():
    assert told([piece("Lập tổ", lead="Văn phòng")], [piece("Lập tổ", lead="Công an")]) == [("changed", "Lập tổ")]
    monthly = piece("monthly", table="obligations", due_day=15)
    assert told([monthly], [piece("monthly", table="obligations", due_day=20)]) == [("changed", "monthly")]
    assert told([monthly], [piece("monthly", due_day=15)]) == [("added", "monthly"), ("dropped", "monthly")]


def test_every_kind_has_its_place_in_the_order():
    assert {*"lowered raised dropped added later earlier dated undated reworded changed same".split()} == {*ChangeKind}
