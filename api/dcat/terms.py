"""The vocabularies that the catalogue speaks, and texts and values as their literals."""

import datetime as dt
import re
from decimal import Decimal

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCT = Namespace("http://purl.org/dc/terms/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
GSP = Namespace("http://www.opengis.net/ont/geosparql#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

PREFIXES = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dcatap": str(DCATAP),
    "dct": str(DCT),
    "dqv": str(DQV),
    "foaf": str(FOAF),
    "gsp": str(GSP),
    "hydra": str(HYDRA),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "vcard": str(VCARD),
    "xsd": str(XSD),
}

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def text(words: str, lang: str | None = None) -> Literal:
    """A literal that every serialisation can hold: XML has no way to write a control character."""
    return Literal(_NOT_TEXT.sub("", words), lang=lang)


def in_both(vi: str, en: str) -> tuple[Literal, Literal]:
    return text(vi, "vi"), text(en, "en")


def day(value: dt.date) -> Literal:
    return _typed(value.isoformat(), XSD.date)


def instant(value: dt.datetime) -> Literal:
    return _typed(utc(value), XSD.dateTime)


def utc(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def whole(value: int) -> Literal:
    return _typed(str(value), XSD.integer)


def size(value: int) -> Literal:
    return _typed(str(value), XSD.nonNegativeInteger)


def decimal(value: Decimal) -> Literal:
    return _typed(f"{value:f}", XSD.decimal)


def duration(value: str) -> Literal:
    return _typed(value, XSD.duration)


def hexadecimal(value: str) -> Literal:
    return _typed(value, XSD.hexBinary)


def wkt(value: str) -> Literal:
    return _typed(value, GSP.wktLiteral)


def _typed(value: str, datatype: URIRef) -> Literal:
    return Literal(value, datatype=datatype, normalize=False)
