"""What the portal has of a plan is shown beside what a new reading of its document says."""

from dataclasses import replace

from portal.publishing.plan_drafts.draft import Decision, Doubt
from portal.publishing.plan_drafts.standing import add_standing, fill
from tests.desk.drafting import make_draft, make_row

FACTS = {"section": "I.1", "title": "Mở lớp học số tại nhà văn hóa"}


def task(item, **more):
    return make_row("tasks", f"Việc {item}", line=5, **({"item": item} | FACTS | more))


def cells(item, **more):
    return task(item, **more).cells


def standing(*rows, **tables):
    return {"tasks": list(rows)} | tables


def test_what_the_reading_lacks_is_there_accepted_and_says_so_in_its_place():
    draft = make_draft(task("1"), task("3"))
    found, vanished = add_standing(draft, [], standing(cells("1"), cells("2"), cells("3")))
    rows = found.rows["tasks"]
    assert [row.cells["item"] for row in rows] == ["1", "2", "3"]
    assert [(row.decision, row.doubts) for row in rows] == [
        (Decision.OPEN, ()),
        (Decision.KEPT, (Doubt.STANDING,)),
        (Decision.OPEN, ()),
    ]
    assert vanished == []


def test_what_stands_among_the_duties_of_a_body_now_is_not_lacking():
    duty = make_row("responsibilities", "Việc 2", item="2", **FACTS)
    found, _vanished = add_standing(make_draft(duty), [], standing(cells("2")))
    assert found.rows["tasks"] == []


def test_how_a_person_decided_about_such_a_row_holds_for_the_next_reading():
    known = standing(cells("2"))
    (row,) = add_standing(make_draft(), [], known)[0].rows["tasks"]
    dropped = replace(row, decision=Decision.DROPPED)
    found, vanished = add_standing(make_draft(), [dropped], known)
    assert [row.decision for row in found.rows["tasks"]] == [Decision.DROPPED]
    assert vanished == []
    found, vanished = add_standing(make_draft(task("2")), [dropped], known)
    assert ([row.decision for row in found.rows["tasks"]], vanished) == ([Decision.OPEN], [])


def test_english_words_and_bodies_that_a_person_wrote_are_filled_in_and_told():
    known = standing(cells("1", title_en="Open digital classes at the culture house", lead="Trạm thử"))
    draft = make_draft(task("1"), task("2"))
    first, second = fill(draft, known).rows["tasks"]
    assert (first.cells["title_en"], first.cells["lead"], first.doubts) == (
        "Open digital classes at the culture house",
        "Trạm thử",
        (Doubt.FILLED,),
    )
    assert (second.cells["title_en"], second.doubts) == ("", ())


def test_nothing_is_filled_into_what_speaks_of_something_else_or_was_read():
    known = standing(cells("1", title_en="Open digital classes", lead="Trạm thử"))
    other = task("1", title="Lắp trạm thu phát sóng mới")
    read = task("1", lead="Đội đọc được", title_en="As read")
    for row in (other, read):
        assert fill(make_draft(row), known).rows["tasks"] == [row]


def test_words_that_are_only_the_vietnamese_ones_are_no_english():
    known = standing(cells("1", title_en=FACTS["title"]))
    assert fill(make_draft(task("1")), known).rows["tasks"] == [task("1")]
    assert add_standing(make_draft(), [], known)[0].rows["tasks"][0].cells["title_en"] == ""
