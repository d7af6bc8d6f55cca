"""The part of Solr's query language that CKAN's clients write, as a tree.

Terms are joined by spaces (and); ``OR`` binds what stands beside it, closer than a space; ``-`` turns a term round::

    organization:tra-cau OR organization:tan-lap metadata_modified:[2026-08-01T00:00:00.123456Z TO *]

is about either organization, and changed since. Terms may stand in parentheses, also after a field's name.
"""

import re
from dataclasses import dataclass

DEEPEST, MOST_TERMS = 12, 200
_TOKEN = re.compile(
    r"""\s*(?: (?P<sign>[-+](?=[\w"(*])) | (?P<open>\() | (?P<close>\))
      | (?P<everything>\*:\*)
      | (?P<field>[A-Za-z][\w.]*):(?=\S)
      | (?P<range>\[[^\[\]"]*\]) | (?P<quoted>"(?:[^"\\]|\\.)*")
      | (?P<word>[^\s()\[\]":]+) )""",
    re.VERBOSE,
)


class CannotRead(ValueError):
    """The text is not of this language; the message says where."""


@dataclass(frozen=True)
class Term:
    """:param field: empty for a text that may stand anywhere."""

    field: str
    value: str


@dataclass(frozen=True)
class Range:
    field: str
    start: str
    end: str


@dataclass(frozen=True)
class Not:
    part: "Node"


@dataclass(frozen=True)
class All:
    """Everything, where there is no part."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Some:
    parts: tuple["Node", ...]


Node = Term | Range | Not | All | Some


def parse(text: str) -> Node:
    """:raises CannotRead: the text is not of this language."""
    tokens = _tokens(text)
    if len(tokens) > MOST_TERMS:
        raise CannotRead(f"more than {MOST_TERMS} terms")
    reader = _Reader(tokens)
    found = reader.conjunction("", 0)
    if reader.next_kind != "end":
        raise CannotRead(f"unexpected {reader.next_text!r}")
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at, text = [], 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise CannotRead(f"cannot read {text[at : at + 40]!r}")
        kind = match.lastgroup or ""
        word = match[kind]
        tokens.append(("operator", word) if kind == "word" and word in {"OR", "AND", "NOT"} else (kind, word))
        at = match.end()
    return tokens


class _Reader:
    """Goes through tokens once; ``field`` is what a value without a field's name is of."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._at = [*tokens, ("end", "the end")], 0

    @property
    def next_kind(self) -> str:
        return self._tokens[self._at][0]

    @property
    def next_text(self) -> str:
        return self._tokens[self._at][1]

    def conjunction(self, field: str, depth: int) -> Node:
        parts = []
        while self.next_kind not in {"end", "close"}:
            if parts and self._is_operator("AND"):
                self._take()
            parts.append(self._disjunction(field, depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _disjunction(self, field: str, depth: int) -> Node:
        parts = [self._signed(field, depth)]
        while self._is_operator("OR"):
            self._take()
            parts.append(self._signed(field, depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _signed(self, field: str, depth: int) -> Node:
        if self._is_operator("NOT") or (self.next_kind, self.next_text) == ("sign", "-"):
            self._take()
            return Not(self._primary(field, depth))
        if self.next_kind == "sign":
            self._take()
        return self._primary(field, depth)

    def _primary(self, field: str, depth: int) -> Node:
        kind, text = self._take()
        if kind == "everything":
            return All()
        if kind == "field":
            return self._value(text, depth)
        if kind == "open":
            return self._inner(field, depth)
        if kind in {"word", "quoted"}:
            return Term(field, _unquoted(text))
        raise CannotRead(f"unexpected {text!r}")

    def _value(self, field: str, depth: int) -> Node:
        if self.next_kind == "range":
            return _range(field, self._take()[1])
        if self.next_kind == "open":
            self._take()
            return self._inner(field, depth)
        if self.next_kind in {"word", "quoted"}:
            return Term(field, _unquoted(self._take()[1]))
        raise CannotRead(f"no value for {field!r}")

    def _inner(self, field: str, depth: int) -> Node:
        if depth == DEEPEST:
            raise CannotRead("too many parentheses")
        found = self.conjunction(field, depth + 1)
        if self.next_kind != "close" or found == All():
            raise CannotRead("parentheses are not closed, or empty")
        self._take()
        return found

    def _is_operator(self, word: str) -> bool:
        return (self.next_kind, self.next_text) == ("operator", word)

    def _take(self) -> tuple[str, str]:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token


def _range(field: str, text: str) -> Range:
    match = re.fullmatch(r"\[\s*(\S+)\s+TO\s+(\S+)\s*\]", text)
    if match is None:
        raise CannotRead(f"a range is written [a TO b], not {text!r}")
    return Range(field, match[1], match[2])


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1] if text.startswith('"') else text)
