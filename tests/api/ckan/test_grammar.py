"""The query language as a tree."""

import pytest

from api.ckan.grammar import All, CannotRead, Not, Range, Some, Term, parse

A, B = Term("organization", "a"), Term("organization", "b")
SINCE = Range("metadata_modified", "2025-08-01T00:00:00.123456Z", "*")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All()),
        ("*:*", All()),
        ("organization:a", A),
        ("+organization:a", A),
        ("organization:a OR organization:b", Some((A, B))),
        ("organization:(a OR b)", Some((A, B))),
        ("-organization:a", Not(A)),
        ("NOT organization:a", Not(A)),
        ("organization:a organization:b", All((A, B))),
        ("organization:a AND organization:b", All((A, B))),
        ("metadata_modified:[2025-08-01T00:00:00.123456Z TO *]", SINCE),
        (
            "organization:a OR organization:b metadata_modified:[2025-08-01T00:00:00.123456Z TO *]",
            All((Some((A, B)), SINCE)),
        ),
        (
            "(organization:a metadata_modified:[2025-08-01T00:00:00.123456Z TO *]) OR organization:b",
            Some((All((A, SINCE)), B)),
        ),
        ('tags:"open data"', Term("tags", "open data")),
        (r'tags:"a \"b\" c"', Term("tags", 'a "b" c')),
        ("tags:a-b", Term("tags", "a-b")),
        ("xã hội", All((Term("", "xã"), Term("", "hội")))),
    ],
)
def test_a_query_is_read(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    ["(", ")", "a:", "a: b", '"', "a:[1 2]", "a:[1 TO 2", "OR", "a OR", "OR a", "a:OR", "[", "()", "{a}:b("],
)
def test_what_is_no_query_is_said_to_be_none(text):
    with pytest.raises(CannotRead):
        parse(text)


def test_a_query_is_neither_endless_nor_bottomless():
    with pytest.raises(CannotRead):
        parse("a " * 201)
    with pytest.raises(CannotRead):
        parse("(" * 20 + "a" + ")" * 20)
    assert parse("(" * 10 + "a" + ")" * 10) == Term("", "a")
