"""The dictionary against the files it is about."""

import datetime as dt
from collections import defaultdict

import pytest
from sqlalchemy import select

from portal.domain.datasets import Dataset, list_datasets
from portal.domain.dictionary import RECORDS, STATUSES, UNITS, Type, dictionary_of, unit_of
from portal.domain.indicators import list_indicators
from portal.domain.money import Source
from portal.domain.observations import Observation, Status
from portal.domain.records import SUBJECTS
from portal.publishing.release import dataset_rows

PYTHON = {Type.TEXT: str, Type.INTEGER: int, Type.NUMBER: float, Type.BOOLEAN: bool, Type.DATE: dt.date}
GROUPS = ["digital-society", *RECORDS]


@pytest.fixture
def session(demo):
    with demo.public.session() as session:
        yield session


def rows_of(session, group: str):
    dataset = session.scalars(select(Dataset).where(Dataset.slug == f"dak-cam-{group}")).one()
    return dataset_rows(session, dataset, dataset.latest.release_seq)


@pytest.mark.parametrize("group", GROUPS)
def test_it_has_the_columns_of_the_file_in_their_order(session, group):
    fields, rows = rows_of(session, group)
    assert dictionary_of(group).names == tuple(fields)
    assert rows


@pytest.mark.parametrize("group", GROUPS)
def test_every_cell_is_of_its_column_s_type_and_one_of_its_words(session, group):
    columns = dictionary_of(group).columns
    for row in rows_of(session, group)[1]:
        for column, cell in zip(columns, row, strict=True):
            assert cell is not None or not column.required, (column.name, row)
            assert cell is None or type(cell) is PYTHON[column.type], (column.name, row)
            assert cell is None or not column.words or cell in {word.code for word in column.words}


def test_no_two_rows_of_any_dataset_have_the_same_key(session):
    for dataset in list_datasets(session):
        fields, rows = dataset_rows(session, dataset, dataset.latest.release_seq)
        at = [list(fields).index(name) for name in dictionary_of(dataset.group_code).key]
        keys = [tuple(row[i] for i in at) for row in rows]
        assert len(set(keys)) == len(keys), dataset.slug


def test_what_it_says_of_numerators_and_denominators_is_so_of_every_row(session):
    """Neither numerator nor value where none is shown; a denominator beside a withheld value, and 0 for nothing."""
    columns = {column.name: column for column in dictionary_of("digital-society").columns}
    assert "beside a withheld value" in columns["denominator"].meaning_en
    assert "nếu không làm lộ gì" in columns["denominator"].meaning
    held = defaultdict(set)
    for row in session.scalars(select(Observation)):
        held[row.status].add((row.numerator is None, row.value is None, row.denominator is None))
        assert row.status != Status.NOT_APPLICABLE or row.denominator in {None, 0}
    assert held[Status.MISSING] == {(True, True, True)}
    assert held[Status.WITHHELD] == {(True, True, False), (True, True, True)}
    for status in (Status.NORMAL, Status.PROVISIONAL, Status.ESTIMATED):
        assert not any(value for _, value, _ in held[status])


def test_every_kind_of_record_has_one_and_every_code_its_word():
    assert RECORDS.keys() == SUBJECTS.keys()
    assert [word.code for word in STATUSES] == [*Status]
    (source,) = (column for column in RECORDS["budget"].columns if column.name == "source")
    assert [word.code for word in source.words] == [*Source]


@pytest.mark.parametrize("group", GROUPS)
def test_everything_is_said_in_both_languages(group):
    said = dictionary_of(group)
    things = [*said.columns, *(word for column in said.columns for word in column.words)]
    assert said.row
    assert said.row_en
    for thing in things:
        assert thing.meaning != thing.meaning_en
        assert thing.meaning
        assert thing.meaning_en


def test_every_indicator_s_unit_has_a_name(session):
    assert {indicator.unit for indicator in list_indicators(session)} <= UNITS.keys()
    assert unit_of("VND") == ("đồng", "Vietnamese đồng")
