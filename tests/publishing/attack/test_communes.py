"""The attack on what the stores hold."""

from portal.db import Store
from portal.domain.localities import get_commune
from portal.publishing.attack import Report, attack_commune
from portal.publishing.attack.communes import list_public_rows, rule_of
from portal.publishing.attacking import list_truth
from tests.builders import AT, COMMUNE, make_indicator
from tests.publishing.attack.standing import FIGURES, PERIOD, make_standing
from tests.publishing.attack.tables import by_insiders, numerators, shown, withheld


def _attack(public: Store, desk: Store | None = None, **more: object) -> Report:
    with public.session() as session:
        commune = get_commune(session, COMMUNE, on=AT.date())
        if desk is not None:
            with desk.session() as private:
                more["truth"] = list_truth(session, private, commune)
        return attack_commune(session, commune, threshold=5, **more)


def test_every_row_of_the_commune_and_its_villages_is_read(public, desk):
    make_standing(public, desk, withheld={"01"})
    with public.session() as session:
        rows = list_public_rows(session, get_commune(session, COMMUNE, on=AT.date()))
    place = {"of": "vneid-level2", "at": PERIOD}
    assert shown(None, 93, 270, **place) in rows
    assert withheld(f"{COMMUNE}-01", 60, **place) in rows
    assert len(rows) == 5


def test_a_stored_cell_withheld_alone_is_found(public, desk):
    make_standing(public, desk, withheld={"01"})
    assert numerators(_attack(public)) == {(f"{COMMUNE}-01", PERIOD): (3, 3)}


def test_the_desks_figures_make_insiders(public, desk):
    make_standing(public, desk, withheld={"01", "02"})
    assert _attack(public).passed
    found = by_insiders(_attack(public, desk))
    assert found == {("vneid-level2", f"{COMMUNE}-01", PERIOD, f"{COMMUNE}-02"): (3, 3)}


def test_the_desk_knows_what_is_out_and_nothing_else(public, desk):
    make_standing(public, desk, withheld={"01"})
    with public.session() as session, desk.session() as private:
        truth = list_truth(session, private, get_commune(session, COMMUNE, on=AT.date()))
    assert truth == {("vneid-level2", village, PERIOD): count for village, count in FIGURES.items()}


def test_what_a_release_did_not_touch_is_left_alone(public, desk):
    make_standing(public, desk, withheld={"01"})
    assert _attack(public, touching={("vneid-level2", "2026-10")}).passed
    assert not _attack(public, touching={("vneid-level2", PERIOD)}).passed


def test_a_population_is_known_by_its_words_whatever_their_marks():
    one, other = make_indicator(denominator="Người lớn"), make_indicator(denominator="người  lớn")
    assert rule_of(one) == rule_of(other)
    assert rule_of(one).protected
    assert not rule_of(make_indicator(subject="infrastructure")).protected
