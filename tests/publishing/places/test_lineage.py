"""Mergers, splits and renamings: who came of whom, with which share, and which day ended what was before."""

import datetime as dt

import pytest

from portal.domain.localities import Locality, LocalityChange, get_commune
from portal.publishing.places import export_csv, export_xlsx
from tests.builders import COMMUNE, make_commune
from tests.conftest import NOW
from tests.publishing.places.lists import codes, links, refused, stored, take, village

ON = "01/01/2026"
LAST = dt.date(2025, 12, 31)


def before(*numbers, share=""):
    return "; ".join(f"{COMMUNE}-{number:02}{share}" for number in numbers)


def test_a_merger_takes_its_predecessors_whole_and_ends_them(register, listed):
    done = take(register, listed(village(9, valid_from=ON, predecessors=before(1, 2), decision="NQ 12/NQ-HĐND")))
    whole = (1.0, "whole", "NQ 12/NQ-HĐND")
    assert links(register) == {("01", "09"): whole, ("02", "09"): whole}
    assert [stored(register, code).valid_to for code in ("01", "02", "03")] == [LAST, LAST, None]
    assert [(closed.code, closed.day, closed.successor) for closed in done.closed] == [
        (f"{COMMUNE}-{number}", LAST, f"{COMMUNE}-09") for number in ("01", "02")
    ]


def test_a_renaming_is_one_predecessor_and_a_new_code(register, listed):
    take(register, listed(village(4, "Thôn Hòa Bình", valid_from=ON, predecessors=before(1))))
    assert links(register) == {("01", "04"): (1.0, "whole", None)}


def test_a_split_has_the_shares_that_are_told(register, listed):
    rows = [
        village(4, "Thôn 4", valid_from=ON, predecessors=before(1, share="=60%"), basis="người"),
        village(5, "Thôn 5", valid_from=ON, predecessors=before(1, share="=0,4"), basis="people"),
    ]
    take(register, listed(*rows))
    assert links(register) == {("01", "04"): (0.6, "people", None), ("01", "05"): (0.4, "people", None)}


def test_a_split_without_shares_is_known_and_weighs_nothing(register, listed):
    rows = [village(n, valid_from=ON, predecessors=before(1)) for n in (4, 5)]
    take(register, listed(*rows))
    assert links(register) == {("01", "04"): (None, None, None), ("01", "05"): (None, None, None)}


def test_shares_may_stand_in_a_column_of_their_own(register, listed):
    rows = [
        village(4, valid_from=ON, predecessors=before(1, 2), weights="100%; 25%", basis="hộ"),
        village(5, valid_from=ON, predecessors=before(2), weights=0.75, basis="hộ"),
    ]
    take(register, listed(*rows))
    assert links(register) == {
        ("01", "04"): (1.0, "households", None),
        ("02", "04"): (0.25, "households", None),
        ("02", "05"): (0.75, "households", None),
    }


@pytest.mark.parametrize("between", [";", "; ", ", ", ",", "\n", "; ;"])
def test_codes_are_parted_by_semicolons_and_commas_or_lines_do_no_harm(register, listed, between):
    take(register, listed(village(9, valid_from=ON, predecessors=f"{COMMUNE}-01{between}{COMMUNE}-02=0,5", basis="hộ")))
    assert {key: weight for key, (weight, *_) in links(register).items()} == {("01", "09"): 1.0, ("02", "09"): 0.5}


def test_predecessors_may_be_rows_of_the_same_file(register, listed):
    rows = [
        village(6, valid_from="01/06/2026", predecessors=before(5)),
        village(5, valid_from="01/01/2026", valid_to="31/05/2026", predecessors=before(4)),
        village(4, valid_to="31/12/2025"),
    ]
    take(register, listed(*rows))
    assert links(register) == {("05", "06"): (1.0, "whole", None), ("04", "05"): (1.0, "whole", None)}


def test_a_gap_leaves_the_share_unknown_and_is_told(register, listed):
    rows = [village(1, valid_to="30/11/2025"), village(4, valid_from=ON, predecessors=before(1))]
    path = listed(*rows)
    assert "gap" in codes(take(register, path).notices)
    assert links(register) == {("01", "04"): (None, None, None)}
    assert take(register, path).is_nothing


def test_a_later_file_may_add_the_decision_and_keeps_the_shares(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1, share="=60%"), basis="hộ")))
    done = take(register, listed(village(4, predecessors=before(1), decision="QĐ 5")))
    assert links(register) == {("01", "04"): (0.6, "households", "QĐ 5")}
    assert done.links == ((f"{COMMUNE}-01", f"{COMMUNE}-04", 0.6),)


def test_a_whole_that_turns_out_a_split_needs_both_successors_in_the_file(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1))))
    second = village(5, valid_from=ON, predecessors=before(1))
    (problem,) = refused(register, listed(second))
    assert problem.code == "weights-over"
    assert "100% + ?" in problem.message_en
    take(register, listed(village(4, predecessors=before(1)), second))
    assert links(register) == {("01", "04"): (None, None, None), ("01", "05"): (None, None, None)}


