"""What every page must hold, checked whenever a test fetches one."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

DATA_BLOCK = "application/ld+json"  # not run by browsers, so the content policy lets it be
LABELLED = ("input", "select", "textarea")
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "form": "action"}


@dataclass(frozen=True)
class CheckedPage:
    """A parsed page that passed the checks."""

    path: str
    root: Element
    source: str

    @property
    def text(self) -> str:
        """What a reader reads, words parted by one space."""
        body = self.root.find("body")
        return " ".join("".join(body.itertext() if body is not None else ()).split())

    @property
    def links(self) -> list[str]:
        return [a.get("href", "") for a in self.root.iter("a")]

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of a tag whose attributes have these values; ``class_`` and ``for_`` stand for those words."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.root.iter(tag) if all(_has(e, name, value) for name, value in wanted.items())]

    def words_of(self, element: Element) -> str:
        return " ".join("".join(element.itertext()).split())


def _has(element: Element, name: str, value: str) -> bool:
    given = element.get(name) or ""
    return value in given.split() if name == "class" else given == value


def check(source: str, path: str) -> CheckedPage:
    """Parse strictly and check: one h1, a title, the language, unique ids, labels, no other host, nothing inline."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    page = CheckedPage(path, parser.parse(source), source)
    problems = [*_structure(page), *_labels(page), *_hosts(page), *_inline(page)]
    assert not problems, f"{path}: " + "; ".join(problems)
    return page


def _structure(page: CheckedPage) -> list[str]:
    problems = []
    if len(page.find("h1")) != 1:
        problems.append(f"{len(page.find('h1'))} h1 elements")
    title = page.root.find("head/title")
    if title is None or not (title.text or "").strip():
        problems.append("no title")
    expected = "en" if page.path.split("?")[0].split("/")[1:2] == ["en"] else "vi"
    if page.root.get("lang") != expected:
        problems.append(f"lang is {page.root.get('lang')}, not {expected}")
    twice = [name for name, count in Counter(e.get("id") for e in page.root.iter() if e.get("id")).items() if count > 1]
    return [*problems, *(f"id {name!r} stands twice" for name in twice), *_levels(page)]


def _levels(page: CheckedPage) -> list[str]:
    levels = [int(e.tag[1]) for e in page.root.iter() if e.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    return [f"h{a} is followed by h{b}" for a, b in pairwise(levels) if b > a + 1]


def _labels(page: CheckedPage) -> list[str]:
    labelled = {label.get("for") for label in page.root.iter("label")}
    problems = []
    for tag in LABELLED:
        for field in page.root.iter(tag):
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            if not named and field.get("type") not in {"hidden", "submit"}:
                problems.append(f"a {tag} ({field.get('name')}) without a label")
    problems += ["an img without alt" for image in page.root.iter("img") if image.get("alt") is None]
    problems += ["a link without words" for a in page.root.iter("a") if not _named(a)]
    return problems


def _named(element: Element) -> bool:
    return bool("".join(element.itertext()).strip() or element.get("aria-label"))


def _hosts(page: CheckedPage) -> list[str]:
    """Nothing is loaded from, or sent to, another host."""
    problems = []
    for tag, attribute in LOADING.items():
        for element in page.root.iter(tag):
            address = element.get(attribute, "")
            alternate = tag == "link" and element.get("rel") in {"alternate", "canonical"}
            if "//" in address and not alternate:
                problems.append(f"{tag} loads {address}")
    return problems


def _inline(page: CheckedPage) -> list[str]:
    """The content policy allows no inline script, style or handler; data blocks are JSON."""
    problems = [f"{e.tag} has a style attribute" for e in page.root.iter() if e.get("style") is not None]
    problems += [f"{e.tag} has {n}" for e in page.root.iter() for n in e.attrib if n.startswith("on")]
    problems += ["an inline style element" for _ in page.root.iter("style")]
    scripts = [script for script in page.root.iter("script") if not script.get("src")]
    problems += ["an inline script" for script in scripts if script.get("type") != DATA_BLOCK]
    return [*problems, *(f"a data block is no JSON: {e}" for script in scripts for e in _not_json(script))]


def _not_json(script: Element) -> list[str]:
    try:
        json.loads("".join(script.itertext()))
    except ValueError as error:
        return [str(error)]
    return []
