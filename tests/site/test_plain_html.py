"""Without JavaScript: the language switch, ways to narrow a list and forms are links and forms that a server answers.

The test client runs no program at all, so what answers here hangs on none.
"""

from collections.abc import Iterator
from urllib.parse import urlencode, urljoin
from xml.etree.ElementTree import Element

import pytest

from tests.html import CheckedPage, check
from tests.site.kinds import KINDS, MISSING, ON_ONE_DATABASE, in_english

pytestmark = ON_ONE_DATABASE

FRAMED = [kind for kind in KINDS if kind.startswith("embedded")]


def opened(client, path: str, status: int = 200) -> CheckedPage:
    with client.get(path, follow_redirects=True) as answer:
        assert answer.status_code == status, path
        return check(answer.get_data(as_text=True), path)


def fields(form: Element) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form that nobody has touched."""
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or (kind in {"radio", "checkbox"} and field.get("checked") is None):
            continue
        if field.tag == "select":
            options = list(field.iter("option"))
            yield name, next((o for o in options if o.get("selected") is not None), options[0]).get("value") or ""
        elif field.tag in {"input", "textarea"}:
            yield name, field.get("value") or field.text or ""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {*FRAMED, MISSING}])
def test_the_language_is_switched_by_a_link_and_back(client, kind):
    page = opened(client, KINDS[kind])
    (switch,) = page.find("a", class_="language")
    english = opened(client, switch.get("href"))
    assert (page.find("html")[0].get("lang"), english.find("html")[0].get("lang")) == ("vi", "en")
    (back,) = english.find("a", class_="language")
    assert opened(client, back.get("href")).words_of(page.find("h1")[0]) == page.words_of(page.find("h1")[0])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != MISSING])
def test_what_a_page_can_be_narrowed_by_or_asked_answers_as_it_stands(client, kind):
    for path in (KINDS[kind], in_english(KINDS[kind])):
        page = opened(client, path)
        for form in page.find("form"):
            assert form.find(".//button") is not None, "a form without a button needs a program to be sent"
            if form.get("method", "get") == "get":
                opened(
                    client, urljoin(path, form.get("action", "")).partition("#")[0] + "?" + urlencode([*fields(form)])
                )
        for facets in page.find("nav", class_="facets"):
            for link in [*facets.iter("a")][:3]:
                opened(client, link.get("href"))


def test_a_form_that_is_posted_unfilled_says_what_is_lacking(client):
    (form,) = [form for form in opened(client, KINDS["self-check"]).find("form") if form.get("method") == "post"]
    with client.post(form.get("action"), data=dict(fields(form))) as answer:
        assert answer.status_code == 422
        assert check(answer.get_data(as_text=True), "self-check").find("div", class_="error-summary")
