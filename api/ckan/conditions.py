"""A tree of the query language as a condition on datasets."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from sqlalchemy import and_, false, not_, or_, true
from sqlalchemy.orm import Session

from api.ckan.envelope import BadQuery
from api.ckan.grammar import All, CannotRead, Node, Not, Range, Some, Term, parse
from api.ckan.publishers import organization_id
from api.ckan.resources import NOTICE, formats_of
from api.ckan.subjects import group_id
from api.ckan.tags import Vocabulary
from portal.db import Condition
from portal.domain.catalogue import KEYWORDS
from portal.domain.catalogue_search import (
    ISSUED,
    MODIFIED,
    Wording,
    has_format,
    in_title,
    is_withdrawn,
)
from portal.domain.datasets import Dataset
from portal.domain.folding import fold
from portal.domain.localities import Locality
from portal.i18n import gettext as _

MOST_SIGNS = 8000
MOST_WORDS = 64
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?Z?")


class Conditions:
    """Makes conditions of what one request asks.

    :raises BadQuery: by ``of_filter`` and ``of_text``, for what is not of the language.
    """

    def __init__(self, store: Session) -> None:
        self._store = store
        self._fields: dict[str, Callable[[str], Condition]] = {
            "organization": self._of_organization,
            "owner_org": self._of_organization,
            "groups": self._of_group,
            "tags": self._of_tag,
            "name": lambda name: Dataset.slug == name,
            "id": lambda ref: Dataset.uuid == ref.lower(),
            "license_id": lambda code: Dataset.licence == code,
            "res_format": _of_format,
        }
        self._texts: dict[str, Callable[[str], Condition]] = {
            "": self._mentioning,
            "text": self._mentioning,
            "title": lambda text: _each_word(text, partial(in_title, self._store)),
            "notes": lambda text: _each_word(text, self._words.described),
        }

    def of_filter(self, text: str) -> Condition:
        """Of ``fq``: every term names a field."""
        return self._of(_parse(text), self._fields)

    def of_text(self, text: str) -> Condition:
        """Of ``q``: words that may stand anywhere, and terms as in ``fq``."""
        _require_short(text)
        return self._of(read_text(text, {*self._fields, *self._texts, *_DATES}), self._fields | self._texts)

    def _of(self, node: Node, fields: dict[str, Callable[[str], Condition]]) -> Condition:
        match node:
            case Not(part):
                return not_(self._of(part, fields))
            case All(parts):
                return and_(true(), *[self._of(part, fields) for part in parts])
            case Some(parts):
                return or_(false(), *[self._of(part, fields) for part in parts])
            case Range(field, start, end):
                return _between(field, start, end)
            case Term(field, value):
                return _of_term(fields, field, value)

    @cached_property
    def _words(self) -> Wording:
        return Wording(self._store, " ".join(word for pair in KEYWORDS for word in pair))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self._store)

    @cached_property
    def _organizations(self) -> dict[str, str]:
        return {organization_id(commune.slug): commune.slug for commune in self.vocabulary.communes}

    def _mentioning(self, text: str) -> Condition:
        return _each_word(text, self._words.has)

    def _of_organization(self, ref: str) -> Condition:
        return Locality.slug == (self._organizations.get(ref.lower(), "") if _is_uuid(ref) else ref)

    def _of_tag(self, name: str) -> Condition:
        return self.vocabulary.bearing(name)

    def _of_group(self, ref: str) -> Condition:
        codes = {group_id(group.code): group.code for group in self.vocabulary.groups} if _is_uuid(ref) else {}
        return Dataset.group_code == codes.get(ref.lower(), ref)


_DATES: dict[str, Any] = {"metadata_modified": MODIFIED, "metadata_created": ISSUED}


def read_text(text: str, fields: set[str]) -> Node:
    """The tree of ``q``: words as they stand, unless one of them is a term with a field's name that we know."""
    named = re.search(rf"(?:^|[\s(+-])(?:{'|'.join(sorted(filter(None, fields)))}):\S", text)
    if text.strip() in {"", "*", "*:*"}:
        return All()
    try:
        return parse(text) if named or ":" not in text else Term("", text)
    except CannotRead as error:
        if named:
            raise BadQuery(str(error)) from error
    return Term("", text)


def words_of(text: str) -> list[str]:
    """The folded words of a text, each once.

    :raises BadQuery: there are too many.
    """
    words = list(dict.fromkeys(fold(text).split()))
    if len(words) > MOST_WORDS:
        raise BadQuery(_("quá nhiều từ."))
    return words


def _parse(text: str) -> Node:
    _require_short(text)
    try:
        return parse(text)
    except CannotRead as error:
        raise BadQuery(str(error)) from error


def _require_short(text: str) -> None:
    if len(text) > MOST_SIGNS:
        raise BadQuery(_("câu hỏi quá dài."))


def _of_term(fields: dict[str, Callable[[str], Condition]], field: str, value: str) -> Condition:
    if field in _DATES:
        return _between(field, value, value)
    if field not in fields or (field and "*" in value):
        known = ", ".join(sorted(name for name in {*fields, *_DATES} if name))
        raise BadQuery(
            _("không đọc được “%(term)s”; các trường nhận: %(known)s.", term=f"{field}:{value}", known=known)
        )
    return fields[field](value)


def _each_word(text: str, condition: Callable[[str], Condition]) -> Condition:
    return and_(true(), *[condition(word) for word in words_of(text)])


def _of_format(label: str) -> Condition:
    return is_withdrawn() if label.upper() == NOTICE else has_format(formats_of(label))


def _between(field: str, start: str, end: str) -> Condition:
    if field not in _DATES:
        raise BadQuery(_("khoảng chỉ dùng cho %(known)s.", known=", ".join(_DATES)))
    bounds = []
    if start != "*":
        bounds.append(_DATES[field] >= _read_instant(start))
    if end != "*":
        bounds.append(_DATES[field] <= _read_instant(end))
    return and_(true(), *bounds)


def _read_instant(text: str) -> dt.datetime:
    """UTC, as CKAN's are."""
    try:
        if not _INSTANT.fullmatch(text):
            raise ValueError(text)
        return dt.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=dt.UTC)
    except ValueError:
        raise BadQuery(_("“%(text)s” không phải là thời điểm như 2026-08-01T00:00:00Z.", text=text)) from None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return len(text) == len("00000000-0000-8000-8000-000000000000")
