"""Colours mean the same everywhere, and a place without a value has none of them."""

from fractions import Fraction
from itertools import pairwise

import pytest

from maps.colours import LIMITS, PAINTS, PATTERNS, STEPS, paint_of, spans
from portal.domain.observations import WITHOUT_VALUE, Status


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
    assert paint_of(Status.NORMAL, Fraction(str(value)), "percent") is STEPS[step]


def test_a_provisional_value_is_coloured_like_a_final_one():
    assert paint_of(Status.PROVISIONAL, Fraction(50), "percent") == paint_of(Status.NORMAL, Fraction(50), "percent")


@pytest.mark.parametrize("status", sorted(WITHOUT_VALUE))
@pytest.mark.parametrize("unit", sorted(LIMITS))
def test_without_a_value_there_is_no_colour_of_the_scale(status, unit):
    assert paint_of(status, None, unit) is PATTERNS[status]
    assert paint_of(status, Fraction(99), unit) is PATTERNS[status]


def test_zero_and_withheld_and_missing_and_not_applicable_look_unlike():
    zero = paint_of(Status.NORMAL, Fraction(0), "percent")
    assert len({zero.fill, *(PATTERNS[status].fill for status in WITHOUT_VALUE)}) == 4


def test_a_value_that_should_be_there_is_missed():
    with pytest.raises(ValueError, match="has a value"):
        paint_of(Status.NORMAL, None, "percent")


@pytest.mark.parametrize("unit", sorted(LIMITS))
def test_steps_follow_each_other_without_a_gap(unit):
    found = spans(unit)
    assert len(found) == len(STEPS)
    assert all(one[1] == other[0] for one, other in pairwise(found))


def test_steps_darken_evenly_enough_to_be_told_apart_in_grey():
    assert all(contrast(one.fill, other.fill) > 1.35 for one, other in pairwise(STEPS))
    assert [luminance(p.fill) for p in STEPS] == sorted((luminance(p.fill) for p in STEPS), reverse=True)


def test_a_label_can_be_read_on_its_colour():
    assert all(contrast(paint.fill, paint.ink) >= 4.5 for paint in PAINTS if paint.fill.startswith("#"))
