"""One answer that lies ready: its encodings, its validators, what a reader who has it already is told."""

import gzip

import brotli
import pytest

from portal.prepared.answer import Answer, choose_encoding

TEXT = "Số liệu minh họa. ".encode() * 100
PLAIN = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding"), ("Cache-Control", "public")]
READ = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def make_answer(body: bytes = TEXT, *, first: str = "br", compressible: bool = True) -> Answer:
    return Answer(PLAIN, "abc", body, first, compressible=compressible)


@pytest.mark.parametrize("first", READ)
@pytest.mark.parametrize("encoding", READ)
def test_whichever_encoding_was_asked_for_first_each_holds_the_same_text(first, encoding):
    body, headers = make_answer(first=first).body(encoding)
    assert READ[encoding](body) == TEXT
    said = dict(headers)
    assert said["Content-Length"] == str(len(body))
    assert said.get("Content-Encoding", "identity") == encoding
    assert said["ETag"] == ('"abc"' if encoding == "identity" else f'"abc:{encoding}"')
    assert said["Content-Type"] == "text/html; charset=utf-8"


def test_an_encoding_is_made_once():
    answer = make_answer()
    assert answer.body("gzip")[0] is answer.body("gzip")[0]


def test_what_is_short_or_compressed_already_goes_out_as_it_is():
    for answer in (make_answer(b"ok"), make_answer(compressible=False)):
        body, headers = answer.body("br")
        assert "Content-Encoding" not in dict(headers)
        assert dict(headers)["ETag"] == '"abc"'
        assert body == answer.body("identity")[0]


@pytest.mark.parametrize(
    ("if_none_match", "held"),
    [
        *((held, True) for held in ('"abc"', '"abc:br"', 'W/"abc:gzip"', '"x", "abc"', "*", "abc")),
        *((other, False) for other in ('"abcd"', '"ab:c"', "", '"')),
    ],
)
def test_a_reader_has_it_who_names_its_validator_in_any_encoding(if_none_match, held):
    assert make_answer().is_held(if_none_match) is held


def test_who_has_it_is_told_the_validator_and_how_long_it_holds_but_nothing_of_a_body():
    said = dict(make_answer().unchanged("br"))
    assert said == {"ETag": '"abc:br"', "Vary": "Accept-Encoding", "Cache-Control": "public"}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("", "identity"),
        ("identity", "identity"),
        ("br;q=0, gzip;q=0", "identity"),
        ("deflate", "identity"),
        (";;;", "identity"),
    ],
)
def test_the_encoding_is_the_one_that_is_liked_best(accepted, chosen):
    assert choose_encoding(accepted) == chosen


def test_what_is_held_is_counted():
    answer = make_answer()
    before = len(answer)
    answer.body("identity")
    assert len(answer) == before + len(TEXT)
