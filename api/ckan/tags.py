"""Tags: the keywords of the catalogue, in both languages, in the letters that CKAN lets a tag have."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import or_, true
from sqlalchemy.orm import Session

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from portal.db import Condition
from portal.domain.catalogue import KEYWORDS, Entry
from portal.domain.catalogue_search import (
    count_by,
    count_measuring,
    list_measured,
    list_publishing,
    list_subjects,
    measures,
)
from portal.domain.datasets import Dataset
from portal.domain.folding import fold
from portal.domain.identifiers import identify
from portal.domain.indicators import Indicator, IndicatorGroup
from portal.domain.localities import Locality
from portal.web import session

SHORTEST, LONGEST = 2, 100
_SIGNS = frozenset(" -_.")


def tag_name(text: str) -> str:
    """A keyword as CKAN takes it; empty where too little of it is left."""
    composed = unicodedata.normalize("NFC", text)
    allowed = "".join(sign if sign.isalnum() or sign in _SIGNS else " " for sign in composed)
    name = " ".join(allowed.split())[:LONGEST].strip()
    return name if len(name) >= SHORTEST else ""


def tags_of(entry: Entry) -> list[dict[str, Any]]:
    names = _names([word for pair in entry.keywords for word in pair])
    return [tag_object(name) for name in sorted(names, key=str.casefold)]


def tag_object(name: str) -> dict[str, Any]:
    return {
        "id": identify("keyword", name),
        "name": name,
        "display_name": name,
        "state": "active",
        "vocabulary_id": None,
    }


@action
def tag_list(arguments: Arguments) -> list[Any]:
    """The names of all tags, sorted. query: only those that have this text. all_fields: as objects."""
    wanted = fold(arguments.text("query") or arguments.text("q"))
    names = sorted((name for name in _all_names() if wanted in fold(name)), key=str.casefold)
    return [tag_object(name) for name in names] if arguments.flag("all_fields", False) else names


class Vocabulary:
    """The communes, subjects and indicators that tags are made of; each asked for once, however many ask."""

    def __init__(self, store: Session) -> None:
        self._store = store

    @cached_property
    def communes(self) -> list[Locality]:
        return [commune for commune, _count in list_publishing(self._store)]

    @cached_property
    def groups(self) -> list[IndicatorGroup]:
        return [group for group, _count in list_subjects(self._store)]

    @cached_property
    def measured(self) -> list[Indicator]:
        return list_measured(self._store)

    def bearing(self, name: str) -> Condition:
        """The datasets that bear a tag."""
        name = unicodedata.normalize("NFC", name)
        if name in _common():
            return true()
        communes = [commune.id for commune in self.communes if name in _both(commune.name, commune.name_en)]
        groups = [group.code for group in self.groups if name in _both(group.title, group.title_en)]
        measured = [measures(i) for i in self.measured if name in _both(i.short, i.short_en)]
        return or_(Dataset.commune_id.in_(communes), Dataset.group_code.in_(groups), *measured)


def count_tags(store: Session, words: Vocabulary, conditions: Sequence[Condition], total: int) -> Counter[str]:
    """How many of the datasets found, ``total`` in all, bear each tag."""
    counts: Counter[str] = Counter()
    common = _common()
    for names, count in _counted(store, words, conditions):
        counts.update(dict.fromkeys(names - common, count))
    return counts + Counter(dict.fromkeys(common, total))


def _counted(store: Session, words: Vocabulary, conditions: Sequence[Condition]) -> Iterator[tuple[set[str], int]]:
    of_commune = count_by(store, Dataset.commune_id, conditions)
    for commune in words.communes:
        yield _both(commune.name, commune.name_en), of_commune.get(commune.id, 0)
    of_group = count_by(store, Dataset.group_code, conditions)
    for group in words.groups:
        yield _both(group.title, group.title_en), of_group.get(group.code, 0)
    measuring = count_measuring(store, conditions)
    for indicator in words.measured:
        yield _both(indicator.short, indicator.short_en), measuring.get(indicator.code, 0)


def _all_names() -> set[str]:
    words = Vocabulary(session())
    places = [word for commune in words.communes for word in (commune.name, commune.name_en)]
    subjects = [word for group in words.groups for word in (group.title, group.title_en)]
    measured = [word for i in words.measured for word in (i.short, i.short_en)]
    return (_common() if places else set()) | _names([*places, *subjects, *measured])


def _common() -> set[str]:
    return _names([word for pair in KEYWORDS for word in pair])


def _both(*texts: str) -> set[str]:
    return _names(texts)


def _names(texts: Sequence[str]) -> set[str]:
    return {name for text in texts if (name := tag_name(text))}