def test_what_is_stored_counts_in_the_sum(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1, share="=70%"), basis="hộ")))
    row = village(5, valid_from=ON, predecessors=before(1, share="=40%"), basis="hộ")
    (problem,) = refused(register, listed(row))
    assert (problem.code, "110%" in problem.message) == ("weights-over", True)
    take(register, listed(row | {"predecessors": before(1, share="=30,1%")}))


def test_a_link_that_the_file_does_not_name_is_kept_and_told(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1, 2))))
    done = take(register, listed(village(4, predecessors=before(1), population=5)))
    assert "link-kept" in codes(done.notices)
    assert set(links(register)) == {("01", "04"), ("02", "04")}


@pytest.fixture
def former(register):
    """A commune that went into this one on 1 July 2025, and one that did not, with a village each."""
    public, _ = register
    with public.begin() as session:
        here = get_commune(session, COMMUNE, on=NOW)
        for code, slug in (("99002", "xa-cu"), ("99003", "xa-khac")):
            place = make_commune(session, code=code, slug=slug, villages=1)
            place.valid_from, place.valid_to = None, dt.date(2025, 6, 30)
            session.flush()
            for one in session.query(Locality).filter(Locality.parent_id == place.id):
                one.valid_from, one.valid_to = dt.date(2020, 1, 1), dt.date(2025, 6, 30)
            if slug == "xa-cu":
                session.add(LocalityChange(predecessor_id=place.id, successor_id=here.id))
    return register


def test_a_village_may_come_of_one_of_a_commune_that_went_into_this_one(former, listed):
    take(former, listed(village(9, valid_from="01/07/2025", predecessors="99002-01")))
    assert links(former)["01", "09"] == (1.0, "whole", None)


def test_a_village_of_any_other_commune_is_no_predecessor(former, listed):
    (problem,) = refused(former, listed(village(9, valid_from="01/07/2025", predecessors="99003-01")))
    assert problem.code == "foreign-predecessor"


def test_villages_of_a_former_commune_are_listed_under_its_slug_or_its_code_of_that_day(former, listed):
    rows = [
        {"name": "Thôn Xưa", "commune": "xa-cu"},
        {"name": "Thôn Cổ", "commune": "99002", "valid_to": "30/06/2025"},
    ]
    take(former, listed(*rows), None)
    assert stored(former, "99002-02").valid_to == dt.date(2025, 6, 30)
    assert stored(former, "99002-03").name == "Thôn Cổ"
    assert codes(refused(former, listed({"name": "Thôn Cổ", "commune": "99002"}), None)) == ["unknown-commune"]


def test_a_circle_is_refused_once_with_its_way_round(register, listed):
    rows = [
        village(4, valid_from=ON, predecessors=before(6)),
        village(5, valid_from="01/02/2026", predecessors=before(4)),
        village(6, valid_from="01/03/2026", predecessors=before(5)),
    ]
    (problem,) = refused(register, listed(*rows))
    assert problem.code == "circle"
    assert problem.message_en.count("→") == 3


def test_a_circle_that_closes_through_what_is_known_is_refused(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1))))
    take(register, listed(village(5, valid_from="01/06/2026", predecessors=before(4))))
    (problem,) = refused(register, listed(village(1, predecessors=before(5))))
    assert problem.code == "circle"


def test_two_circles_are_both_told(register, listed):
    pairs = [(4, 5), (5, 4), (6, 7), (7, 6)]
    rows = [village(one, valid_from=ON, predecessors=before(other)) for one, other in pairs]
    assert codes(refused(register, listed(*rows))) == ["circle", "circle"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"predecessors": before(8)}, "no-predecessor", "predecessors"),
        ({"predecessors": before(4)}, "itself", "predecessors"),
        ({"predecessors": before(1, 1)}, "predecessor-twice", "predecessors"),
        ({"predecessors": "Thôn 1"}, "predecessor-form", "predecessors"),
        ({"predecessors": before(1, share="=60%")}, "no-basis", "predecessors"),
        ({"predecessors": before(1, share="=0"), "basis": "hộ"}, "weight", "predecessors"),
        ({"predecessors": before(1, share="=120%"), "basis": "hộ"}, "weight", "predecessors"),
        ({"predecessors": before(1, share="=60"), "basis": "hộ"}, "weight", "predecessors"),
        ({"predecessors": before(1, share="=60%"), "basis": "nhà"}, "unknown-basis", "basis"),
        ({"predecessors": before(1, 2), "weights": "50%", "basis": "hộ"}, "weights-count", "weights"),
        ({"predecessors": before(1, share="=60%"), "weights": "50%", "basis": "hộ"}, "weights-both", "weights"),
        ({"predecessors": before(1), "valid_from": "01/07/2025"}, "too-early", "valid_from"),
    ],
)
def test_a_wrong_predecessor_is_said_with_its_cell(register, listed, row, code, column):
    problems = refused(register, listed(village(4, **({"valid_from": ON} | row))))
    assert code in codes(problems)
    (problem,) = [problem for problem in problems if problem.code == code]
    assert "dòng (row) 2" in problem.where
    assert problem.where.endswith(f"cột (column) {column}")


