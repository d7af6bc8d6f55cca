"""A plan as JSON-LD, in both languages at once: how is told in ``docs/plans.md``.

Everything has an address of the portal, under which its page tells the same; the context stands in the document, so it
is read without asking anybody. Kinds and relations are of schema.org, Dublin Core, ORG, PROV and ODRL.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from portal.addresses import public_url
from portal.domain.bodies import Role, names_in
from portal.domain.catalogue import LICENCE_URL
from portal.domain.citations import PUBLISHER
from portal.domain.indicators import Indicator
from portal.domain.obligations import Cadence, Obligation, duty_id
from portal.domain.plans import Comparator, Goal, PlanSection, Target
from portal.domain.tasks import Task
from portal.domain.whole_plans import Piece, WholePlan
from portal.i18n import LANGUAGES, speaking
from portal.i18n.wording import unit_name
from portal.pages.plan_addresses import (
    body_iri,
    indicator_iri,
    issuer_iri,
    kind_page,
    piece_iri,
    plan_iri,
    province_iri,
    section_iri,
    target_iri,
)
from portal.pages.plan_vocabulary import CONTEXT, FREQUENCIES, OPERATORS, UNIT_CODES

Node = dict[str, Any]


def plan_graph(whole: WholePlan, files: Sequence[tuple[str, str]]) -> Node:
    """:param files: the address and media type of each form in which the plan can be had."""
    return {"@context": CONTEXT, "@graph": [_kept(node) for node in _nodes(whole, files)]}


def _nodes(whole: WholePlan, files: Sequence[tuple[str, str]]) -> Iterator[Node]:
    yield _plan(whole, files)
    yield _issuer(whole)
    yield from _places(whole)
    yield {"@id": public_url("/"), "@type": "schema:Organization", "name": _both(PUBLISHER, PUBLISHER)}
    for place, section in enumerate(whole.sections, start=1):
        yield _section(whole, section, place)
    for path, pieces in whole.pieces.items():
        for place, piece in enumerate(pieces, start=1):
            yield _piece(whole, piece) | {"position": place, "isPartOf": section_iri(whole, path)}
    for slug, name, name_en in whole.bodies.values():
        yield {"@id": body_iri(whole, slug), "@type": _BODY, "name": _both(name, name_en)}
    yield from map(_indicator, {target.indicator_code: target.indicator for target in whole.targets}.values())
    for address, media_type in files:
        yield {"@id": address, "@type": "schema:MediaObject", "contentUrl": address, "encodingFormat": media_type}


def _plan(whole: WholePlan, files: Sequence[tuple[str, str]]) -> Node:
    plan = whole.plan
    return {
        "@id": plan_iri(whole),
        "@type": ["schema:DigitalDocument", "prov:Plan"],
        "additionalType": kind_page("plans"),
        "url": plan_iri(whole),
        "name": _both(plan.title, plan.title_en),
        "identifier": plan.number,
        "issued": plan.issued_on,
        "year": str(plan.year),
        "temporalCoverage": f"{plan.period_from}/{plan.period_to}",
        "spatialCoverage": public_url(f"/localities/{plan.commune.slug}"),
        "author": issuer_iri(whole),
        "publisher": public_url("/"),
        "license": LICENCE_URL,
        "citation": plan.basis.split("; ") if plan.basis else None,
        "note": _both(plan.note, plan.note_en),
        "inLanguage": ["vi", "en"],
        "hasPart": [section_iri(whole, s.path) for s in whole.sections if whole.heading_above(s.path) is None],
        "encoding": [address for address, _media_type in files],
    }


_BODY = ["schema:Organization", "org:Organization"]


def _issuer(whole: WholePlan) -> Node:
    return {"@id": issuer_iri(whole), "@type": _BODY, "name": _both(whole.plan.issuer, whole.plan.issuer_en)}


def _places(whole: WholePlan) -> Iterator[Node]:
    commune = whole.plan.commune
    province = commune.parent
    for place in (commune, province):
        if place is not None:
            yield {
                "@id": public_url(f"/localities/{place.slug}") if place is commune else province_iri(place.code),
                "@type": "schema:AdministrativeArea",
                "name": _both(place.name, place.name_en),
                "identifier": place.code,
                "containedInPlace": province_iri(province.code) if place is commune and province else None,
            }


def _section(whole: WholePlan, section: PlanSection, place: int) -> Node:
    above = whole.heading_above(section.path)
    below = [each.path for each in whole.sections if whole.heading_above(each.path) == section.path]
    pieces = [piece_iri(whole, piece) for piece in whole.pieces.get(section.path, [])]
    return {
        "@id": section_iri(whole, section.path),
        "@type": "schema:CreativeWork",
        "additionalType": kind_page("sections"),
        "identifier": section.path,
        "name": _both(section.title, section.title_en),
        "position": place,
        "isPartOf": section_iri(whole, above) if above else plan_iri(whole),
        "hasPart": [section_iri(whole, path) for path in below] + pieces,
    }


def _piece(whole: WholePlan, piece: Piece) -> Node:
    common = {"@id": piece_iri(whole, piece), "where": _both(piece.citation, piece.citation_en)}
    if isinstance(piece, Target):
        return common | _target(whole, piece)
    if isinstance(piece, Goal):
        return common | _goal(piece)
    return common | (_task(whole, piece) if isinstance(piece, Task) else _duty(whole, piece))


def _target(whole: WholePlan, target: Target) -> Node:
    return {
        "@type": "schema:PropertyValue",
        "additionalType": kind_page("targets"),
        "identifier": target.id,
        "propertyID": indicator_iri(target.indicator_code),
        "name": _both(target.indicator.name, target.indicator.name_en),
        "operator": OPERATORS.get(Comparator(target.comparator)),
        **_bounds(target),
        "unitText": _unit(target.indicator.unit),
        "unitCode": UNIT_CODES.get(target.indicator.unit),
        "year": str(target.year) if target.year else None,
        "note": _both(target.note, target.note_en),
        "replaces": [target_iri(a.older_plan, a.older) for a in whole.amendments if a.newer == target.id],
        "isReplacedBy": [target_iri(a.newer_plan, a.newer) for a in whole.amendments if a.older == target.id],
    }


def _bounds(target: Target) -> Node:
    """Whole numbers as such: 85.0 is written 85."""
    value, high = _number(target.value), _number(target.value_high)
    if target.comparator == Comparator.EXACTLY:
        return {"value": value}
    if target.comparator in {Comparator.AT_MOST, Comparator.BELOW}:
        return {"maxValue": value}
    return {"minValue": value, "maxValue": high}


def _unit(unit: str) -> Node:
    """The unit's name in both languages."""
    names: Node = {}
    for lang in LANGUAGES:
        with speaking(lang):
            names[lang] = unit_name(unit)
    return names


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _goal(goal: Goal) -> Node:
    return {
        "@type": "schema:CreativeWork",
        "additionalType": kind_page("goals"),
        "identifier": goal.id,
        "name": _both(goal.title, goal.title_en),
        "year": str(goal.year) if goal.year else None,
    }


