"""Finding in the catalogue: conditions on datasets, in SQL, so that a page of a large one costs what a page costs.

A condition may name what every search has beside the dataset: its commune (``Locality``), its group
(``IndicatorGroup``), its newest version (``DatasetVersion``) and the release of that (``Release``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, case, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from portal.db import Condition, Rows
from portal.domain import observations
from portal.domain.datasets import Dataset, DatasetFile, DatasetVersion
from portal.domain.folding import fold
from portal.domain.indicators import Indicator, IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.notices import ILLUSTRATIVE
from portal.domain.observations import Observation
from portal.domain.records import SUBJECTS
from portal.domain.releases import Release, ReleaseKind
from portal.domain.search import select_refs_with_word
from portal.domain.search_index import EntryKind

_NUMBERS = select(DatasetVersion.release_seq).where(DatasetVersion.dataset_slug == Dataset.slug).correlate(Dataset)
_NEWEST = _NUMBERS.order_by(DatasetVersion.release_seq.desc()).limit(1).scalar_subquery()
_OLDEST = _NUMBERS.order_by(DatasetVersion.release_seq).limit(1).scalar_subquery()
_FIRST = aliased(Release)

MODIFIED = Release.released_at
ISSUED = select(_FIRST.released_at).where(_FIRST.seq == _OLDEST).scalar_subquery()


def select_found(columns: Sequence[Any], conditions: Sequence[Condition]) -> Rows:
    """Columns of every catalogued dataset for which all the conditions hold, in no order."""
    newest = and_(DatasetVersion.dataset_slug == Dataset.slug, DatasetVersion.release_seq == _NEWEST)
    return (
        select(*columns)
        .select_from(Dataset)
        .join(Locality, Dataset.commune_id == Locality.id)
        .join(IndicatorGroup, Dataset.group_code == IndicatorGroup.code)
        .join(DatasetVersion, newest)
        .join(Release, DatasetVersion.release_seq == Release.seq)
        .where(*conditions)
    )


def count_found(session: Session, conditions: Sequence[Condition]) -> int:
    return session.scalar(select_found([func.count()], conditions)) or 0


def list_found(
    session: Session, conditions: Sequence[Condition], *, by: Sequence[Any], limit: int | None = None, offset: int = 0
) -> list[str]:
    """Slugs of the datasets found, in the order of the columns ``by``."""
    query = select_found([Dataset.slug], conditions).order_by(*by).limit(limit).offset(offset)
    return list(session.scalars(query))


def count_by(session: Session, column: Any, conditions: Sequence[Condition]) -> dict[Any, int]:
    """How many of the datasets found have each value of a column."""
    query = select_found([column, func.count()], conditions).group_by(column)
    return {row[0]: row[1] for row in session.execute(query)}


def count_file_formats(session: Session, conditions: Sequence[Condition], names: Mapping[str, str]) -> dict[str, int]:
    """How many of the datasets found have a file of each format in their newest version; those taken back have none.

    :param names: what formats are called; a dataset counts once for all its formats of one name.
    """
    called = case(dict(names), value=DatasetFile.format, else_=func.upper(DatasetFile.format)).label("called")
    newest = select_found([DatasetVersion.id], [*conditions, not_(is_withdrawn())])
    query = select(called, func.count(DatasetFile.version_id.distinct()))
    found = session.execute(query.where(DatasetFile.version_id.in_(newest)).group_by(called))
    return {row[0]: row[1] for row in found}


def list_publishing(session: Session, *, refs: Sequence[str] | None = None) -> list[tuple[Locality, int]]:
    """The communes that have datasets in the catalogue, by slug, each with how many; of these slugs, or all."""
    counts = count_by(session, Dataset.commune_id, [] if refs is None else [Locality.slug.in_(refs)])
    communes = select(Locality).where(Locality.id.in_(counts)).order_by(Locality.slug)
    return [(commune, counts[commune.id]) for commune in session.scalars(communes)]


def list_subjects(session: Session) -> list[tuple[IndicatorGroup, int]]:
    """The groups that have datasets in the catalogue, in their order, each with how many."""
    counts = count_by(session, Dataset.group_code, [])
    groups = session.scalars(select(IndicatorGroup).order_by(IndicatorGroup.position))
    return [(group, counts[group.code]) for group in groups if group.code in counts]


def list_measured(session: Session) -> list[Indicator]:
    """The indicators that any dataset has a figure of now, in their order."""
    figure = exists().where(Observation.indicator_code == Indicator.code, *observations.alive())
    return list(session.scalars(select(Indicator).where(figure).order_by(Indicator.position)))


def count_measuring(session: Session, conditions: Sequence[Condition]) -> dict[str, int]:
    """How many of the datasets found have a row of each indicator, by its code."""
    query = select_found([Indicator.code, func.count()], [*conditions, measures(Indicator)])
    joined = query.join(Indicator, Indicator.group_code == Dataset.group_code).group_by(Indicator.code)
    return {row[0]: row[1] for row in session.execute(joined)}


def measures(indicator: Indicator | type[Indicator]) -> Condition:
    """Datasets that have a row of an indicator, or of that of the query: of the commune, or of one of its villages."""
    village = aliased(Locality)
    villages = select(village.id).where(village.parent_id == Dataset.commune_id).correlate(Dataset)
    live = [Observation.indicator_code == indicator.code, *observations.alive()]
    own = exists().where(Observation.locality_id == Dataset.commune_id, *live)
    of_villages = exists().where(Observation.locality_id.in_(villages), *live)
    return and_(Dataset.group_code == indicator.group_code, or_(own, of_villages))


def has_format(formats: Sequence[str]) -> Condition:
    """Datasets whose newest version has a file of one of these formats."""
    file = exists().where(DatasetFile.version_id == DatasetVersion.id, DatasetFile.format.in_(formats))
    return and_(not_(is_withdrawn()), file)


def is_withdrawn() -> Condition:
    """Datasets from which everything was taken back; as ``catalogue.Entry.is_withdrawn`` says."""
    shown = exists().where(
        Observation.dataset_slug == Dataset.slug, Observation.value.is_not(None), *observations.alive()
    )
    nothing = or_(DatasetVersion.rows == 0, and_(Dataset.group_code.not_in(list(SUBJECTS)), not_(shown)))
    return and_(Release.kind == ReleaseKind.RETRACTION, nothing)


class Wording:
    """What words a search may use: those of titles and places from the search index, those of subjects from here.

    :param common: folded words that every dataset is found by.
    """

    def __init__(self, session: Session, common: str) -> None:
        self._session = session
        self._common = set(fold(common).split())
        self._made_up = set(fold(" ".join(ILLUSTRATIVE)).split())
        self._groups = {g.code: _words_of_group(g) for g in session.scalars(select(IndicatorGroup))}
        measured = list_measured(session)
        self._indicators = [(i, set(fold(f"{i.short} {i.short_en}").split())) for i in measured]

    def has(self, word: str) -> Condition:
        """Datasets with a folded word in their title, place, name, description or keywords."""
        if word in self._common:
            return true()
        return or_(
            in_title(self._session, word),
            self.described(word),
            *[measures(indicator) for indicator, words in self._indicators if word in words],
        )

    def described(self, word: str) -> Condition:
        """Datasets with a folded word in their description."""
        groups = [code for code, words in self._groups.items() if word in words]
        return or_(Dataset.group_code.in_(groups), Dataset.illustrative if word in self._made_up else false())


def in_title(session: Session, word: str) -> Condition:
    """Datasets with a folded word in their title or the name of their place, in either language."""
    return Dataset.slug.in_(select_refs_with_word(session, word, EntryKind.DATASET))


def _words_of_group(group: IndicatorGroup) -> set[str]:
    return set(fold(f"{group.code} {group.title} {group.title_en} {group.description} {group.description_en}").split())
