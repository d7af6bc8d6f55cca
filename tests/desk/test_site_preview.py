"""The pages as they would look: whole, marked as not published, and for the signed-in of the commune alone."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from portal.settings import DATA
from tests.browsing import WATCH, follow, send, serving, until
from tests.desk.handing_in import PLACE, at, hand_in, publish, upload, workbook
from tests.desk.people import PASSWORD, Person, change, code_of
from tests.desk.ward import SLUG
from tests.html import check
from tests.publishing.intake.planted import mended_workbook

BAR = "Bản xem trước – chưa công bố"
LEADS = re.compile(r'<(?:a|img|form|script|iframe|source)\b[^>]* (?:href|src|action)="([^"]+)"')
BESIDE = ("tel:", "/static/", "/audit.json", "https://creativecommons.org/")  # what is the same wherever one stands
INDICATORS = re.compile(
    "|".join(re.findall(r"^[\w-]+(?=,)", (DATA / "indicators.csv").read_text("utf-8"), re.MULTILINE))
)
"""Pages of one indicator are as those of another."""


@pytest.fixture
def previewed(ward):
    """An officer with a submission's preview: the browser, and the address of the previewed site."""
    officer = ward.person("can.bo", "officer")
    number = hand_in(officer, mended_workbook(ward.context), "t.xlsx", f"/desk/{SLUG}")
    return officer, f"{at(number, f'/desk/{SLUG}')}/site"


def test_every_page_says_that_it_is_not_published_and_leads_to_no_page_outside(previewed):
    officer, root = previewed
    todo, seen, kinds = [f"{root}/localities/{SLUG}", f"{root}/", f"{root}/en/releases"], set(), set()
    while todo:
        path = todo.pop(0)
        answer = officer.client.get(path, buffered=True)  # which closes the files
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "no-store", path
        if answer.mimetype != "text/html":
            continue
        check(answer.text, path.removeprefix(root))
        assert (BAR in answer.text) or ("Preview – not published" in answer.text), path
        assert root.removesuffix("/site") in re.findall(r'class="preview-bar".*?href="([^"]+)"', answer.text), path
        for link in LEADS.findall(answer.text):
            to = urlsplit(urljoin(path, link.replace("&amp;", "&")))
            kind = re.sub(r"\d+|v\d+", "N", INDICATORS.sub("I", to.path))
            inside = to.path == root.removesuffix("/site") or to.path.startswith(f"{root}/") or to.path == root
            assert inside or link.startswith(BESIDE), f"{path} leads to {link}"
            if (
                to.path.startswith(f"{root}/")
                and kind not in kinds
                and not to.path.endswith((".csv", ".json", ".jsonl", ".png"))
            ):
                kinds.add(kind)
                todo.append(to.path)
        seen.add(path)
    assert len(seen) > 40


def test_the_new_figures_stand_there_and_nowhere_in_public(previewed, ward):
    officer, root = previewed
    page = officer.client.get(f"{root}/releases").text
    assert "preview-2" in page
    assert f"{root}/localities/{SLUG}" in page
    assert "preview-2" not in ward.site.public.test_client().get("/releases").text
    assert ward.site.public.test_client().get("/releases/preview-2").status_code == 404
    assert BAR not in ward.site.public.test_client().get("/").text


def test_files_of_the_preview_and_of_earlier_versions_download(previewed):
    officer, root = previewed
    datasets = re.findall(rf'href="({root}/datasets/{SLUG}-[^"/.]+)"', officer.client.get(f"{root}/datasets").text)
    files = set()
    for dataset in datasets:
        for version in {*re.findall(rf'href="({dataset}/[\d.]+)"', officer.client.get(dataset).text)}:
            text = officer.client.get(version).text
            files |= {*re.findall(rf'href="({version}/[^"]+)"', text)}
    assert len({file.split("/")[-2] for file in files}) > 1
    for file in files:
        with officer.client.get(file) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), file
            assert len(answer.data) > 100, file


def test_a_page_in_vietnamese_letters_or_that_is_not_there_is_answered_in_words(previewed):
    officer, root = previewed
    for path in ("/nope", "/localities/không-có", "/en/nope"):
        answer = officer.client.get(root + path)
        assert (answer.status_code, "preview-bar" in answer.text) == (404, True), path


def test_the_signed_out_are_led_to_sign_in_and_strangers_refused(officer, approver, sign_in, twelve):
    number = hand_in(officer, workbook())
    path = f"{at(number)}/site/releases/preview-{number}"
    assert approver.client.get(path).status_code == 200
    signed_out = Person(twelve).client.get(path)
    assert (signed_out.status_code, signed_out.headers["Location"]) == (303, "/desk/sign-in")
    assert sign_in("hang.xom", "officer", "approver", commune="00001").client.get(path).status_code == 403
    assert officer.client.get(f"{PLACE}/submissions/77/site/").status_code == 404
    assert officer.client.post(path).status_code in {400, 405}


def test_a_preview_is_gone_with_its_submission_and_new_with_a_new_one(officer, approver):
    first = hand_in(officer, workbook())
    assert "65/" in officer.client.get(f"{at(first)}/site/releases/preview-{first}").text
    upload(officer, workbook(thon_5=77), path=f"{at(first)}/workbook")
    assert "77/" in officer.client.get(f"{at(first)}/site/releases/preview-{first}").text
    officer.post(f"{at(first)}/discard")
    assert officer.client.get(f"{at(first)}/site/").status_code == 404
    publish(officer, approver, workbook())
    assert officer.client.get(f"{at(first + 1)}/site/").status_code == 404
    second = hand_in(officer, workbook(thon_5=80))
    page = officer.client.get(f"{at(second)}/site/releases/preview-{second}").text
    assert ("65/" in page, "80/" in page) == (True, True)


@pytest.mark.parametrize("width", [360, 1280])
def test_style_and_maps_show_in_a_browser(browser, ward, width):
    number = hand_in(ward.person("can.bo", "officer"), mended_workbook(ward.context), "t.xlsx", f"/desk/{SLUG}")
    complaints, hosts = [], set()
    with serving(ward.site) as address:
        context = browser.new_context(viewport={"width": width, "height": 800}, base_url=address)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(f"{at(number, f'/desk/{SLUG}')}")
        change(ward.app, "can.bo", totp_counter=None)
        for fields in ({"name": "can.bo", "password": PASSWORD}, {"code": code_of(ward.app, "can.bo")}):
            send(page, **fields)
        follow(page.locator("text=Xem các trang như sẽ công bố"))
        assert BAR in page.inner_text(".preview-bar")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.locator(".preview-bar").evaluate("bar => getComputedStyle(bar).position") == "sticky"
        for image in page.locator("main img").all():
            image.scroll_into_view_if_needed()
            until(page, "image => image.complete", image.element_handle())
            assert image.evaluate("image => image.naturalWidth > 0")
        follow(page.locator(".preview-bar a"))
        assert urlsplit(page.url).path == at(number, f"/desk/{SLUG}")
        complaints += page.evaluate("window.violations || []")
        context.close()
    assert (complaints, hosts) == ([], {urlsplit(address).netloc})