def _task(whole: WholePlan, task: Task) -> Node:
    return {
        "@type": "schema:Action",
        "additionalType": kind_page("tasks"),
        "identifier": task.id,
        "name": _both(task.title, task.title_en),
        "agent": _bodies(whole, task, Role.LEAD),
        "participant": _bodies(whole, task, Role.PARTNER),
        "endTime": task.due,
        "description": _both(task.due_note, task.due_note_en),
    }


def _duty(whole: WholePlan, duty: Obligation) -> Node:
    """A report that comes again and again, each *before* the day of the month it names."""
    quarter = duty.cadence == Cadence.QUARTERLY
    months = [duty.due_month + 3 * n for n in range(4)] if quarter and duty.due_month else [duty.due_month]
    return {
        "@type": ["schema:InformAction", "schema:Schedule"],
        "additionalType": kind_page("obligations"),
        "identifier": duty_id(duty),
        "repeatFrequency": FREQUENCIES.get(Cadence(duty.cadence)),
        "byMonthDay": duty.due_day,
        "byMonth": [month for month in months if month],
        "agent": _bodies(whole, duty, Role.REPORTER),
        "recipient": _bodies(whole, duty, Role.RECIPIENT),
        "note": _both(duty.note, duty.note_en),
    }


def _indicator(indicator: Indicator) -> Node:
    return {
        "@id": indicator_iri(indicator.code),
        "@type": "schema:DefinedTerm",
        "additionalType": kind_page("indicators"),
        "termCode": indicator.code,
        "inDefinedTermSet": public_url("/indicators"),
        "name": _both(indicator.name, indicator.name_en),
        "description": _both(indicator.definition, indicator.definition_en),
    }


def _bodies(whole: WholePlan, thing: Task | Obligation, role: Role) -> list[str]:
    return [body_iri(whole, slug) for slug, _name, _name_en in names_in(thing, role)]


def _both(vi: str | None, en: str | None) -> Node:
    """A text in the languages that it is there in."""
    return {lang: text for lang, text in (("vi", vi), ("en", en)) if text}


def _kept(node: Mapping[str, Any]) -> Node:
    """Without what there is nothing to say of; days as ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in node.items()
        if value not in (None, [], {}, "")
    }
