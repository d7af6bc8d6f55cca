"""The board of a plan's targets, and communes side by side: every cell as the store has it."""

import csv
import io
from collections import Counter

import pytest

from portal.domain.plans import list_targets
from portal.domain.progress import list_progress
from portal.i18n import speaking
from portal.i18n.wording import arithmetic, gap_text, progress_name, target_text
from tests.html import check

# One database is enough but for the statements of the domain, which tests/domain tries on both.
PLANS = {"dak-cam": 3, "tra-cau": 81, "thuong-hong": 1, "phuoc-binh": 20, "tan-lap": 2}


def progress_of(demo, now, plan=None):
    with demo.public.session() as session:
        return list_progress(session, list_targets(session, plan=plan), today=now)


def heads(shown, table):
    (found,) = shown.find("table", id=table)
    return [shown.words_of(th) for th in found.find("thead/tr").iter("th")]


def cells(shown, table="board"):
    """Each row of the board: its head, and what stands in every column."""
    (found,) = shown.find("table", id=table)
    rows = [row for row in found.iter("tr") if "board-row" in row.get("class", "")]
    return [(row.find("th"), list(row.iter("td"))) for row in rows]


def plain(text):
    """As ``words_of`` gives text: with simple spaces."""
    return " ".join(text.split())


def said(item):
    target = item.target
    asked = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    return plain(asked), progress_name(item.status)


def shown_targets(shown):
    return [e.get("id") for e in shown.find("span", class_="promise") if e.get("id")]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("slug", "count"), PLANS.items())
def test_every_promise_stands_once_in_the_row_of_its_indicator_and_the_column_of_its_year(
    page, demo, now, app, slug, count, lang
) -> None:
    shown = page(f"{'/en' if lang == 'en' else ''}/plans/{slug}/targets")
    years = heads(shown, "board")[2:]
    found = {}
    for head, (_latest, *of_years) in cells(shown):
        for year, cell in zip(years, of_years, strict=True):
            for span in cell.findall("span"):
                if span.get("id"):
                    found[span.get("id")] = (shown.words_of(head), year, shown.words_of(span))
    progress = progress_of(demo, now, slug)
    assert len(found) == len(progress) == count
    with app.test_request_context(), speaking(lang):
        for item in progress:
            head, year, words = found[item.target.id]
            target = item.target
            assert head == (target.indicator.short_en if lang == "en" else target.indicator.short)
            assert year == (str(target.year) if target.year else years[-1])
            assert words == " ".join(said(item))


def test_the_newest_figure_and_the_gap_to_the_next_promise_stand_in_the_row(page, demo, now, app) -> None:
    shown = page("/plans/tra-cau/targets")
    rows = {shown.words_of(head): shown.words_of(latest) for head, (latest, *_) in cells(shown)}
    vneid = next(p for p in progress_of(demo, now, "tra-cau") if p.target.id == "tra-cau-vneid-level2-2030")
    with app.test_request_context():
        gap = plain(gap_text(vneid.judgement.gap, "percent"))
    assert rows["VNeID mức 2"] == f"89,9 % tháng 10/2026 (sơ bộ) {gap} so với 2030"
    assert rows["Phủ sóng 6G"] == "chưa có số liệu"


def test_every_status_can_be_reckoned_again_from_what_is_printed_and_leads_to_its_section(page, demo, now, app) -> None:
    shown = page("/plans/tra-cau/targets")
    printed = [shown.words_of(li) for li in shown.find("li")]
    progress = progress_of(demo, now, "tra-cau")
    with app.test_request_context():
        for item in progress:
            words = plain(arithmetic(item.judgement, item.target.indicator.unit))
            assert any(item.target.citation in line and words in line for line in printed), item.target.id
    document = {e.get("id") for e in page("/plans/tra-cau").root.iter()}
    sections = {link.partition("#")[2] for link in shown.links if link.startswith("/plans/tra-cau#section-")}
    assert len(sections) > 10
    assert sections <= document


def test_years_are_columns_and_the_undated_one_is_the_last(page) -> None:
    assert heads(page("/plans/tra-cau/targets"), "board")[2:] == [*"2025 2030 2035 2040 2045".split(), "Không ghi năm"]
    assert heads(page("/plans/phuoc-binh/targets"), "board")[2:] == ["2030"]


def test_facets_are_links_that_keep_one_another(page) -> None:
    shown = page("/plans/tra-cau/targets?year=2030")
    assert len(shown_targets(shown)) == 19
    current = [shown.words_of(a) for a in shown.find("nav", class_="facets")[0].iter("a") if a.get("aria-current")]
    assert current == ["2030 19", "Tất cả 19", "Tất cả 19"]
    assert "/plans/tra-cau/targets?year=2030&group=infrastructure" in shown.links
    assert "/plans/tra-cau/targets.csv?year=2030" in shown.links


