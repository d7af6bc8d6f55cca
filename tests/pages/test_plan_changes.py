"""A plan and its successors as a reader sees them: what changed, what was promised before, what took whose place."""

import csv
import io

import pytest

from portal.domain.plans import get_plan, list_targets
from portal.publishing.plan_loading import take_plan
from portal.publishing.slices import copy_slice
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.conftest import Installation
from tests.html import check
from tests.publishing.plans.making import write_plan

FIRST = ["vneid-level2 >= 80 2025", "vneid-level2 >= 90 2030", "coverage-5g >= 50 2030", "startups >= 5 2030"]
SECOND = ["vneid-level2 >= 95 2030", "coverage-5g >= 40 2030", "digital-skills >= 70 2035"]
THIRD = ["vneid-level2 >= 97 2030", "coverage-5g >= 40 2030"]
PROVINCE = ["coverage-5g >= 60 2028", "startups >= 500 2030", "vneid-level2 >= 96 2035"]


@pytest.fixture(scope="module")
def site(databases, tmp_path_factory, now):
    """Three plans of a commune one after another, and one of its province; a fetch that checks every page."""
    folder = tmp_path_factory.mktemp("plans")
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=now)
        for slug, targets, year, amends in (
            ("tan-lap-2027", FIRST, 2027, None),
            ("tan-lap-2028", SECOND, 2028, "tan-lap-2027"),
            ("tan-lap-2029", THIRD, 2029, "tan-lap-2028"),
            ("dak-lak", PROVINCE, 2026, None),
        ):
            tasks = [("1", f"Việc chung của mọi năm, tới {year}")]
            take_plan(public, desk, write_plan(folder / slug, targets, year=year, tasks=tasks), amends=amends)
        with Installation(public, desk, folder).running_app() as app:
            yield app.test_client()


@pytest.fixture
def read(site):
    def get(path, status=200):
        answer = site.get(path)
        assert answer.status_code == status, path
        return check(answer.get_data(as_text=True), path)

    return get


def rows_of(shown, table):
    (found,) = shown.find("table", id=table)
    return [[shown.words_of(cell) for cell in row] for row in found.find("tbody").iter("tr")]


def test_the_page_of_changes_tells_each_target_before_and_now(read):
    shown = read("/plans/tan-lap-2028/changes")
    assert rows_of(shown, "target-changes") == [
        ["Phủ sóng 5G", "hạ mức", "≥ 50 % (2030) Mục I, 3", "≥ 40 % (2030) Mục I, 2"],
        ["VNeID mức 2", "nâng mức", "≥ 90 % (2030) Mục I, 2", "≥ 95 % (2030) Mục I, 1"],
        ["VNeID mức 2", "bỏ", "≥ 80 % (2025) Mục I, 1", "–"],
        ["Doanh nghiệp khởi nghiệp", "bỏ", "≥ 5 (2030) Mục I, 4", "–"],
        ["Kỹ năng số cơ bản", "thêm", "–", "≥ 70 % (2035) Mục I, 3"],
    ]
    assert "Chỉ tiêu: 1 hạ mức, 1 nâng mức, 2 bỏ, 1 thêm." in shown.text
    assert (
        "đổi cách ghi: Việc chung của mọi năm, tới 2028 (Mục II, 1) Trước: Việc chung của mọi năm, tới 2027"
        in shown.text
    )
    assert {"/plans/tan-lap-2027", "/plans/tan-lap-2028/changes.csv"} <= set(shown.links)


def test_the_same_in_english_and_as_data(read, site):
    assert ["5G coverage", "lowered", "≥ 50% (2030) Section I, 3", "≥ 40% (2030) Section I, 2"] in rows_of(
        read("/en/plans/tan-lap-2028/changes"), "target-changes"
    )
    rows = site.get("/plans/tan-lap-2028/changes.json").json["data"]
    lowered = next(row for row in rows if row["change"] == ["lowered"])
    assert (lowered["old_target"], lowered["target"]) == (
        "tan-lap-2027-coverage-5g-2030",
        "tan-lap-2028-coverage-5g-2030",
    )
    text = site.get("/plans/tan-lap-2028/changes.csv").get_data(as_text=True)
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(rows) == 6
    assert "hạ mức" in site.get("/plans/tan-lap-2028/changes.embed").get_data(as_text=True)


def test_any_two_plans_of_a_place_can_be_compared_and_no_others(read):
    shown = read("/plans/tan-lap-2029/changes?from=tan-lap-2027")
    assert ["VNeID mức 2", "nâng mức", "≥ 90 % (2030) Mục I, 2", "≥ 97 % (2030) Mục I, 1"] in rows_of(
        shown, "target-changes"
    )
    assert "/plans/tan-lap-2029/changes.csv?from=tan-lap-2027" in shown.links
    assert "/plans/tan-lap-2029/changes?from=tan-lap-2028" in shown.links
    for other in ("tra-cau", "nowhere"):
        assert read(f"/plans/tan-lap-2029/changes?from={other}", status=404)


def test_a_plan_that_amends_none_says_so(read):
    shown = read("/plans/tan-lap-2027/changes")
    assert "Kế hoạch này không thay chỉ tiêu nào của kế hoạch trước." in shown.text


def test_a_plan_says_what_came_before_and_after_it(read):
    for page in ("", "/targets"):
        shown = read(f"/plans/tan-lap-2028{page}")
        assert "Kế hoạch này thay chỉ tiêu của:" in shown.text
        assert "Đã có kế hoạch mới hơn thay chỉ tiêu của kế hoạch này:" in shown.text
        assert {"/plans/tan-lap-2027", "/plans/tan-lap-2029", "/plans/tan-lap-2029/changes"} <= set(shown.links)
    assert "thay chỉ tiêu" not in read("/plans/tra-cau/targets").text


