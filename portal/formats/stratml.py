"""StratML Part 1 (ISO 17469-1): a strategic plan as XML.

Names, order and number of the elements are those of the schema ``urn:ISO:std:iso:17469:tech:xsd:stratml_core``. It has
no place for a language, so a document is in one.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.formats.atom import plain

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
CONTENT_TYPE = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Stakeholder:
    """Whom something concerns; ``description`` says in which role."""

    name: str
    description: str = ""


@dataclass(frozen=True)
class Objective:
    """:param identifier: an ``xsd:ID``, unique in the document: begins with a letter, has no spaces.
    :param sequence: its number among others, as the document gives it.
    """

    name: str
    identifier: str
    description: str = ""
    sequence: str = ""
    stakeholders: Sequence[Stakeholder] = ()
    other: str = ""


@dataclass(frozen=True)
class Goal(Objective):
    """What the objectives serve. The schema wants a description of it."""

    objectives: Sequence[Objective] = ()


@dataclass(frozen=True)
class StrategicPlan:
    """:param organization: whose plan it is; :param bodies: those with a part in it.
    :param goals: at least one; :param source: the address of the page that says the same.
    :param email: of who answers for the file; empty where nobody is named.
    """

    name: str
    description: str
    other: str
    organization: str
    bodies: Sequence[Stakeholder]
    goals: Sequence[Goal]
    start: dt.date
    end: dt.date
    published: dt.date | None
    source: str
    email: str = ""


def write_stratml(plan: StrategicPlan) -> bytes:
    """The document, indented; the same plan gives the same bytes."""
    root = Element("StrategicPlan", {"xmlns": NAMESPACE})
    _add(root, "Name", plan.name)
    _add(root, "Description", plan.description)
    _add(root, "OtherInformation", plan.other)
    core = SubElement(root, "StrategicPlanCore")
    organization = SubElement(core, "Organization")
    _add(organization, "Name", plan.organization)
    _add_stakeholders(organization, plan.bodies)
    for goal in plan.goals:
        element = _add_objective(core, "Goal", goal)
        for objective in goal.objectives:
            _add_objective(element, "Objective", objective)
    _add_administration(root, plan)
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add_objective(parent: Element, name: str, objective: Objective) -> Element:
    element = SubElement(parent, name)
    _add(element, "Name", objective.name)
    _add(element, "Description", objective.description)
    _add(element, "Identifier", objective.identifier)
    _add(element, "SequenceIndicator", objective.sequence)
    _add_stakeholders(element, objective.stakeholders)
    _add(element, "OtherInformation", objective.other)
    return element


def _add_stakeholders(parent: Element, stakeholders: Sequence[Stakeholder]) -> None:
    for stakeholder in stakeholders:
        element = SubElement(parent, "Stakeholder")
        _add(element, "Name", stakeholder.name)
        _add(element, "Description", stakeholder.description)


def _add_administration(root: Element, plan: StrategicPlan) -> None:
    element = SubElement(root, "AdministrativeInformation")
    _add(element, "StartDate", plan.start.isoformat())
    _add(element, "EndDate", plan.end.isoformat())
    _add(element, "PublicationDate", plan.published.isoformat() if plan.published else "")
    _add(element, "Source", plan.source)
    if plan.email:
        _add(SubElement(element, "Submitter"), "EmailAddress", plan.email)


def _add(parent: Element, name: str, text: str) -> None:
    """An element with a text; none where there is no text."""
    if text:
        SubElement(parent, name).text = plain(text)