FILTERS = ["", "?year=2030", "?year=undated", "?status=missed", "?group=infrastructure", "?year=2025&status=missed"]


@pytest.mark.parametrize("query", FILTERS)
@pytest.mark.parametrize("path", ["/plans/tra-cau/targets", "/targets"])
def test_every_form_of_a_view_holds_exactly_what_the_page_shows(page, client, path, query) -> None:
    shown = page(f"{path}{query}")
    rows = client.get(f"{path}.json{query}").json["data"]
    csv_rows = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv{query}").get_data(as_text=True))))
    assert [row["id"] for row in csv_rows] == [row["id"] for row in rows]
    assert rows
    if path == "/targets":
        assert len(shown.find("span", class_="promise")) == len(rows)
    else:
        assert shown_targets(shown) == [row["id"] for row in rows]
    frame = check(client.get(f"{path}.embed{query}").get_data(as_text=True), path)
    assert len(frame.find("tbody")[0].findall("tr")) == len(rows)
    assert client.get(f"{path}.xlsx{query}").data.startswith(b"PK")


def test_the_rows_of_a_view_are_the_apis_targets_with_their_progress(client) -> None:
    rows = {row["id"]: row for row in client.get("/plans/tra-cau/targets.json").json["data"]}
    targets = client.get("/api/v1/targets?plan=tra-cau").json["data"]
    progress = client.get("/api/v1/progress?plan=tra-cau").json["data"]
    assert len(rows) == len(targets) == len(progress) == 81
    for target, judged in zip(targets, progress, strict=True):
        row = rows[target["id"]]
        assert {name: row[name] for name in target} == target
        assert {name: row[name] for name in judged if name in row} == {n: v for n, v in judged.items() if n in row}


def test_in_csv_the_newest_figure_has_columns_of_its_own(client) -> None:
    text = client.get("/plans/tra-cau/targets.csv?year=2030&group=infrastructure").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == ["tra-cau-coverage-5g-2030", "tra-cau-broadband-1g-2030"]
    assert rows[0]["latest_period"] == "2026-10"
    assert rows[0]["illustrative"] == "true"
    assert "Mới nhất (tháng 10/2026)" in rows[0]["arithmetic"]


def test_a_facet_that_fits_nothing_says_so_and_leads_back(page) -> None:
    for path in ("/plans/tra-cau/targets", "/targets"):
        shown = page(f"{path}?year=1999")
        assert "Không có chỉ tiêu nào khớp với bộ lọc." in shown.text
        assert path in shown.links


def test_the_roll_up_counts_every_target_once(page) -> None:
    shown = page("/plans/tra-cau/targets")
    (rollup,) = shown.find("ul", class_="rollup")
    assert sum(int(shown.words_of(strong)) for strong in rollup.iter("strong")) == 81


