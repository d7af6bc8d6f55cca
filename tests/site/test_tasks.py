"""Things a reader comes for, each at most three clicks from the first page.

Walked on a phone, without JavaScript, in both languages, ending at the answer itself. Filling a field in is no click;
sending it, following a link and opening a fold are.
"""

import re

import pytest
from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from portal.i18n import gettext, speaking
from tests.browsing import follow
from tests.site.kinds import ON_ONE_DATABASE

pytestmark = ON_ONE_DATABASE

MOST_CLICKS = 3


class Walk:
    """A reader on the first page; words are given in Vietnamese and read in the language of the page."""

    def __init__(self, app, page, lang: str) -> None:
        self.app, self.page, self.lang, self.clicks = app, page, lang, 0
        self.main = page.locator("main")

    def say(self, words: str, **values: str) -> str:
        with self.app.test_request_context("/"), speaking(self.lang):
            return gettext(words, **values)

    def or_english(self, vietnamese: str, english: str) -> str:
        """What is no message of the pages: names of places, figures."""
        return english if self.lang == "en" else vietnamese

    def follow(self, words: str, role: str = "link", where: Locator | None = None) -> None:
        """Click the first of that name, and be on the next page."""
        self.go((where or self.main).get_by_role(role, name=words).first)

    def go(self, link: Locator) -> None:
        self._count()
        follow(link)

    def send(self, words: str) -> None:
        self.follow(self.say(words), role="button")

    def send_form(self, anchor: str) -> None:
        """Send the form that leads back to this part of the page."""
        self.go(self.main.locator(f"form[action$='#{anchor}'] button"))

    def open(self, words: str) -> Locator:
        """Open a fold and give what is in it."""
        self._count()
        fold = self.main.locator("details").filter(has=self.page.locator("summary", has_text=self.say(words))).first
        fold.locator("summary").click()
        return fold

    def download(self, table: str) -> str:
        """Take the workbook of one of the page's tables, and give the file's place."""
        self._count()
        with self.page.expect_download() as download:
            self.main.locator(f"a[href*='.xlsx?{table}']").click()
        return str(download.value.path())

    def _count(self) -> None:
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS


@pytest.fixture(params=["vi", "en"])
def walk(request, app, open_page) -> Walk:
    start = "/en" if request.param == "en" else "/"
    page = open_page(start, width=360, java_script_enabled=False, check=False)
    page.set_default_timeout(10_000)
    return Walk(app, page, request.param)


def to_my_village(walk: Walk) -> None:
    walk.main.get_by_role("searchbox").fill("to dan pho 7 tra cau")
    walk.send("Tìm")
    walk.follow(walk.or_english("Tổ dân phố 7", "Residential group 7"))


def test_find_my_villages_vneid_rate(walk):
    to_my_village(walk)
    expect(walk.main.get_by_role("link", name=walk.or_english("93,0 %", "93.0%")).first).to_be_visible()


def test_is_it_above_the_promise(walk):
    to_my_village(walk)
    promised = walk.or_english("Chỉ tiêu 2025 (≥ 85 %)", "Target 2025 (≥ 85%)")
    above = walk.main.locator("li, p, dd").filter(has_text=promised).first
    expect(above).to_contain_text(walk.or_english("8,0 điểm %", "8.0 percentage points"))


def test_download_last_years_5g_by_village_for_excel(walk):
    walk.follow(walk.or_english("Phủ sóng 5G", "5G coverage"))
    walk.main.get_by_label(walk.say("Kỳ"), exact=True).select_option("2025-12")
    walk.send_form("villages")
    sheet = CalamineWorkbook.from_path(walk.download("table=villages")).get_sheet_by_index(0)
    told = [row for row in sheet.to_python() if "2025-12" in row]
    assert len(told) == 24
    villages = {name for row in told for name in row if str(name).startswith(("23284-", "Thôn", "Tổ dân phố"))}
    assert len(villages) >= 24


