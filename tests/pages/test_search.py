"""Search as a reader meets it."""

import pytest


def _results(found):
    return {link.get("href") for group in found.find("ul", class_="results") for link in group.iter("a")}


@pytest.mark.parametrize("typed", ["đường", "Đường", "DUONG"])
def test_marks_and_capitals_make_no_difference(page, typed):
    plain = _results(page("/search?q=duong&kind=task"))
    assert plain
    assert _results(page(f"/search?q={typed}&kind=task")) == plain


@pytest.mark.parametrize("typed", ["hóa", "Hoá", "hoa"])
def test_both_places_of_a_tone_mark_find_the_same(page, typed):
    plain = _results(page("/search?q=hoa&kind=task"))
    assert plain
    assert _results(page(f"/search?q={typed}&kind=task")) == plain


def test_a_village_is_found_with_the_commune_it_is_in(page):
    found = page("/search?q=to+dan+pho+7+tra+cau")
    assert "/localities/tra-cau/to-dan-pho-7" in found.links
    assert "Phường Trà Câu" in found.text


def test_a_task_leads_to_its_place_on_the_page_of_its_plan(page):
    links = [link for link in page("/search?q=cong+nghe+so&kind=task").links if "/tasks#" in link]
    assert links
    assert all(link.startswith("/plans/") and "//" not in link for link in links)


def test_results_are_grouped_by_kind_and_counted(page):
    found = page("/search?q=so")
    headings = [found.words_of(h) for h in found.find("h2")]
    assert any(h.startswith("Chỉ số (") for h in headings)
    assert any(h.startswith("Nhiệm vụ và trách nhiệm (") for h in headings)


def test_one_kind_can_be_looked_at_alone(page):
    found = page("/search?q=so&kind=indicator")
    assert [found.words_of(h).split(" (")[0] for h in found.find("h2")] == ["Chỉ số"]


def test_nothing_found_says_what_to_try(page):
    found = page("/search?q=xyzzy")
    assert "Không tìm thấy gì" in found.text
    assert "/plans" in found.links


def test_an_empty_search_gives_examples(page):
    assert any(link.startswith("/search?q=") for link in page("/search").links)


def test_what_was_typed_is_shown_as_text(page):
    found = page('/search?q=<b>"x"')
    assert 'Kết quả cho “<b>"x"”' in found.text
    assert not found.find("b")


def test_english_results_stay_in_english(page):
    assert "/en/localities/phuoc-binh" in page("/en/search?q=binh").links