def test_a_contradiction_is_told_with_both_places_and_never_smoothed(page) -> None:
    shown = page("/plans/tra-cau/targets")
    told = [shown.words_of(li) for li in shown.find("li", class_="contradiction")]
    assert told[0] == (
        "VNeID mức 2: chỉ tiêu sau thấp hơn chỉ tiêu trước. năm 2025: ≥ 85 % (Mục II.2.1.e, ý 9) "
        "năm 2030: ≥ 80 % (Mục II.2.2.e, ý 11)"
    )
    assert "các mục của kế hoạch tính theo những cách khác nhau" in told[1]
    for place in ("Mục II.2.2.e, ý 11", "Mục II.2.3.e", "trên mọi người dân", "Tính như định nghĩa của chỉ số."):
        assert place in told[1]
    ids = set(shown_targets(shown))
    links = [a.get("href") for li in shown.find("li", class_="contradiction") for a in li.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert "/indicators/digital-signature" in links


def test_what_a_document_contradicts_in_its_own_words_is_told_too(page) -> None:
    assert "02-KH/BCĐTW ở phần mở đầu nhưng Kế hoạch 01-KH/BCĐTW ở mục III.1" in page("/plans/thuong-hong/targets").text


def test_a_filtered_board_tells_only_the_contradictions_of_what_it_shows(page) -> None:
    shown = page("/plans/tra-cau/targets?group=infrastructure")
    told = [shown.words_of(li) for li in shown.find("li", class_="contradiction")]
    assert len(told) == 1
    assert told[0].startswith("Băng rộng")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_communes_stand_side_by_side_cell_by_cell(page, demo, now, app, lang) -> None:
    prefix = "/en" if lang == "en" else ""
    shown = page(f"{prefix}/targets?commune=phuoc-binh&commune=tra-cau")
    with app.test_request_context(), speaking(lang):
        progress = {slug: progress_of(demo, now, slug) for slug in ("phuoc-binh", "tra-cau")}
        wanted = Counter(
            (slug, item.target.indicator.short_en if lang == "en" else item.target.indicator.short, *said(item))
            for slug, items in progress.items()
            for item in items
        )
    found, indicator = Counter(), ""
    for head, columns in cells(shown, "sides"):
        link = head.find("a")
        indicator = shown.words_of(link) if link is not None else indicator
        for slug, cell in zip(("phuoc-binh", "tra-cau"), columns, strict=True):
            for span in cell.findall("span[@class='promise']"):
                asked, badge = span.findall("span")
                found[slug, indicator, shown.words_of(asked), shown.words_of(badge)] += 1
    assert found == wanted


def test_counts_are_of_each_commune_and_add_up(page) -> None:
    shown = page("/targets")
    (table,) = shown.find("table", id="counts")
    names = [shown.words_of(th) for th in table.find("thead/tr").iter("th")][1:]
    sums = [int(shown.words_of(td)) for td in table.find("tfoot/tr").iter("td")]
    assert dict(zip(names, sums, strict=True)) == {
        "Phường Đăk Cấm": 3,
        "Phường Trà Câu": 81,
        "Xã Thượng Hồng": 1,
        "Phường Phước Bình": 20,
        "Phường Tân Lập": 2,
    }
    columns = [[int(shown.words_of(td)) for td in tr.iter("td")] for tr in table.find("tbody").iter("tr")]
    assert [sum(column) for column in zip(*columns, strict=True)] == sums


def test_a_commune_is_dropped_and_added_by_links_that_keep_the_filter(page) -> None:
    shown = page("/targets?commune=tra-cau&commune=phuoc-binh&year=2030")
    assert "/targets?commune=tra-cau&year=2030" in shown.links
    assert "/targets?commune=tra-cau&commune=phuoc-binh&year=2030&status=behind" in shown.links
    assert "/targets.csv?commune=tra-cau&commune=phuoc-binh&year=2030" in shown.links
    (form,) = [f for f in shown.find("form") if f.find("select") is not None]
    sent = [(i.get("name"), i.get("value")) for i in form.iter("input")]
    assert sent == [("commune", "tra-cau"), ("commune", "phuoc-binh"), ("year", "2030")]
    assert [o.get("value") for o in form.iter("option")] == ["dak-cam", "thuong-hong", "tan-lap"]


def test_a_commune_may_be_named_by_its_code(page) -> None:
    assert heads(page("/targets?commune=21451&commune=25220"), "sides")[1:] == ["Phường Trà Câu", "Phường Phước Bình"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("commune=nowhere", 404),
        ("commune=tra-cau&commune=nowhere", 404),
        ("&".join(f"commune=c{number}" for number in range(6)), 400),
    ],
)
def test_a_comparison_that_cannot_be_is_refused(page, query, status) -> None:
    page(f"/targets?{query}", status=status)


def test_among_many_communes_one_is_found_by_name_and_never_are_all_listed(page, monkeypatch) -> None:
    monkeypatch.setattr("portal.pages.comparison.LISTED", 3)
    shown = page("/targets?commune=tra-cau")
    assert not shown.find("select")
    found = page("/targets?commune=tra-cau&q=Phước")
    assert "/targets?commune=tra-cau&commune=phuoc-binh" in found.links
    assert "Không có xã, phường nào tên như vậy." in page("/targets?commune=tra-cau&q=zzz").text


def test_no_more_columns_than_fit_are_shown_unasked(page, monkeypatch) -> None:
    monkeypatch.setattr("portal.pages.comparison.MOST", 2)
    assert len(heads(page("/targets"), "sides")) == 3


def test_without_figures_both_boards_stand_and_nothing_is_called_illustrative(bare_app) -> None:
    client = bare_app.test_client()
    for path in ("/targets", "/plans/tra-cau/targets", "/en/targets"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Số liệu minh họa" not in answer.get_data(as_text=True)


def test_a_board_is_at_most_14_kb_compressed(client) -> None:
    for path in ("/targets", "/plans/tra-cau/targets", "/targets?commune=tra-cau&commune=phuoc-binh"):
        assert len(client.get(path, headers={"Accept-Encoding": "gzip"}).data) <= 14 * 1024