def test_a_successor_that_begins_before_its_predecessor_has_ended_is_refused(register, listed):
    rows = [village(1, valid_to="15/01/2026"), village(4, valid_from=ON, predecessors=before(1))]
    (problem,) = refused(register, listed(*rows))
    assert (problem.code, "15/01/2026" in problem.message) == ("overlap", True)


def test_ending_a_predecessor_later_than_its_known_successor_begins_is_refused(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1))))
    assert codes(refused(register, listed(village(1, valid_to="15/01/2026")))) == ["overlap"]
    assert codes(refused(register, listed(village(1, valid_to="nay")))) == ["overlap"]


def test_parts_counted_in_two_ways_are_refused(register, listed):
    rows = [
        village(4, valid_from=ON, predecessors=before(1, share="=50%"), basis="hộ"),
        village(5, valid_from=ON, predecessors=before(1, share="=50%"), basis="người"),
    ]
    assert codes(refused(register, listed(*rows))) == ["basis-differs"]


def test_a_predecessor_whose_own_row_is_wrong_is_not_called_unknown(register, listed):
    rows = [village(8, "", valid_to="31/12/2025"), village(9, valid_from=ON, predecessors=before(8))]
    assert codes(refused(register, listed(*rows))) == ["no-name"]


@pytest.mark.parametrize("word", ["không", "Không có", "none"])
def test_a_word_takes_predecessors_away_and_leaves_their_days(register, listed, word):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1, 2))))
    assert take(register, listed(village(4, predecessors=""))).is_nothing
    done = take(register, listed(village(4, predecessors=word)))
    assert [(one.code, one.values) for one in done.changed] == [
        (f"{COMMUNE}-04", {"predecessors": (f"{COMMUNE}-01, {COMMUNE}-02", None)})
    ]
    assert "link-cut" in codes(done.notices)
    assert links(register) == {}
    assert [stored(register, code).valid_to for code in ("01", "02")] == [LAST, LAST]
    assert take(register, listed(village(4, predecessors=word))).is_nothing


def test_what_was_taken_away_counts_no_more(register, listed):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1))))
    rows = [village(4, predecessors="none"), village(5, valid_from=ON, predecessors=before(1))]
    take(register, listed(*rows))
    assert links(register) == {("01", "05"): (1.0, "whole", None)}
    take(register, listed(village(5, predecessors="none"), village(1, valid_to="nay")))
    assert (links(register), stored(register, "01").valid_to) == ({}, None)


@pytest.mark.parametrize("cell", ["không; {}", "{}; none", "none {}", "không; không"])
def test_no_predecessors_and_some_are_not_said_together(register, listed, cell):
    (problem,) = refused(register, listed(village(4, valid_from=ON, predecessors=cell.format(before(1)))))
    assert problem.code == "none-and-more"


@pytest.mark.parametrize("row", [{"predecessors": before(1, share="=?")}, {"weights": "?"}])
def test_a_share_can_be_made_unknown_again_and_whole(register, listed, row):
    take(register, listed(village(4, valid_from=ON, predecessors=before(1, share="=60%"), basis="hộ")))
    done = take(register, listed(village(4, predecessors=before(1)) | row))
    assert links(register) == {("01", "04"): (None, None, None)}
    assert done.links == ((f"{COMMUNE}-01", f"{COMMUNE}-04", None),)
    take(register, listed(village(4, predecessors=before(1, share="=1"))))
    assert links(register) == {("01", "04"): (1.0, "whole", None)}


def test_two_words_on_one_share_are_refused(register, listed):
    row = village(4, valid_from=ON, predecessors=before(1, share="=60%"), weights="?", basis="hộ")
    assert codes(refused(register, listed(row))) == ["weights-both"]


@pytest.mark.parametrize("write", [export_csv, export_xlsx])
def test_an_export_writes_shares_that_do_not_follow_from_the_days(register, listed, tmp_path, write):
    rows = [
        village(1, valid_to="30/11/2025"),
        village(4, valid_from=ON, predecessors=f"{before(1, share='=100%')}; {before(2, share='=60% hộ')}"),
        village(5, valid_from=ON, predecessors=f"{before(2, share='=40% hộ')}; {before(3, share='=?')}"),
    ]
    take(register, listed(*rows))
    assert links(register)["01", "04"] == (1.0, "whole", None)
    assert links(register)["03", "05"] == (None, None, None)
    with register[0].session() as session:
        content = write(session, get_commune(session, COMMUNE, on=NOW))
    path = tmp_path / ("a.csv" if write is export_csv else "a.xlsx")
    path.write_bytes(content)
    assert take(register, path).is_nothing
