"""Colours mean the same everywhere, and a place without a value has none of them."""

from fractions import Fraction
from itertools import pairwise

import pytest

from maps.colours import (
    CHANGES,
    PAINTS,
    PATTERNS,
    SHORTFALLS,
    STEPS,
    scale_of_changes,
    scale_of_distances,
    scale_of_values,
)
from portal.domain.observations import WITHOUT_VALUE, Status
from tests.builders import make_indicator

VALUES = scale_of_values(make_indicator(unit="percent"))
SCALES = {unit: scale_of_values(make_indicator(unit=unit)) for unit in ("percent", "index", "count", "count-per-year")}
SCALES |= {"distances": scale_of_distances(), "changes": scale_of_changes()}


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("value", "step"), [(0, 0), (49.9999, 0), (50, 1), (69.9, 1), (70, 2), (80, 3), (89.9999, 3), (90, 4), (100, 4)]
)
def test_a_rate_falls_into_one_of_five_fixed_steps(value, step):
    assert VALUES.paint(Status.NORMAL, Fraction(str(value))) is STEPS[step]


def test_an_indicator_with_limits_of_its_own_has_its_steps_there():
    signatures = scale_of_values(make_indicator(unit="percent", breaks="5,10,20,30"))
    steps = [signatures.paint(Status.NORMAL, Fraction(value)) for value in (4, 5, 12, 20, 31)]
    assert steps == list(STEPS)


@pytest.mark.parametrize(("distance", "name"), [(-30, "short-4"), (-20, "short-3"), (-5, "short-1"), (0, "reached")])
def test_a_distance_from_a_target_is_short_by_steps_or_reached(distance, name):
    assert scale_of_distances().paint(Status.NORMAL, Fraction(distance)).name == name


def test_the_smallest_shortfall_is_not_reached():
    assert scale_of_distances().paint(Status.NORMAL, Fraction(-1, 1000)).name == "short-1"


@pytest.mark.parametrize(
    ("change", "name"), [(-6, "fall-2"), (-2, "fall-1"), (0, "level"), (1, "rise-1"), (5, "rise-2")]
)
def test_a_change_rises_falls_or_stays(change, name):
    assert scale_of_changes().paint(Status.NORMAL, Fraction(change)).name == name


def test_a_provisional_value_is_coloured_like_a_final_one():
    assert VALUES.paint(Status.PROVISIONAL, Fraction(50)) == VALUES.paint(Status.NORMAL, Fraction(50))


@pytest.mark.parametrize("status", sorted(WITHOUT_VALUE))
@pytest.mark.parametrize("scale", sorted(SCALES))
def test_without_a_value_there_is_no_colour_of_the_scale(status, scale):
    assert SCALES[scale].paint(status, None) is PATTERNS[status]
    assert SCALES[scale].paint(status, Fraction(99)) is PATTERNS[status]


def test_zero_and_withheld_and_missing_and_not_applicable_look_unlike():
    zero = VALUES.paint(Status.NORMAL, Fraction(0))
    assert len({zero.fill, *(PATTERNS[status].fill for status in WITHOUT_VALUE)}) == 4


def test_a_value_that_should_be_there_is_missed():
    with pytest.raises(ValueError, match="has a value"):
        VALUES.paint(Status.NORMAL, None)


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_steps_follow_each_other_without_a_gap(scale):
    found = SCALES[scale].spans
    assert len(found) == len(SCALES[scale].steps)
    assert all(one[2] == other[1] for one, other in pairwise(found))


@pytest.mark.parametrize("steps", [STEPS, SHORTFALLS[::-1], CHANGES[2:]])
def test_steps_darken_evenly_enough_to_be_told_apart_in_grey(steps):
    assert all(contrast(one.fill, other.fill) > 1.35 for one, other in pairwise(steps))
    assert [luminance(p.fill) for p in steps] == sorted((luminance(p.fill) for p in steps), reverse=True)


def test_rises_and_falls_are_told_apart_by_lines_where_colours_fail():
    assert all(paint.fill.startswith("url(") for paint in CHANGES[:2])


def test_a_label_can_be_read_on_its_colour():
    assert all(contrast(paint.fill, paint.ink) >= 4.5 for paint in PAINTS if paint.fill.startswith("#"))
