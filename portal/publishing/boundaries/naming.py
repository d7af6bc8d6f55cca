"""Which place each feature is the outline of: by a code, or within one commune by its name."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from portal.domain.folding import fold
from portal.domain.localities import Locality
from portal.publishing.boundaries.collection import Outline, list_columns, text_of
from portal.publishing.boundaries.commune import Commune
from portal.publishing.boundaries.problems import Found, about_feature, about_file
from portal.publishing.problems import Refused
from portal.publishing.workbooks.words import show

Lookup = Callable[[Collection[str]], Mapping[str, Locality]]
"""The places that bear these codes, by code."""

FEATURE_ID = "\x00id"  # the id that a GeoJSON feature has beside its properties
WIDTHS = (2, 5)  # digits of a province's and of a commune's code
MOST_FIELDS = 8
SHOWN = 12
_CODES = re.compile(
    r"[a-z]*code[a-z]*|gso[a-z]*"
    r"|ma(so|dinhdanh|thon|buon|lang|ban|ap|xom|khoi|khu|khupho|kp|to|todp|tdp|todanpho|dp)?"
    r"|ma(xa|phuong|px|huyen|tinh|hc|hanhch[a-z]*|dvhc[a-z]*|donvi[a-z]*|diaban|diaphu[a-z]*)"
)
_ROW_NUMBERS = re.compile(r"id|fid|objectid|ogcfid|gid|stt")
_NAMES = re.compile(
    r"ten[a-z]*|name[a-z]*|[a-z]*name|thon|buon|lang|ban|ap|xom|khoi|khupho|todanpho|tdp|thontdp|diadanh"
)


class Claim(NamedTuple):
    """What a feature says of itself, and the place that this means."""

    text: str = ""
    place: Locality | None = None


@dataclass(frozen=True)
class Named:
    """``places`` by the number of the feature; ``notes`` are told to the operator."""

    places: dict[int, Locality] = field(default_factory=dict)
    problems: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def name_outlines(
    outlines: list[Outline], lookup: Lookup, *, code_field: str | None = None, commune: Commune | None = None
) -> Named:
    """The place of every outline.

    :param code_field: the column with the codes; without it the one that tells most places apart.
    :param commune: only it and its villages, which may then be named by their names and short numbers.
    :raises Refused: there is no such column.
    """
    named = Named()
    by_code = _by_code(outlines, lookup, code_field, commune, named.notes)
    by_name = _by_name(outlines, commune, named.notes)
    first: dict[object, int] = {}
    for outline, code, name in zip(outlines, by_code, by_name, strict=True):
        place = code.place or name.place
        key = place.id if place else code.text or name.text
        problem = _problem(outline, code, name, commune, first.get(key))
        named.problems.extend(problem)
        if key:
            first.setdefault(key, outline.number)
        if place and not problem:
            named.places[outline.number] = place
        named.notes.extend(_contradiction(outline, code, name))
    return named


def _problem(outline: Outline, code: Claim, name: Claim, commune: Commune | None, first: int | None) -> list[Found]:
    place, text = code.place or name.place, show(code.text or name.text)
    about = (outline.file, outline.number)
    if not text:
        return [about_feature("no-code", *about)]
    if first is not None:
        return [about_feature("same-code", *about, code=place.code if place else text, first=first)]
    if place is None:
        return [_unknown(outline, text, commune)]
    if commune and not commune.has(place):
        return [about_feature("other-commune", *about, code=text, name=place.name, commune=commune.locality.name)]
    return []


def _unknown(outline: Outline, text: str, commune: Commune | None) -> Found:
    if commune is None:
        return about_feature("unknown-code", outline.file, outline.number, code=text)
    meant = commune.suggest(text)
    hint = {"hint": f"Có phải “{meant}”? ", "hint_en": f"Is it “{meant}”? "} if meant else {}
    told = {"text": text, "commune": commune.locality.name}
    return about_feature("unknown-place", outline.file, outline.number, **told, **hint)


def _contradiction(outline: Outline, code: Claim, name: Claim) -> Iterator[str]:
    if code.place and name.place and code.place.id != name.place.id:
        yield (
            f"feature {outline.number}: the code {code.text} is {code.place.name}'s, but the name is “{name.text}”; "
            "the code was followed"
        )


def _by_code(
    outlines: list[Outline], lookup: Lookup, asked: str | None, commune: Commune | None, notes: list[str]
) -> list[Claim]:
    """What each feature claims by code: in the column where most places are told apart, else by its own id."""
    columns = _code_columns(outlines, asked)
    texts = {column: [text_of(_value(outline, column)) for outline in outlines] for column in columns}
    known = lookup({form for column in columns for text in texts[column] for form in _forms(text, column)})
    claims = {column: [_claim(text, column, known, commune) for text in texts[column]] for column in columns}
    chosen = max(columns, key=lambda column: len({c.place.id for c in claims[column] if c.place}), default=None)
    found = chosen is not None and any(claim.place for claim in claims[chosen])
    if chosen is None or (not found and chosen != FEATURE_ID and _is_row_number(chosen)):
        return [Claim() for _ in outlines]
    if found:
        notes.extend(_told(chosen, claims[chosen]))
    spare = claims.get(FEATURE_ID, claims[chosen])
    return [claim if claim.text else other for claim, other in zip(claims[chosen], spare, strict=True)]


def _code_columns(outlines: list[Outline], asked: str | None) -> list[str]:
    columns = list(list_columns(outlines))
    if asked is not None and outlines:
        found = [column for column in columns if _plain(column) == _plain(asked)]
        if not found:
            told = ", ".join(columns[:SHOWN])
            raise Refused([about_file("no-field", outlines[0].file, field=show(asked), fields=show(told, 200))])
        return found[:1]
    likely = [column for column in columns if _CODES.fullmatch(_plain(column))]
    numbers = [column for column in columns if _is_row_number(column)]
    ids = [FEATURE_ID] if any(outline.id is not None for outline in outlines) else []
    likely.sort(key=lambda column: _plain(column) != "code")
    return [*likely[:MOST_FIELDS], *ids, *numbers[:MOST_FIELDS]]


def _plain(column: str) -> str:
    return fold(column).replace(" ", "")


def _is_row_number(column: str) -> bool:
    """Whether a column by its name rather counts rows: only a whole code is believed there."""
    return column == FEATURE_ID or bool(_ROW_NUMBERS.fullmatch(_plain(column)))


def _value(outline: Outline, column: str) -> Any:
    return outline.id if column == FEATURE_ID else outline.properties.get(column)


def _forms(text: str, column: str) -> Iterator[str]:
    """The code as written, and with the zeros a table of numbers has lost."""
    if text:
        yield text
        if not _is_row_number(column):
            head, dash, tail = text.partition("-")
            yield from (head.zfill(width) + dash + tail for width in WIDTHS if head.isdigit() and len(head) < width)


def _claim(text: str, column: str, known: Mapping[str, Locality], commune: Commune | None) -> Claim:
    """One place alone may fit; a number that fits a province and a commune fits none."""
    if not text or text in known:
        return Claim(text, known.get(text))
    if commune is not None and not _is_row_number(column) and (village := commune.with_code(text)):
        return Claim(text, village)
    fitting = {place.id: place for form in _forms(text, column) if (place := known.get(form))}
    return Claim(text, next(iter(fitting.values())) if len(fitting) == 1 else None)


def _told(column: str, claims: list[Claim]) -> Iterator[str]:
    name = "the features' id" if column == FEATURE_ID else f"the column “{show(column)}”"
    yield f"codes are taken from {name}"
    mended = [claim for claim in claims if claim.place and claim.place.code != claim.text]
    if mended:
        text, place = mended[0]
        yield f"{len(mended)} codes were completed, such as {text} to {place.code if place else ''}"


def _by_name(outlines: list[Outline], commune: Commune | None, notes: list[str]) -> list[Claim]:
    """What each feature claims by name, in the column that names most villages; only within a commune."""
    columns = [column for column in list_columns(outlines) if _NAMES.fullmatch(_plain(column))] if commune else []
    claims = {
        column: [_name_claim(text_of(outline.properties.get(column)), commune) for outline in outlines]
        for column in columns[:MOST_FIELDS]
    }
    chosen = max(claims, key=lambda column: len({c.place.id for c in claims[column] if c.place}), default=None)
    if chosen is None:
        return [Claim() for _ in outlines]
    notes.append(f"names are taken from the column “{show(chosen)}”")
    return claims[chosen]


def _name_claim(text: str, commune: Commune | None) -> Claim:
    return Claim(text, commune.named(text) if commune and text else None)
