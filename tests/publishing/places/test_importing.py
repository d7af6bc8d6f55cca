"""An operator's list comes in: matched by code or name, numbered, in order, found by search, told in the log."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.db import get_revision
from portal.domain.audit import LogEntry
from portal.domain.localities import get_commune, list_villages
from portal.domain.search import search
from portal.publishing.audit import verify_desk
from portal.publishing.places import NoCommune, import_places
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.publishing.places.lists import codes, links, refused, state, stored, take, village


def test_a_new_village_is_stored_with_what_the_row_says(register, listed):
    row = village(7, "Thôn Phú An", population="1.234", households=310, area_km2="1,25", lat="15.01", lon="108,52")
    done = take(register, listed(row | {"source": "UBND xã, 2026", "valid_from": "01/09/2026"}))
    assert done.added == ((f"{COMMUNE}-07", "Thôn Phú An"),)
    place = stored(register, "07")
    assert (place.unit, place.slug, place.name_en) == ("thôn", "thon-phu-an", "Phu An Village")
    assert (place.population, place.households, place.area_km2) == (1234, 310, 1.25)
    assert (place.lat, place.lon, place.source) == (15.01, 108.52, "UBND xã, 2026")
    assert (place.valid_from, place.valid_to, place.illustrative) == (dt.date(2026, 9, 1), None, False)


def test_what_a_new_row_leaves_out_follows_from_the_commune_and_the_file(register, listed):
    take(register, listed(village(7, "Tổ dân phố 7")))
    place = stored(register, "07")
    assert (place.valid_from, place.valid_to, place.source) == (dt.date(2025, 7, 1), None, "thon.csv")
    assert (place.population, place.lat, place.name_en) == (None, None, "Residential group 7")


def test_a_known_village_keeps_its_address_and_what_the_row_does_not_say(register, listed):
    take(register, listed(village(1, "Thôn Một", population=500)))
    take(register, listed(village(1, "Thôn Một", households=120)))
    place = stored(register, "01")
    assert (place.name, place.name_en, place.slug) == ("Thôn Một", "Mot Village", "thon-1")
    assert (place.population, place.households, place.source) == (500, 120, "a test")


def test_an_english_name_that_was_given_stays_when_the_name_changes(register, listed):
    take(register, listed(village(1, "Thôn 1", name_en="First Hamlet")))
    take(register, listed(village(1, "Thôn Một")))
    assert stored(register, "01").name_en == "First Hamlet"


def test_what_changed_is_told_with_before_and_after(register, listed):
    (changed,) = take(register, listed(village(2, "Thôn 2", population=80))).changed
    assert (changed.code, changed.values) == (f"{COMMUNE}-02", {"population": (None, 80)})


def test_the_same_file_again_changes_nothing_and_writes_nothing(register, listed):
    rows = [
        village(1, "Thôn 1", population=100),
        village(None, "Thôn 4", valid_from="01/01/2026", predecessors=f"{COMMUNE}-01; {COMMUNE}-02=60%", basis="hộ"),
        village(None, "Thôn Bình Minh"),
    ]
    path = listed(*rows)
    assert not take(register, path).is_nothing
    before = state(register)
    again = take(register, path)
    assert (again.is_nothing, again.rows) == (True, 3)
    assert state(register) == before


def test_a_row_without_a_code_gets_the_number_after_the_last_that_ever_was(register, listed):
    take(register, listed(village(9, "Thôn 9", valid_to="31/12/2025")))
    done = take(register, listed(village(None, "Thôn Mới"), village(None, "Thôn Tân An")))
    assert done.numbered == {f"{COMMUNE}-10", f"{COMMUNE}-11"}
    assert stored(register, "11").name == "Thôn Tân An"


def test_after_the_last_number_that_a_code_has_room_for_those_left_out_are_given(register, listed):
    take(register, listed(village(5), village(99_999_999)))
    done = take(register, listed(village(None, "Thôn Một"), village(None, "Thôn Hai"), village(None, "Thôn Ba")))
    assert [code for code, _ in done.added] == [f"{COMMUNE}-{number:02}" for number in (4, 6, 7)]
    assert take(register, listed(village(6, "Thôn Hai"))).is_nothing


def test_a_number_of_the_code_s_former_commune_is_not_given_again(register, listed):
    from tests.builders import make_village

    public, _ = register
    with public.begin() as session:
        commune = get_commune(session, COMMUNE, on=NOW)
        former = type(commune)(
            code=COMMUNE,
            slug="xa-cu",
            kind="commune",
            unit="xã",
            name="Xã Cũ",
            name_en="Cu Commune",
            valid_to=dt.date(2025, 6, 30),
            source="a test",
        )
        session.add(former)
        session.flush()
        gone = make_village(former, 20)
        session.add(gone)
    done = take(register, listed(village(None, "Thôn Mới")))
    assert done.added == ((f"{COMMUNE}-21", "Thôn Mới"),)
    assert codes(refused(register, listed(village(20, "Thôn 20")))) == ["code-elsewhere"]


def test_a_row_without_a_code_is_the_village_of_its_name(register, listed):
    done = take(register, listed(village(None, "THÔN  03", population=77)))
    assert (done.added, stored(register, "03").population) == ((), 77)


def test_a_name_of_two_times_without_a_code_is_the_one_that_is_there_still(register, listed):
    new = village(9, "Thôn 1", valid_from="01/01/2026", predecessors=f"{COMMUNE}-01")
    take(register, listed(new))
    take(register, listed(village(None, "Thôn 1", population=55)))
    assert (stored(register, "09").population, stored(register, "01").population) == (55, None)


def test_a_successor_of_the_same_name_has_the_year_in_its_address(register, listed):
    rows = [
        village(9, "Thôn 1", valid_from="01/01/2026", valid_to="30/06/2026", predecessors=f"{COMMUNE}-01"),
        village(10, "Thôn 1", valid_from="01/07/2026", predecessors=f"{COMMUNE}-09"),
    ]
    take(register, listed(*reversed(rows)))
    assert [stored(register, code).slug for code in ("01", "09", "10")] == ["thon-1", "thon-1-2026", "thon-1-2026-2"]


def test_the_longest_names_have_addresses_that_a_database_has_room_for(register, listed):
    name = "Thôn " + " ".join(["Phú An"] * 20)
    again = village(9, name, valid_from="01/01/2026", predecessors=f"{COMMUNE}-08")
    take(register, listed(village(8, name), again))
    first, second = (stored(register, code).slug for code in ("08", "09"))
    assert second == f"{first}-2026"
    assert first.startswith("thon-phu-an-")
    assert len(second) <= 100


def test_villages_stand_in_vietnamese_order_afterwards(register, listed):
    take(register, listed(village(None, "Thôn 10"), village(None, "Buôn Ea"), village(None, "Thôn Đông")))
    with register[0].session() as session:
        commune = get_commune(session, COMMUNE, on=NOW)
        names = [place.name for place in list_villages(session, commune)]
    assert names == ["Buôn Ea", "Thôn 1", "Thôn 2", "Thôn 3", "Thôn 10", "Thôn Đông"]


def test_search_finds_new_names_and_no_old_ones(register, listed):
    take(register, listed(village(1, "Thôn Hoàng Mai"), village(None, "Thôn Kim Liên")))
    with register[0].session() as session:
        assert [entry.ref for entry in search(session, "kim lien").entries] == ["thu-nghiem/thon-kim-lien"]
        assert [entry.ref for entry in search(session, "hoang mai").entries] == ["thu-nghiem/thon-1"]
        assert "Thôn 1" not in [entry.title for entry in search(session, "thon 1").entries]
        assert [entry.title for entry in search(session, "thon 2").entries] == ["Thôn 2"]


def test_the_public_log_tells_of_the_commune_and_the_file_and_fits(register, listed):
    public, desk = register
    path = listed(
        village(1, "Thôn 1", population=9),
        village(None, "Thôn 9", valid_from="2026-01-01", predecessors=f"{COMMUNE}-02"),
    )
    take(register, path)
    with public.session() as session, desk.session() as audit:
        (entry,) = session.scalars(select(LogEntry))
        assert verify_desk(audit, session)[1] == []
    assert (entry.event, entry.subject, entry.role) == ("places-imported", COMMUNE, "operator")
    assert {name: entry.details[name] for name in ("added", "changed", "closed", "links")} == {
        "added": 1,
        "changed": 1,
        "closed": 1,
        "links": 1,
    }
    assert len(entry.details["sha256"]) == 64


def test_what_the_file_does_not_name_is_told_and_left(register, listed):
    done = take(register, listed(village(1, "Thôn 1", population=5)))
    (notice,) = [notice for notice in done.notices if notice.code == "not-in-file"]
    assert f"{COMMUNE}-02, {COMMUNE}-03" in notice.message_en
    assert stored(register, "02").valid_to is None


def test_a_name_that_only_an_ended_village_has_is_taken_for_it_and_that_is_told(register, listed):
    take(register, listed(village(1, "Thôn 1", valid_to="30/09/2026")))
    done = take(register, listed(village(None, "Thôn 1", population=7), name="moi.csv"))
    (notice,) = [notice for notice in done.notices if notice.code == "takes-ended"]
    assert (stored(register, "01").population, "30/09/2026" in notice.message) == (7, True)

    told = take(register, listed(village(None, "Thôn 1", valid_to="30/09/2026"))).notices
    assert "takes-ended" not in {notice.code for notice in told}


def test_the_day_on_which_a_village_ends_can_be_taken_back(register, listed):
    take(register, listed(village(1, "Thôn 1", valid_to="31/12/2026")))
    assert stored(register, "01").valid_to == dt.date(2026, 12, 31)
    take(register, listed(village(1, "Thôn 1", valid_to="nay")))
    assert stored(register, "01").valid_to is None


def test_one_village_is_enough(register, listed):
    assert take(register, listed({"Tên": "Thôn Duy Nhất"})).added == ((f"{COMMUNE}-04", "Thôn Duy Nhất"),)


def test_a_thousand_villages_of_one_commune_come_in_at_once_and_again_without_a_change(register, listed):
    path = listed(*(village(None, f"Tổ dân phố {n}", population=100 + n, households=30) for n in range(1, 1001)))
    done = take(register, path)
    assert (len(done.added), done.added[-1][0]) == (1000, f"{COMMUNE}-1003")
    assert take(register, path).is_nothing


def test_a_thousand_villages_take_as_many_questions_as_ten(register, listed):
    from tests.stores import asked

    counts = []
    for number in (10, 1000):
        path = listed(*(village(None, f"Khu {number} {n}") for n in range(number)))
        with asked(register[0].engine) as statements:
            take(register, path)
        counts.append(sum(statement.lower().startswith("select") for statement in statements))
    assert counts[1] <= counts[0] + 4


def test_rows_name_their_own_communes_by_code_or_slug(register, listed):
    public, _ = register
    from tests.builders import make_commune

    with public.begin() as session:
        make_commune(session, code="00004", slug="xa-kia", villages=1)
    rows = [
        {"name": "Thôn A", "commune": "thu-nghiem"},
        {"name": "Thôn A", "commune": 4},
    ]
    done = take(register, listed(*rows), None)
    assert [code for code, _ in done.added] == [f"{COMMUNE}-04", "00004-02"]


def test_a_commune_that_is_not_known_is_said(register, listed):
    public, desk = register
    before = state(register)
    with pytest.raises(NoCommune):
        import_places(public, desk, listed(village(1)), commune="khong-co", today=NOW)
    assert state(register) == before


def test_a_state_of_the_store_is_counted_once_for_an_import(register, listed):
    with register[0].session() as session:
        before = get_revision(session)
    take(register, listed(village(None, "Thôn Mới")))
    with register[0].session() as session:
        assert get_revision(session) == before + 1


def test_no_links_come_of_rows_without_predecessors(register, listed):
    take(register, listed(village(1), village(2)))
    assert links(register) == {}
