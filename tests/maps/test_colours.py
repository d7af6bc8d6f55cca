"""Colours mean the same everywhere, are told apart by everyone, and a place without a value has none of them."""

import math
import re
from fractions import Fraction
from itertools import combinations, pairwise

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
from portal.settings import ROOT
from tests.builders import make_indicator

VALUES = scale_of_values(make_indicator(unit="percent"))
CHANGES_SCALE = scale_of_changes(make_indicator(unit="percent"))
SCALES = {unit: scale_of_values(make_indicator(unit=unit)) for unit in ("percent", "index", "count", "count-per-year")}
SCALES |= {"distances": scale_of_distances(), "changes": CHANGES_SCALE}


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
    ("change", "name"),
    [(-6, "fall-2"), (-2, "fall-1"), (0, "level"), (1, "rise-1"), (7, "rise-2"), (10, "rise-3"), (28, "rise-4")],
)
def test_a_change_rises_falls_or_stays(change, name):
    assert CHANGES_SCALE.paint(Status.NORMAL, Fraction(change)).name == name


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


SIGHTS = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "grey print": ((0.2126, 0.7152, 0.0722),) * 3,
}
"""What becomes of linear red, green and blue: Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model
for Simulation of Color Vision Deficiency", table 1 at severity 1.0; on grey paper, the luminance of BT.709."""
APART = 10  # in CIEDE2000, of which 1 is just seen when two colours touch
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def seen(colour, sight):
    """A colour in CIE Lab, as it is seen."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    left = [min(1, max(0, value)) for value in times(SIGHTS[sight], linear)]
    x, y, z = (lightness(part / white) for part, white in zip(times(TO_XYZ, left), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def times(matrix, vector):
    return [sum(weight * value for weight, value in zip(row, vector, strict=True)) for row in matrix]


def lightness(part):
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def difference(one, other):
    """CIEDE2000, as of Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    (c1, h1), (c2, h2) = polar(a1 * stretch, b1), polar(a2 * stretch, b2)
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.2 * cos(4 * hue - 63)
    by_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    bend = math.radians(60 * math.exp(-(((hue % 360 - 275) / 25) ** 2)))
    blues = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(bend)
    return math.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + blues * by_chroma * by_hue)


def polar(a, b):
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def cos(degrees):
    return math.cos(math.radians(degrees))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_reckoned_as_the_standard_s_examples(one, other, expected):
    assert difference(one, other) == pytest.approx(expected, abs=0.0001)


def patterns():
    """The colours of each pattern, the ground first."""
    text = (ROOT / "maps" / "templates" / "maps" / "patterns.svg").read_text(encoding="utf-8")
    found = re.findall(r'<pattern id="([^"]*)"(.*?)</pattern>', text)
    return {f"url(#{name})": re.findall(r"#[0-9a-f]{6}", body) for name, body in found}


def ground(paint):
    return patterns()[paint.fill][0] if paint.fill.startswith("url(") else paint.fill


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("steps", [STEPS, SHORTFALLS], ids=["values", "shortfalls"])
def test_any_two_steps_are_told_apart_by_everyone_and_on_grey_paper(steps, sight):
    for one, other in combinations(steps, 2):
        assert difference(seen(one.fill, sight), seen(other.fill, sight)) >= APART, (one, other)


@pytest.mark.parametrize("sight", [sight for sight in SIGHTS if sight != "grey print"])
def test_any_two_changes_are_told_apart_by_their_grounds_alone(sight):
    for one, other in combinations(CHANGES, 2):
        assert difference(seen(ground(one), sight), seen(ground(other), sight)) >= APART, (one, other)


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_lines_of_a_pattern_stand_out_from_its_ground(sight):
    for fill, (light, *darker) in patterns().items():
        assert all(difference(seen(light, sight), seen(dark, sight)) >= 2 * APART for dark in darker), fill


def test_on_grey_paper_what_is_no_step_of_a_scale_or_a_fall_is_known_by_a_pattern_of_its_own():
    marked = [paint for paint in PAINTS if paint.fill.startswith("url(")]
    assert [paint.name for paint in marked] == [
        "fall-2",
        "fall-1",
        "not-compared",
        "withheld",
        "missing",
        "not-applicable",
    ]
    assert len({paint.fill for paint in marked}) == len(marked)
    assert {paint.fill for paint in marked} == set(patterns())


def test_rises_and_falls_are_told_apart_by_lines_where_colours_fail():
    assert all(paint.fill.startswith("url(") for paint in CHANGES[:2])


def test_a_label_can_be_read_on_its_colour():
    assert all(contrast(paint.fill, paint.ink) >= 4.5 for paint in PAINTS if paint.fill.startswith("#"))