def test_an_amended_target_shows_what_was_promised_before_the_oldest_first(read):
    shown = read("/plans/tan-lap-2029/targets")
    (promise,) = [e for e in shown.find("span", class_="promise") if e.get("id") == "tan-lap-2029-vneid-level2-2030"]
    assert shown.words_of(promise).endswith("Trước: ≥ 90 % (kế hoạch 2027) → ≥ 95 % (kế hoạch 2028)")
    assert "/plans/tan-lap-2027/targets#tan-lap-2027-vneid-level2-2030" in shown.links


def test_the_old_plan_names_the_target_that_took_the_place_of_its_own(read):
    shown = read("/plans/tan-lap-2027/targets")
    assert "Đã được thay bằng: năm 2030: ≥ 95 % (kế hoạch 2028)" in shown.text
    assert "/plans/tan-lap-2028/targets#tan-lap-2028-vneid-level2-2030" in shown.links


def test_what_asks_for_less_than_the_province_is_told_with_both_places(read):
    shown = read("/plans/tan-lap-2029/targets")
    told = [shown.words_of(li) for li in shown.find("li", class_="contradiction")]
    assert told == [
        "Phủ sóng 5G: đòi hỏi ít hơn kế hoạch cấp trên cùng năm hoặc năm trước đó. "
        "năm 2028: ≥ 60 % (Mục I, ý 1): Kế hoạch thử nghiệm năm 2030: ≥ 40 % (Mục I, ý 2)"
    ]
    assert "/plans/dak-lak/targets#dak-lak-coverage-5g-2028" in shown.links
    english = read("/en/plans/tan-lap-2029/targets")
    assert "asks for less than the plan above does" in english.text


def test_a_count_of_a_province_is_no_measure_of_a_communes(read):
    shown = read("/plans/tan-lap-2027/targets")
    told = [shown.words_of(li) for li in shown.find("li", class_="contradiction")]
    assert [words.partition(":")[0] for words in told] == ["Phủ sóng 5G"]


PAGES_OF_A_PROVINCE = (
    "/plans",
    "/plans/dak-lak",
    "/plans/dak-lak/targets",
    "/plans/dak-lak/tasks",
    "/plans/dak-lak/deadlines",
    "/plans/dak-lak/bodies",
    "/plans/dak-lak/changes",
    "/targets",
    "/deadlines",
    "/search?q=vneid",
    "/indicators/vneid-level2",
    "/localities/dak-lak",
    "/",
)


@pytest.mark.parametrize("path", PAGES_OF_A_PROVINCE)
def test_a_plan_of_a_province_has_every_page_and_no_link_that_leads_nowhere(read, site, path):
    for lang in ("", "/en"):
        shown = read(f"{lang}{path}" if path != "/" or not lang else lang)
        links = {link.partition("#")[0] for link in shown.links if "dak-lak" in link and link.startswith("/")}
        assert {link: code for link in links if (code := site.get(link).status_code) not in {200, 308}} == {}


def test_the_api_tells_of_the_amended_target(site):
    target = site.get("/api/v1/targets/tan-lap-2028-vneid-level2-2030").json
    assert target["amends"] == "tan-lap-2027-vneid-level2-2030"
    assert site.get("/api/v1/plans/dak-lak").json["commune"] == "66"


def test_a_preview_and_a_copy_of_the_commune_carry_amended_targets(site, tmp_path):
    store = site.application.extensions["store"]
    with store.session() as session:
        commune = get_plan(session, "tan-lap-2027").commune
        copy = copy_slice(session, commune, tmp_path / "slice.sqlite")
    with copy.session() as session:
        assert len(list_targets(session, plan="tan-lap-2029")) == len(THIRD)
    copy.close()


def noted(folder, row, note):
    """The plan's folder with a note at one of its targets."""
    with (folder / "targets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row] |= {"note": note, "note_en": f"EN {note}"}
    with (folder / "targets.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_what_is_written_otherwise_is_shown_and_a_target_counts_once(databases, tmp_path, now):
    after = [*FIRST[:2], "coverage-5g > 50 2030", "startups >= 4 2031"]
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=now)
        take_plan(public, desk, write_plan(tmp_path / "tan-lap-2027", FIRST, year=2027))
        folder = noted(write_plan(tmp_path / "tan-lap-2028", after, year=2028), 1, "Chỉ tính người cư trú.")
        take_plan(public, desk, folder, amends="tan-lap-2027")
        with Installation(public, desk, tmp_path).running_app() as app:
            shown = check(app.test_client().get("/plans/tan-lap-2028/changes").text, "changes")
    assert "Chỉ tiêu: 1 hạ mức, 2 đổi cách ghi, 1 giữ nguyên." in shown.text
    assert rows_of(shown, "target-changes") == [
        ["Doanh nghiệp khởi nghiệp", "hạ mức, lùi năm", "≥ 5 (2030) Mục I, 4", "≥ 4 (2031) Mục I, 4"],
        [
            "VNeID mức 2",
            "đổi cách ghi",
            "≥ 90 % (2030): không ghi chú Mục I, 2",
            "≥ 90 % (2030): Chỉ tính người cư trú. Mục I, 2",
        ],
        ["Phủ sóng 5G", "đổi cách ghi", "≥ 50 % (2030) Mục I, 3", "> 50 % (2030) Mục I, 3"],
    ]
