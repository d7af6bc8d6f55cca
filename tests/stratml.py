"""What StratML Part 1 (ISO 17469-1) asks of a document: which elements, in which order, how often, with what in them.

Told from the schema of 1 April 2014 in our own words; the schema itself is ISO's and AIIM's.
"""

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
ONE, MAY, SOME, ANY = (1, 1), (0, 1), (1, None), (0, None)
_TASK = [("Identifier", MAY), ("SequenceIndicator", MAY), ("Stakeholder", ANY), ("OtherInformation", MAY)]
CHILDREN = {
    "StrategicPlan": [
        ("Name", ONE),
        ("Description", MAY),
        ("OtherInformation", MAY),
        ("StrategicPlanCore", ONE),
        ("AdministrativeInformation", MAY),
    ],
    "StrategicPlanCore": [("Organization", ANY), ("Vision", MAY), ("Mission", MAY), ("Value", ANY), ("Goal", SOME)],
    "Organization": [
        ("Name", MAY),
        ("Acronym", MAY),
        ("Identifier", MAY),
        ("Description", MAY),
        ("Stakeholder", ANY),
    ],
    "Goal": [("Name", ONE), ("Description", ONE), *_TASK, ("Objective", ANY)],
    "Objective": [("Name", MAY), ("Description", MAY), *_TASK],
    "Stakeholder": [("Name", ONE), ("Description", MAY)],
    "AdministrativeInformation": [
        ("StartDate", MAY),
        ("EndDate", MAY),
        ("PublicationDate", MAY),
        ("Source", MAY),
        ("Submitter", MAY),
    ],
    "Submitter": [("GivenName", MAY), ("Surname", MAY), ("PhoneNumber", MAY), ("EmailAddress", MAY)],
}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


def _is_address(text: str) -> bool:
    return urlsplit(text).scheme in {"http", "https"}


CONTENTS: dict[str, Callable[[str], object]] = {
    "Identifier": NAME.fullmatch,
    "StartDate": dt.date.fromisoformat,
    "EndDate": dt.date.fromisoformat,
    "PublicationDate": dt.date.fromisoformat,
    "Source": _is_address,
}


def check(content: bytes) -> Element:
    """The document's root, where it is all that the schema asks for."""
    root = fromstring(content)  # noqa: S314 - our own
    _check(root)
    identifiers = [element.text for element in root.iter(tag("Identifier"))]
    assert len(identifiers) == len(set(identifiers)), "an identifier is given twice"
    return root


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _check(element: Element) -> None:
    assert element.tag.startswith(f"{{{NAMESPACE}}}"), element.tag
    assert not element.attrib, "our documents have no attributes"
    name = element.tag.partition("}")[2]
    if name not in CHILDREN:
        assert len(element) == 0
        assert element.text
        assert element.text.strip(), f"{name} is empty"
        assert CONTENTS.get(name, bool)(element.text), f"{name}: {element.text}"
        return
    assert not (element.text or "").strip(), f"{name} has a text"
    names = [child.tag.partition("}")[2] for child in element]
    allowed = CHILDREN[name]
    order = [known for known, _times in allowed]
    assert set(names) <= set(order), f"{name} has {set(names) - set(order)}"
    assert names == sorted(names, key=order.index), f"{name}: {names} are out of order"
    for known, (least, most) in allowed:
        assert least <= names.count(known) <= (most or len(names)), f"{name}: {names.count(known)} of {known}"
    for child in element:
        _check(child)
