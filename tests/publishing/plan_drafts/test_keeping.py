"""What a person decided about a row stays with its sentence when the document is read again."""

from dataclasses import replace

import pytest

from portal.publishing.plan_drafts.draft import Decision, Draft, DraftRow, Source
from portal.publishing.plan_drafts.keeping import keep


def row(said, *, decision=Decision.OPEN, section="II.1", read=None, part="", line=1, doubts=(), **cells):
    whole = {"section": section, "item": "1", "value": "10", "year": "2027"} | cells
    return DraftRow(
        "targets",
        whole,
        Source(line, line, None, section, said),
        part=part,
        decision=decision,
        read=whole | read if read is not None else None,
        doubts=doubts,
    )


def draft(*rows):
    made = Draft("ke-hoach.txt", "0" * 64, "txt", "utf-8", None)
    made.rows["targets"] = list(rows)
    return made


def kept(old, new):
    found = keep(draft(*old), draft(*new))
    return found.draft.rows["targets"], found.vanished


def test_a_decision_follows_its_words_wherever_they_stand_and_however_they_are_broken():
    (found,), vanished = kept(
        [row("Đạt  10% hộ DÂN", decision=Decision.KEPT)], [row("đạt 10% hộ dân", section="III.2", line=90)]
    )
    assert (found.decision, found.cells["section"], found.source.line) == (Decision.KEPT, "III.2", 90)
    assert (vanished, found.doubts) == ([], ())


@pytest.mark.parametrize("decision", [Decision.MENDED, Decision.DROPPED])
def test_the_persons_cells_stay_and_the_place_is_the_documents(decision):
    old = row("Câu", decision=decision, value="12", read={"value": "10"})
    (found,), _vanished = kept([old], [row("Câu", section="V")])
    assert (found.decision, found.cells["value"], found.cells["section"]) == (decision, "12", "V")
    assert (found.read["value"], found.doubts) == ("10", ())


def test_a_place_that_a_person_mended_stays():
    old = row("Câu", decision=Decision.MENDED, section="II.9", read={"section": "II.1"})
    (found,), _vanished = kept([old], [row("Câu", section="V")])
    assert found.cells["section"] == "II.9"


def test_where_the_same_words_are_read_otherwise_the_decision_stays_with_a_doubt():
    (found,), _vanished = kept([row("Câu", decision=Decision.KEPT)], [row("Câu", year="2030")])
    assert (found.decision, found.cells["year"], found.read["year"]) == (Decision.KEPT, "2027", "2030")
    assert found.doubts == ("read-otherwise",)


def test_an_open_row_is_as_the_new_reading_has_it():
    (found,), vanished = kept([row("Câu", value="9")], [row("Câu", doubts=("twice",))])
    assert (found.cells["value"], found.decision, found.doubts) == ("10", Decision.OPEN, ("twice",))
    assert vanished == []


def test_what_is_gone_is_told_only_where_somebody_had_decided():
    decided, undecided = row("Câu cũ", decision=Decision.DROPPED), row("Câu khác")
    found, vanished = kept([decided, undecided], [row("Câu mới")])
    assert [each.decision for each in found] == [Decision.OPEN]
    assert vanished == [decided]


def test_of_one_sentence_said_twice_the_first_decision_goes_to_the_first():
    old = [row("Câu", decision=Decision.KEPT), row("Câu", decision=Decision.DROPPED)]
    found, vanished = kept(old, [row("Câu"), row("Câu"), row("Câu")])
    assert [each.decision for each in found] == ["kept", "dropped", ""]
    assert vanished == []


def test_parts_of_one_sentence_are_told_apart():
    old = [row("Câu", part="10%", decision=Decision.DROPPED), row("Câu", part="20%")]
    found, _vanished = kept(old, [row("Câu", part="20%"), row("Câu", part="10%")])
    assert [each.decision for each in found] == ["", "dropped"]


def test_neither_draft_is_changed():
    old, new = draft(row("Câu", decision=Decision.KEPT)), draft(row("Câu"))
    before = replace(new.rows["targets"][0])
    keep(old, new)
    assert new.rows["targets"] == [before]
