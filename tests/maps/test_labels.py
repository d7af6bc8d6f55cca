"""Words stand inside their village, off a circle, and beside dots only where nothing is in the way."""

import pytest
import shapely

from maps.labels import FIGURE, NAME, choices, place, write_beside, write_inside
from portal.formats.letters import measure

WORDS = choices(["Tổ dân phố 12", "TDP 12"], "84,9")
SQUARE = [[(0, 0), (2500, 0), (2500, 1200), (0, 1200)]]


def scaled(cells):
    """A shape in units, of cells in tenths."""
    return shapely.Polygon([(x / 10, y / 10) for x, y in cells[0]])


def box(label):
    half = measure(label.text, label.size) / 2
    return shapely.box(label.x - half, label.y - label.size * 0.72, label.x + half, label.y + label.size * 0.1)


def texts(found):
    return [label.text for label in found]


def test_there_is_room_for_name_and_figure_in_a_wide_village():
    assert texts(write_inside(SQUARE, WORDS)) == ["Tổ dân phố 12", "84,9"]


@pytest.mark.parametrize(
    ("wide", "high", "expected"),
    [(1100, 800, ["TDP 12", "84,9"]), (1100, 400, ["84,9"]), (400, 1200, []), (1100, 60, [])],
)
def test_the_less_room_the_shorter_the_words(wide, high, expected):
    assert texts(write_inside([[(0, 0), (wide, 0), (wide, high), (0, high)]], WORDS)) == expected


@pytest.mark.parametrize(
    "cells",
    [
        SQUARE,
        [[(0, 0), (3000, 0), (3000, 900), (900, 900), (900, 3000), (0, 3000)]],
        [[(0, 0), (4000, 2500), (0, 2200)]],
        [[(1500, 0), (3000, 1500), (1500, 3000), (0, 1500)]],
    ],
)
def test_words_stand_inside_whatever_the_shape(cells):
    found = write_inside(cells, WORDS)
    assert found
    assert all(scaled(cells).contains(box(label)) for label in found)


def test_words_keep_out_of_a_hole():
    hole = [(400, 300), (400, 900), (2100, 900), (2100, 300)]
    around = shapely.Polygon([(x / 10, y / 10) for x, y in hole])
    assert not any(around.intersects(box(label)) for label in write_inside([*SQUARE, hole], WORDS))


def test_words_keep_off_a_circle():
    found = write_inside(SQUARE, WORDS, keep_off=(125.0, 60.0, 30.0))
    assert found
    assert not any(shapely.Point(125, 60).buffer(30).intersects(box(label)) for label in found)


def test_nothing_is_written_in_nothing():
    assert write_inside([], WORDS) == []
    assert write_inside([[(0, 0), (500, 0), (900, 0)]], WORDS) == []


def test_names_beside_dots_keep_off_dots_and_each_other():
    discs = [(80.0 + 110 * (n % 8), 80.0 + 70 * (n // 8), 16.0) for n in range(40)]
    found = write_beside(discs, [choices([f"TDP {n}"], "84,9") for n in range(40)], 500)
    boxes = [box(label) for labels in found for label in labels]
    assert len(boxes) > 60
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert not any(each.intersects(shapely.Point(x, y).buffer(r)) for each in boxes for x, y, r in discs)


def test_a_dot_without_room_beside_it_has_no_name():
    assert write_beside([(10.0, 10.0, 8.0)], [WORDS], 20.0) == [[]]


def test_lines_stand_over_each_other():
    name, figure = place(WORDS[0], 100, 100)
    assert (name.size, figure.size) == (NAME, FIGURE)
    assert name.y < 100 < figure.y
