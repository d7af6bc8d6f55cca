"""The Atom feed at CKAN's address."""

from xml.etree import ElementTree

import pytest

from tests.api.ckan.calling import SLUG, call
from tests.api.dcat.building import make_version, portal

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address="/feeds/dataset.atom"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.data).findall(f"{ATOM}entry")  # noqa: S314 - our own answer


def test_the_feed_has_every_dataset_those_changed_last_first(client):
    found = [entry for page in (1, 2, 3) for entry in entries(client, f"/feeds/dataset.atom?page={page}")]
    packages = call(client, "current_package_list_with_resources")
    assert [entry.findtext(f"{ATOM}id") for entry in found] == [f"urn:uuid:{package['id']}" for package in packages]
    assert [entry.findtext(f"{ATOM}title") for entry in found] == [package["title"] for package in packages]
    assert entries(client, "/feeds/dataset.atom?page=4") == []
    assert all("Số liệu minh họa" in entry.findtext(f"{ATOM}summary") for entry in found)


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "٣", "9999999"])
def test_a_page_that_is_none_is_refused(client, page):
    assert client.get(f"/feeds/dataset.atom?page={page}").status_code == 400


def test_a_notice_says_what_became_of_a_dataset(client):
    answer = client.get(f"/dataset/{SLUG}/notice.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "Đang được công bố." in answer.get_data(as_text=True)
    for slug in ("nothing", "%00", "a%00b"):
        assert client.get(f"/dataset/{slug}/notice.txt").status_code in {400, 404}


def test_no_sign_in_a_title_breaks_the_feed(public, desk, tmp_path):
    with public.begin() as session:
        make_version(session).dataset.title = "Hồ sơ\x0b đúng\x1f hạn & <hơn>\ufffe"
    with portal(public, desk, tmp_path) as app:
        (entry,) = entries(app.test_client())
    assert entry.findtext(f"{ATOM}title") == "Hồ sơ đúng hạn & <hơn>"
