"""Named things that others keep: themes, formats, languages, frequencies and the like, under their own addresses.

Most are of the authority tables of the Publications Office of the European Union, which DCAT-AP asks for. What is
referred to is also described, with its class and a name in both languages, so that an answer can be checked and read
without another look-up.
"""

from dataclasses import dataclass

from rdflib import URIRef

from api.dcat.graph import Graph, Objects
from api.dcat.terms import DCT, FOAF, SKOS, in_both
from portal.domain.frequency import EU_CODES, EU_FREQUENCIES

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Authority:
    """:param kinds: the classes it is described with.
    :param names: in Vietnamese and English.
    """

    iri: URIRef
    kinds: tuple[URIRef, ...]
    names: tuple[str, str]
    naming: URIRef = SKOS.prefLabel
    said: tuple[tuple[URIRef, Objects], ...] = ()


def refer(graph: Graph, authority: Authority) -> URIRef:
    """Its address, described in the graph."""
    if authority.iri not in graph:
        graph.add(authority.iri, authority.kinds, (authority.naming, in_both(*authority.names)), *authority.said)
    return authority.iri


def _eu(path: str, kind: URIRef, vi: str, en: str) -> Authority:
    return Authority(URIRef(EU + path), (kind,), (vi, en))


def _concept(address: str, vi: str, en: str) -> Authority:
    return Authority(URIRef(address), (SKOS.Concept,), (vi, en))


THEMES_SCHEME = Authority(
    URIRef(EU + "data-theme"), (SKOS.ConceptScheme,), ("Chủ đề dữ liệu", "Data themes"), naming=DCT.title
)


def _theme(code: str, vi: str, en: str) -> Authority:
    iri = URIRef(f"{THEMES_SCHEME.iri}/{code}")
    return Authority(iri, (SKOS.Concept,), (vi, en), said=((SKOS.inScheme, THEMES_SCHEME.iri),))


ECONOMY = _theme("ECON", "Kinh tế và tài chính", "Economy and finance")
GOVERNMENT = _theme("GOVE", "Chính quyền và khu vực công", "Government and public sector")
REGIONS = _theme("REGI", "Vùng và đô thị", "Regions and cities")
SOCIETY = _theme("SOCI", "Dân số và xã hội", "Population and society")
TECHNOLOGY = _theme("TECH", "Khoa học và công nghệ", "Science and technology")

GROUP_THEMES = {
    "infrastructure": (TECHNOLOGY, REGIONS),
    "resources": (GOVERNMENT, ECONOMY),
    "digital-society": (SOCIETY, TECHNOLOGY),
    "digital-government": (GOVERNMENT, TECHNOLOGY),
    "innovation": (TECHNOLOGY, ECONOMY),
    "society": (SOCIETY,),
    "task-progress": (GOVERNMENT,),
    "reports": (GOVERNMENT,),
    "budget": (ECONOMY, GOVERNMENT),
    "support-programmes": (SOCIETY, ECONOMY),
    "community-teams": (SOCIETY, TECHNOLOGY),
}
"""By the code of a dataset's group."""


def themes_of(group: str) -> tuple[Authority, ...]:
    return GROUP_THEMES.get(group, (GOVERNMENT,))


def _frequency(code: str, vi: str, en: str) -> Authority:
    return Authority(URIRef(EU_FREQUENCIES + code), (DCT.Frequency,), (vi, en))


IRREGULAR = _frequency("IRREG", "Không đều", "Irregular")
FREQUENCIES = {
    "month": _frequency(EU_CODES["month"], "Hằng tháng", "Monthly"),
    "quarter": _frequency(EU_CODES["quarter"], "Hằng quý", "Quarterly"),
    "half-year": _frequency(EU_CODES["half-year"], "Sáu tháng một lần", "Every six months"),
    "year": _frequency(EU_CODES["year"], "Hằng năm", "Annual"),
}
"""By the cadence of a dataset."""

LANGUAGES = (
    _eu("language/VIE", DCT.LinguisticSystem, "Tiếng Việt", "Vietnamese"),
    _eu("language/ENG", DCT.LinguisticSystem, "Tiếng Anh", "English"),
)
PUBLIC = _eu("access-right/PUBLIC", DCT.RightsStatement, "Công khai", "Public")
STABLE = _eu("planned-availability/STABLE", SKOS.Concept, "Lâu dài", "Stable")
STATISTICS = _eu("dataset-type/STATISTICAL", SKOS.Concept, "Số liệu thống kê", "Statistical data")
MADE_UP = _eu("dataset-type/SYNTHETIC_DATA", SKOS.Concept, "Số liệu minh họa", "Illustrative, made-up data")
WITHDRAWN = _eu("dataset-status/WITHDRAWN", SKOS.Concept, "Đã rút lại", "Withdrawn")
IN_FORCE = _eu("dataset-status/COMPLETED", SKOS.Concept, "Đã công bố", "Completed")
FILE_WITHDRAWN = _eu("distribution-status/WITHDRAWN", SKOS.Concept, "Đã rút lại", "Withdrawn")
FILE_IN_FORCE = _eu("distribution-status/COMPLETED", SKOS.Concept, "Đã công bố", "Completed")
LOCAL_AUTHORITY = _concept(
    "http://purl.org/adms/publishertype/LocalAuthority", "Chính quyền địa phương", "Local authority"
)
ATTRIBUTION = _concept("http://purl.org/adms/licencetype/Attribution", "Phải ghi nguồn", "Attribution")

FILE_TYPES = {
    code: _eu(f"file-type/{name}", DCT.MediaTypeOrExtent, title, title)
    for code, name, title in (
        ("csv", "CSV", "CSV"),
        ("csv-excel", "CSV", "CSV"),
        ("xlsx", "XLSX", "XLSX"),
        ("json", "JSON", "JSON"),
        ("geojson", "GEOJSON", "GeoJSON"),
        ("parquet", "PARQUET", "Parquet"),
        ("datapackage", "JSON", "JSON"),
        ("zip", "ZIP", "ZIP"),
    )
}
"""By the format of a file."""


def media_type(name: str) -> Authority:
    return Authority(URIRef(IANA + name), (DCT.MediaType,), (name, name))


def _standard(address: str, vi: str, en: str) -> Authority:
    return Authority(URIRef(address), (DCT.Standard,), (vi, en), naming=DCT.title)


DATA_PACKAGE = _standard("https://datapackage.org/standard/data-package/", "Gói dữ liệu (Data Package)", "Data Package")
STANDARDS = {
    "csv": _standard("https://www.rfc-editor.org/rfc/rfc4180", "CSV (RFC 4180)", "CSV (RFC 4180)"),
    "json": _standard("https://www.rfc-editor.org/rfc/rfc8259", "JSON (RFC 8259)", "JSON (RFC 8259)"),
    "geojson": _standard("https://www.rfc-editor.org/rfc/rfc7946", "GeoJSON (RFC 7946)", "GeoJSON (RFC 7946)"),
    "datapackage": DATA_PACKAGE,
}
"""What a file follows, by its format, where that has an address."""

OPENAPI = _standard("https://spec.openapis.org/oas/v3.1.0", "OpenAPI 3.1", "OpenAPI 3.1")
CKAN_API = _standard("https://docs.ckan.org/en/latest/api/", "API của CKAN, phiên bản 3", "CKAN API, version 3")
OGC_FEATURES = _standard(
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "OGC API – Features 1.0", "OGC API – Features 1.0"
)


def document(graph: Graph, address: str) -> URIRef:
    """A page for people."""
    return graph.add(URIRef(address), FOAF.Document)
