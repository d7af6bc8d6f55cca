"""Hostile files of outlines are refused for what they are, before any geometry is made where that can be."""

import time
from dataclasses import replace

import pytest

from portal.publishing.boundaries import collection
from portal.publishing.boundaries.collection import read_outlines
from portal.publishing.boundaries.files import read_layer
from portal.publishing.boundaries.systems import wgs84
from portal.publishing.problems import Refused
from tests.publishing import hostile


def found(case, folder):
    path = folder / case.file
    path.write_bytes(case.make())
    return hostile.problems_of(path)


@pytest.mark.parametrize("name", hostile.OUTLINES)
def test_a_hostile_file_of_outlines_is_refused_for_what_it_is(name, tmp_path):
    case = hostile.OUTLINES[name]
    problem = found(case, tmp_path)[0]
    assert problem.code == case.code
    assert problem.where.startswith(case.file)
    assert all(len(text) < 400 for text in (problem.where, problem.message, problem.message_en))


def test_every_outline_with_too_many_points_is_named(tmp_path):
    heavy = hostile.polygon(hostile.ring(20_000))
    case = hostile.Case("", hostile.G, lambda: hostile.outlines(heavy, hostile.polygon(hostile.ring(9)), heavy))
    told = [(problem.code, problem.where) for problem in found(case, tmp_path)]
    assert told == [("too-many-points-of-one", f"{hostile.G}, đối tượng (feature) {number}") for number in (1, 3)]


class Slow(list):
    """Features that a busy machine takes its time to get to."""

    def __iter__(self):
        for feature in super().__iter__():
            time.sleep(0.4)
            yield feature


def test_only_the_processor_s_time_is_limited(tmp_path, monkeypatch):
    path = tmp_path / hostile.G
    path.write_bytes(hostile.outlines(hostile.polygon(hostile.ring(9))))
    layer = read_layer(path)
    monkeypatch.setattr(collection, "MOST_SECONDS", 0.3)
    assert len(read_outlines(replace(layer, features=Slow(layer.features)), wgs84())[0]) == 1
    monkeypatch.setattr(collection, "MOST_SECONDS", -1)
    with pytest.raises(Refused) as caught:
        read_outlines(layer, wgs84())
    assert [problem.code for problem in caught.value.problems] == ["too-slow"]


def test_outlines_at_the_limits_are_read(tmp_path):
    case = hostile.Case("", hostile.G, lambda: hostile.outlines(*[hostile.polygon(hostile.ring(9_999))] * 20))
    assert found(case, tmp_path) == []
