"""Dots on a drawing: apart from each other, not far from where they belong, and honest about it."""

import itertools
import math

import numpy as np
import pytest

from maps.dots import BETWEEN, NOTICED, RADII, set_dots
from maps.shapes import TALLEST, WIDTH


def scattered(count, seed=3, around=(500, 450), spread=None):
    generator = np.random.default_rng(seed)
    if spread:
        return [tuple(spot) for spot in (generator.standard_normal((count, 2)) * spread + around).tolist()]
    return [tuple(spot) for spot in (generator.random((count, 2)) * (900, 800) + 50).tolist()]


def nearest(dots):
    return min(math.dist(one, other) for one, other in itertools.combinations(dots.spots, 2))


@pytest.mark.parametrize(
    "spots",
    [
        [(500.0, 450.0)] * 2,
        [(500.0, 450.0)] * 40,
        scattered(30),
        scattered(60, spread=90),
        scattered(200),
        [(n * 30.0 + 50, 450.0) for n in range(30)],
    ],
    ids=["twins", "all at one spot", "30", "60 in a town", "200", "along a road"],
)
def test_no_dot_lies_over_another_and_none_over_the_edge(spots):
    dots = set_dots(spots, TALLEST)
    assert nearest(dots) >= 2 * dots.radius
    for x, y in dots.spots:
        assert dots.radius < x < WIDTH - dots.radius
        assert dots.radius < y < TALLEST - dots.radius


def test_dots_far_from_each_other_stay_and_are_large_enough_for_a_number():
    spots = [(100.0, 100.0), (500.0, 450.0), (900.0, 800.0)]
    dots = set_dots(spots, TALLEST)
    assert (dots.spots, dots.radius, dots.moved) == (spots, RADII[0], False)


def test_dots_that_are_moved_are_said_to_be():
    spots = [(500.0, 450.0), (510.0, 450.0)]
    dots = set_dots(spots, TALLEST)
    assert dots.moved
    assert max(math.dist(a, b) for a, b in zip(spots, dots.spots, strict=True)) > NOTICED


def test_dots_stay_on_average_within_their_breadth_of_where_they_belong():
    spots = scattered(60, spread=90)
    dots = set_dots(spots, TALLEST)
    ways = [math.dist(a, b) for a, b in zip(spots, dots.spots, strict=True)]
    assert sum(ways) / len(ways) <= 2 * dots.radius
    assert dots.radius > RADII[-1]


def test_dots_keep_their_sides_of_each_other():
    (west, _), (east, _) = set_dots([(500.0, 450.0), (520.0, 450.0)], TALLEST).spots
    assert west < east


def test_equal_points_give_equal_drawings():
    assert set_dots(scattered(60, spread=90), TALLEST) == set_dots(scattered(60, spread=90), TALLEST)


def test_a_thousand_dots_are_small_and_in_the_sheet():
    dots = set_dots(scattered(1000), TALLEST)
    assert dots.radius == RADII[-1]
    assert nearest(dots) >= 2 * dots.radius + BETWEEN / 2


def test_no_dots_are_none():
    assert set_dots([], TALLEST).spots == []
