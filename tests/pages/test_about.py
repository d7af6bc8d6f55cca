"""What the portal says about itself."""

from portal.domain.progress import ProgressStatus
from portal.i18n.wording import progress_name


def test_every_status_of_progress_is_explained(page, app):
    about = page("/about")
    with app.test_request_context():
        names = [progress_name(status) for status in ProgressStatus]
    explained = [about.words_of(term) for term in about.find("dl", class_="meanings")[0].iter("dt")]
    assert sorted(explained) == sorted(names)


def test_the_protection_of_small_places_is_explained(page):
    about = page("/about")
    assert "nhỏ hơn ngưỡng (thường là 5)" in about.text
    assert "kể cả 0 % và 100 %" in about.text


def test_the_method_in_force_and_its_known_limit_are_told(page):
    about = page("/about")
    assert "che thêm" in about.text
    assert "hẹp hơn 5 giá trị nguyên" in about.text
    assert "một chương trình viết riêng" in about.text
    assert "dưới mười thôn" in about.text
    assert "phiên bản này ẩn từng ô nhỏ" not in about.text
    assert {"/releases", "/releases.atom"} <= set(about.links)


def test_about_reads_in_english_too(page):
    assert page("/en/about").root.get("lang") == "en"
