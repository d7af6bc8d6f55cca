"""How complete a dataset's figures are and whether they came in time, as measurements (DQV)."""

from decimal import Decimal

from rdflib import URIRef
from rdflib.namespace import XSD

from api.dcat.graph import Graph
from api.dcat.site import Site
from api.dcat.terms import DQV, SKOS, decimal, in_both
from portal.domain.catalogue import Entry

METRICS = {
    "completeness": (
        "Tỷ lệ ô số liệu có giá trị, trong số các ô phải có (từ 0 đến 1).",
        "The share of cells that show a value, of those that should have one (0 to 1).",
    ),
    "timeliness": (
        "Tỷ lệ kỳ số liệu được công bố đúng hạn, trong số các kỳ đã đến hạn (từ 0 đến 1).",
        "The share of periods that were published in time, of those that were due (0 to 1).",
    ),
}


def measurements(graph: Graph, site: Site, entry: Entry) -> list[URIRef]:
    """One a metric; what was never due or asked for is not measured."""
    return [_measurement(graph, site, entry, metric, value) for metric, value in _values(entry).items()]


def _values(entry: Entry) -> dict[str, Decimal]:
    shares = {}
    if entry.extent is not None:
        shares["completeness"] = (entry.extent.shown, entry.extent.asked)
    if entry.frequency is not None:
        shares["timeliness"] = (entry.frequency.on_time, entry.frequency.due)
    return {metric: round(Decimal(part) / whole, 4) for metric, (part, whole) in shares.items() if whole}


def _measurement(graph: Graph, site: Site, entry: Entry, metric: str, value: Decimal) -> URIRef:
    return graph.add(
        site.of_dataset(entry, metric),
        DQV.QualityMeasurement,
        (DQV.isMeasurementOf, _metric(graph, site, metric)),
        (DQV.computedOn, site.dataset(entry)),
        (DQV.value, decimal(value)),
    )


def _metric(graph: Graph, site: Site, metric: str) -> URIRef:
    iri = site.of_catalogue(metric)
    if iri in graph:
        return iri
    words = (SKOS.definition, in_both(*METRICS[metric]))
    return graph.add(iri, DQV.Metric, words, (DQV.expectedDataType, XSD.decimal))
