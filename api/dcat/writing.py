"""A graph as Turtle, JSON-LD and RDF/XML; the same triples in each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson
from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from api.dcat.graph import Graph, Term
from api.dcat.terms import PREFIXES


@lru_cache(maxsize=1024)
def short(iri: URIRef) -> str | None:
    """``prefix:name`` of a term of a vocabulary that the catalogue speaks; None of any other address."""
    for prefix, start in PREFIXES.items():
        name = iri.removeprefix(start)
        if name != iri and name.isidentifier():
            return f"{prefix}:{name}"
    return None


def named(iri: URIRef) -> str:
    """The short name of a predicate, a class or a datatype: each has one.

    :raises LookupError: the vocabulary has no prefix.
    """
    name = short(iri)
    if name is None:
        raise LookupError(f"{iri} is of a vocabulary without a prefix")
    return name


def turtle(graph: Graph) -> bytes:
    lines = [f"@prefix {prefix}: <{start}> .\n" for prefix, start in PREFIXES.items()]
    for subject, said in graph.nodes.items():
        parts = (f"{_verb(p)} {', '.join(map(_turtle_term, objects))}" for p, objects in said.items())
        lines += ["\n", subject.n3(), " ", " ;\n    ".join(parts), " .\n"]
    return "".join(lines).encode()


def _verb(predicate: URIRef) -> str:
    return "a" if predicate == RDF.type else named(predicate)


def _turtle_term(term: Term) -> str:
    if isinstance(term, URIRef):
        return short(term) or term.n3()
    words = orjson.dumps(str(term)).decode()  # what JSON escapes, Turtle escapes alike
    if term.language:
        return f"{words}@{term.language}"
    return f"{words}^^{named(term.datatype)}" if term.datatype else words


def json_ld(graph: Graph) -> bytes:
    nodes = [_node(subject, said) for subject, said in graph.nodes.items()]
    return orjson.dumps({"@context": PREFIXES, "@graph": nodes}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _node(subject: URIRef, said: dict[URIRef, dict[Term, None]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": str(subject)}
    for predicate, objects in said.items():
        if predicate == RDF.type:
            node["@type"] = [named(URIRef(kind)) for kind in objects]
        else:
            node[named(predicate)] = [_value(term) for term in objects]
    return node


def _value(term: Term) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"@id": str(term)}
    value = {"@value": str(term)}
    if term.language:
        value["@language"] = term.language
    elif term.datatype:
        value["@type"] = named(term.datatype)
    return value


def rdf_xml(graph: Graph) -> bytes:
    spaces = "".join(f"\n  xmlns:{prefix}={quoteattr(start)}" for prefix, start in PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>\n', f"<rdf:RDF{spaces}>\n"]
    for subject, said in graph.nodes.items():
        lines.append(f"  <rdf:Description rdf:about={quoteattr(subject)}>\n")
        lines += [_element(named(predicate), term) for predicate, objects in said.items() for term in objects]
        lines.append("  </rdf:Description>\n")
    return "".join([*lines, "</rdf:RDF>\n"]).encode()


def _element(name: str, term: Term) -> str:
    if isinstance(term, URIRef):
        return f"    <{name} rdf:resource={quoteattr(term)}/>\n"
    return f"    <{name}{_attribute(term)}>{escape(term)}</{name}>\n"


def _attribute(term: Literal) -> str:
    if term.language:
        return f' xml:lang="{term.language}"'
    return f" rdf:datatype={quoteattr(term.datatype)}" if term.datatype else ""


@dataclass(frozen=True)
class Serialisation:
    media_type: str
    write: Callable[[Graph], bytes]


SERIALISATIONS = {
    "ttl": Serialisation("text/turtle; charset=utf-8", turtle),
    "jsonld": Serialisation("application/ld+json", json_ld),
    "rdf": Serialisation("application/rdf+xml", rdf_xml),
}
"""By the suffix of their addresses, the one for whoever asks for none first."""
