"""One dataset, as it is now: DCAT 3 with the mandatory and recommended properties of DCAT-AP 3."""

from rdflib import URIRef

from api.dcat import authorities
from api.dcat.authorities import document, refer
from api.dcat.distributions import distributions
from api.dcat.extents import Known, period, place
from api.dcat.graph import Graph, Said
from api.dcat.notices import notices
from api.dcat.people import committee, contact_of_committee
from api.dcat.quality import measurements
from api.dcat.site import Site
from api.dcat.terms import ADMS, DCAT, DCT, DQV, duration, in_both, instant, text
from api.dcat.versions import all_versions, newest_version, provenance, version_notes
from portal.domain.catalogue import Entry
from portal.domain.frequency import DURATIONS


def dataset(graph: Graph, site: Site, entry: Entry, known: Known, *, history: bool = False) -> URIRef:
    """Describe a dataset.

    :param history: every version it ever had, rather than the newest alone.
    """
    return graph.add(
        graph.add(site.dataset(entry), DCAT.Dataset, *_words(entry)),  # read before what it refers to
        None,
        *_kind(graph, entry),
        *_people(graph, site, entry),
        *_coverage(graph, site, entry, known),
        *_versions(graph, site, entry, history=history),
        *_access(graph, site, entry),
        (DQV.hasQualityMeasurement, measurements(graph, site, entry)),
        (DCAT.distribution, distributions(graph, site, entry)),
    )


def _words(entry: Entry) -> Said:
    about, (more, more_en) = entry.dataset, notices(entry)
    return [
        (DCT.identifier, text(entry.id)),
        (DCT.title, in_both(about.title, about.title_en)),
        (DCT.description, in_both(about.description + more, about.description_en + more_en)),
        (DCAT.keyword, [word for pair in entry.keywords for word in in_both(*pair)]),
    ]


def _kind(graph: Graph, entry: Entry) -> Said:
    kinds = [authorities.STATISTICS] if entry.extent is not None else []
    if entry.dataset.illustrative:
        kinds.append(authorities.MADE_UP)
    status = authorities.WITHDRAWN if entry.is_withdrawn else authorities.IN_FORCE
    return [
        (DCAT.theme, [refer(graph, theme) for theme in authorities.themes_of(entry.dataset.group_code)]),
        (DCT.type, [refer(graph, kind) for kind in kinds]),
        (ADMS.status, refer(graph, status)),
        (DCT.language, [refer(graph, language) for language in authorities.LANGUAGES]),
    ]


def _people(graph: Graph, site: Site, entry: Entry) -> Said:
    commune = entry.dataset.commune
    return [
        (DCT.publisher, committee(graph, site, commune)),
        (DCAT.contactPoint, contact_of_committee(graph, site, commune)),
    ]


def _coverage(graph: Graph, site: Site, entry: Entry, known: Known) -> Said:
    commune, cadence = entry.dataset.commune, entry.frequency.cadence if entry.frequency else None
    frequency = authorities.FREQUENCIES[cadence] if cadence else authorities.IRREGULAR
    return [
        (DCT.spatial, place(graph, site, commune, known.sides.get(commune.id))),
        (DCT.temporal, period(graph, site, entry, known)),
        (DCT.accrualPeriodicity, refer(graph, frequency)),
        (DCAT.temporalResolution, duration(DURATIONS[cadence]) if cadence else None),
    ]


def _versions(graph: Graph, site: Site, entry: Entry, *, history: bool) -> Said:
    newest = newest_version(graph, site, entry)
    return [
        (DCT.issued, instant(entry.issued)),
        (DCT.modified, instant(entry.modified)),
        (DCAT.version, text(entry.version.number)),
        version_notes(entry.version),
        (DCAT.hasCurrentVersion, newest),
        (DCAT.hasVersion, all_versions(graph, site, entry) if history else newest),
        (DCT.provenance, provenance(graph, site, entry.version)),
    ]


def _access(graph: Graph, site: Site, entry: Entry) -> Said:
    has_package = any(file.format == "datapackage" for file in entry.version.files)
    return [
        (DCT.accessRights, refer(graph, authorities.PUBLIC)),
        (DCAT.landingPage, document(graph, site.landing_page(entry))),
        (DCT.conformsTo, refer(graph, authorities.DATA_PACKAGE) if has_package else None),
    ]
