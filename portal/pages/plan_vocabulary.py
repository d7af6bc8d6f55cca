"""The words of a plan's JSON-LD: schema.org, Dublin Core, ORG, PROV, SKOS and ODRL, under shorter names."""

from typing import Any

from portal.domain.obligations import Cadence
from portal.domain.plans import Comparator

_BOTH = {"@container": "@language"}
_LINK = {"@type": "@id"}
CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": f"schema:{name}", **_BOTH} for name in ("name", "description", "unitText")},
    "where": {"@id": "dct:bibliographicCitation", **_BOTH},
    "note": {"@id": "skos:note", **_BOTH},
    **{
        name: {"@id": f"schema:{name}", **_LINK}
        for name in (
            "additionalType",
            "agent",
            "author",
            "containedInPlace",
            "contentUrl",
            "encoding",
            "hasPart",
            "inDefinedTermSet",
            "isPartOf",
            "license",
            "participant",
            "propertyID",
            "publisher",
            "recipient",
            "spatialCoverage",
            "url",
        )
    },
    **{name: {"@id": f"dct:{name}", **_LINK} for name in ("isReplacedBy", "replaces")},
    "operator": {"@id": "odrl:operator", **_LINK},
    **{name: f"schema:{name}" for name in ("byMonth", "byMonthDay", "citation", "encodingFormat", "identifier")},
    **{name: f"schema:{name}" for name in ("inLanguage", "maxValue", "minValue", "position", "repeatFrequency")},
    **{name: f"schema:{name}" for name in ("temporalCoverage", "termCode", "unitCode", "value")},
    "year": {"@id": "dct:date", "@type": "xsd:gYear"},
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "endTime": {"@id": "schema:endTime", "@type": "xsd:date"},
}
OPERATORS = {
    Comparator.AT_LEAST: "odrl:gteq",
    Comparator.EXACTLY: "odrl:eq",
    Comparator.ABOVE: "odrl:gt",
    Comparator.AT_MOST: "odrl:lteq",
    Comparator.BELOW: "odrl:lt",
}
"""Which end of ``minValue`` and ``maxValue`` counts itself; a range has both ends and needs no word."""

FREQUENCIES = {Cadence.MONTHLY: "P1M", Cadence.QUARTERLY: "P3M", Cadence.HALF_YEARLY: "P6M", Cadence.YEARLY: "P1Y"}
UNIT_CODES = {"percent": "P1"}  # of UN/CEFACT, which has none for the others
