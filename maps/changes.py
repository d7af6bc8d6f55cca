"""What a change is reckoned from: an earlier period as long as the one shown, or why there is none."""

import enum
from collections.abc import Sequence

from portal.domain.periods import parse_period


class Obstacle(enum.StrEnum):
    """Why no change is reckoned at all, whatever was published."""

    NO_EARLIER = "no-earlier"
    UNLIKE = "unlike"  # the two periods are not of one length
    NOT_EARLIER = "not-earlier"  # the period to compare with does not end before the one shown


def are_alike(one: str, other: str) -> bool:
    """Whether two periods are of one length, such as two months: only then a change is reckoned."""
    return parse_period(one).months == parse_period(other).months


def find_obstacle(earlier: str | None, later: str | None) -> Obstacle | None:
    """Why no change can be reckoned from one period to the other; None where one can."""
    if earlier is None or later is None:
        return Obstacle.NO_EARLIER
    if not are_alike(earlier, later):
        return Obstacle.UNLIKE
    return None if parse_period(earlier).end < parse_period(later).end else Obstacle.NOT_EARLIER


def choose_earlier(period: str, periods: Sequence[str]) -> str | None:
    """The period that a change is reckoned from unless asked otherwise: a year before, else the oldest of its kind.

    :param periods: that there are figures of, the newest first.
    """
    now = parse_period(period)
    alike = [p for p in map(parse_period, periods) if p.months == now.months and p.end < now.end]
    year_before = [p for p in alike if (p.end.year, p.end.month) == (now.end.year - 1, now.end.month)]
    return next((p.text for p in [*year_before, *alike[-1:]]), None)
