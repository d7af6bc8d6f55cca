"""A graph comes back from every serialisation as it went in."""

import pytest
from rdflib import Graph as Read
from rdflib import Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from api.dcat.graph import Graph
from api.dcat.terms import DCAT, DCT, PREFIXES, in_both, text
from api.dcat.writing import SERIALISATIONS, named
from tests.api.dcat.walking import FORMATS, read

HOSTILE = [
    'một "dấu nháy" và \\ gạch chéo',
    "hai\ndòng\tvà một tab",
    "<script>alert('x')</script> & ]]>",
    "@prefix : <x> . # không phải lệnh",
    "kết thúc bằng \\",
    "chữ tổ hợp ế và biểu tượng 🏡",
    " khoảng trắng hai đầu ",
    "",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("suffix", FORMATS)
def test_any_words_come_back_as_they_were(suffix, words):
    graph, subject = Graph(), URIRef("https://so.example.vn/a?b=c&d=%20")
    graph.add(subject, DCAT.Dataset, (DCT.title, in_both(words, words)), (DCT.identifier, text(words)))
    expected = Read()
    for triple in (
        (subject, RDF.type, DCAT.Dataset),
        (subject, DCT.title, Literal(words, "vi")),
        (subject, DCT.title, Literal(words, "en")),
        (subject, DCT.identifier, Literal(words)),
    ):
        expected.add(triple)
    assert isomorphic(read(SERIALISATIONS[suffix].write(graph), suffix), expected)


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_xml_cannot_write_is_left_out_of_all_three(suffix):
    graph = Graph()
    graph.add(URIRef("https://so.example.vn/a"), DCAT.Dataset, (DCT.title, text("a\x00b\x1bc\ufffed\r\n", "vi")))
    assert Literal("abcd\n", "vi") in set(read(SERIALISATIONS[suffix].write(graph), suffix).objects())


def test_what_is_said_twice_is_written_once():
    graph, subject = Graph(), URIRef("https://so.example.vn/a")
    for _ in range(2):
        graph.add(subject, DCAT.Dataset, (DCT.title, text("một")))
    assert SERIALISATIONS["ttl"].write(graph).count(b"dct:title") == 1


def test_a_word_of_an_unknown_vocabulary_is_refused():
    with pytest.raises(LookupError, match="elsewhere"):
        named(URIRef("https://elsewhere.example/word"))


def test_prefixes_name_one_vocabulary_each():
    assert len(set(PREFIXES.values())) == len(PREFIXES)