def test_cite_it(walk):
    to_my_village(walk)
    kit = walk.open("Trích dẫn, nhúng vào trang khác")
    expect(kit.locator(".cite")).to_contain_text("/localities/tra-cau/to-dan-pho-7")
    expect(kit.locator(".cite")).to_contain_text(re.compile("Làng Số.*CC BY 4.0"))


def test_embed_the_map(walk, server, client):
    walk.follow(walk.or_english("Phường Trà Câu", "Tra Cau Ward"))
    walk.follow(walk.say("Mở bản đồ tương tác"))
    code = walk.open("Trích dẫn, nhúng bản đồ vào trang khác").get_by_text("<iframe").first.inner_text()
    address = re.search(r'<iframe src="([^"]+)"', code)[1]
    with client.get(address.removeprefix(server)) as answer:
        assert answer.status_code == 200
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_what_is_late(walk):
    walk.follow(walk.say("Báo cáo nào nộp muộn hoặc còn thiếu"))
    report = walk.or_english("Báo cáo quý I/2026", "Report on Q1 2026")
    late = walk.main.locator("#late tbody tr").filter(has=walk.page.get_by_text(report))
    expect(late).to_contain_text(walk.or_english("Phường Đăk Cấm", "Dak Cam Ward"))
    expect(late).to_contain_text(walk.or_english("đã trễ 258 ngày", "258 days late"))


def test_what_was_corrected_last_month(walk):
    walk.follow(walk.say("Số liệu nào đã được đính chính"))
    walk.main.get_by_label(walk.say("Tháng công bố")).select_option("2026-10")
    walk.send("Xem")
    expect(walk.main).to_contain_text(walk.say("Không có đợt công bố nào như vậy."))
    nearest = walk.main.locator("p").filter(has_text=walk.say("Đợt gần nhất:"))
    expect(nearest.locator("a[href$='/releases/tra-cau-r5']")).to_be_visible()
    expect(nearest).to_contain_text(walk.or_english("12/08/2026", "12 Aug 2026"))


def test_what_should_i_do_to_be_a_digital_citizen(walk):
    walk.follow(walk.say("Tự kiểm tra: tôi cần làm gì để thành công dân số"))
    for answer in walk.main.get_by_role("radio", name=walk.say("Chưa"), exact=True).all():
        answer.check()
    walk.send("Xem ba bước tiếp theo của tôi")
    expect(walk.main.locator("ol").first.locator("> li")).to_have_count(3)


def test_who_answers_for_this_task(walk):
    walk.follow(walk.or_english("Phường Đăk Cấm", "Dak Cam Ward"))
    walk.follow(walk.say("Nhiệm vụ đã làm đến đâu"))
    named_above = walk.main.locator("h3:has(+ ul #dak-cam-iv-4-3)")
    police = walk.or_english("Công an phường", "Ward Police")
    walk.go(named_above.get_by_role("link", name=police))
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text(police)
    expect(walk.main.locator("a[href$='/tasks#dak-cam-iv-4-3']").first).to_be_visible()


def test_compare_two_communes(walk):
    walk.follow(walk.say("So sánh các xã, phường"))
    one, two = (
        walk.or_english("Phường Trà Câu", "Tra Cau Ward"),
        walk.or_english("Phường Phước Bình", "Phuoc Binh Ward"),
    )
    walk.main.get_by_label(walk.say("So sánh"), exact=True).select_option(label=one)
    walk.main.get_by_label(walk.say("với"), exact=True).select_option(label=two)
    walk.send("Xem")
    assert walk.page.url.endswith("/targets?commune=tra-cau&commune=phuoc-binh")
    heads = walk.main.locator("#sides thead th")
    assert heads.all_text_contents()[1:] == [one, two]
    row = walk.main.locator("#sides tr").filter(has=walk.page.locator("a[href*='/charts/tra-cau/coverage-5g']"))
    expect(row.locator("a[href*='/charts/phuoc-binh/coverage-5g']")).to_be_visible()
