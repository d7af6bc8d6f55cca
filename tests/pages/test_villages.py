"""The page of a village."""

from html5lib import parse
from sqlalchemy import select

from portal.domain.observations import Observation, Status


def _hidden_village(demo):
    """The path of a village with a withheld newest figure, and that indicator."""
    query = (
        select(Observation)
        .where(Observation.status == Status.WITHHELD, Observation.superseded_in.is_(None))
        .order_by(Observation.period_end.desc(), Observation.id)
    )
    with demo.public.session() as session:
        found = session.scalars(query).first()
        village = found.locality
        return f"/localities/{village.parent.slug}/{village.slug}", found.indicator.short


def test_a_village_shows_every_indicator_with_its_commune_beside_it(page):
    village = page("/localities/tra-cau/to-dan-pho-1")
    cards = village.find("li", class_="card")
    assert len(cards) == 14
    assert all("Cả xã, phường" in village.words_of(card) for card in cards)


def test_a_village_has_a_distance_to_a_target_and_no_status(page):
    village = page("/localities/tra-cau/to-dan-pho-1")
    assert "Chỉ tiêu 2030" in village.text
    assert not village.find("span", class_="badge")


def test_a_withheld_figure_has_a_word_and_neither_number_nor_bar_nor_distance(page, demo):
    path, short = _hidden_village(demo)
    village = page(path)
    card = next(c for c in village.find("li", class_="card") if village.words_of(c).startswith(short))
    assert "không công bố" in village.words_of(card)
    assert not list(card.iter("svg"))
    assert "Chênh lệch" not in village.words_of(card)
    assert " / " not in village.words_of(card)


def test_the_four_elements_of_the_digital_citizen_are_drawn_over_time(page):
    assert len(page("/localities/tra-cau/to-dan-pho-1").find("figure", class_="trend")) == 4


def test_a_village_answers_to_its_code(page):
    assert "Tổ dân phố 1" in page("/localities/tra-cau/21451-01").text


def test_a_village_says_that_it_is_made_up(page):
    assert "Số liệu minh họa" in page("/localities/tra-cau/to-dan-pho-1").text


def test_a_village_of_another_commune_is_not_found(client):
    answer = client.get("/localities/tan-lap/21451-01")
    assert answer.status_code == 404
    assert parse(answer.text) is not None


def test_the_observations_of_a_village_can_be_downloaded(client):
    answer = client.get("/localities/tra-cau/to-dan-pho-1.json").get_json()
    assert {row["locality"] for row in answer["data"]} == {"21451-01"}
    assert {row["illustrative"] for row in answer["data"]} == {True}
    assert all((row["value"] is None) == (row["status"] in {"withheld", "missing"}) for row in answer["data"])
    assert client.get("/localities/tra-cau/to-dan-pho-1.csv").text.startswith("indicator,locality,period,")
