"""The ways in which a withheld count has come back elsewhere: each must be closed by what is withheld with it."""

import pytest

from portal.domain.periods import parse_period as parse
from portal.publishing.guard import Count, Level, PublishedTable, Unprotectable, protect

from .worlds import ALL, SECRET, Oracle, World

MANY = {f"v{number:02}": (40 + 3 * number, 90 + 4 * number) for number in range(1, 12)}
"""Villages that nothing needs to be withheld of."""


def _with(**few: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return {**MANY, **few}


def test_nothing_is_withheld_where_every_count_and_its_complement_are_large() -> None:
    world = World()
    world.release({("vneid", "2026-01"): MANY})
    assert world.last is not None
    assert world.last.levels == {}
    assert world.last.solved == 0


def test_a_small_count_is_never_withheld_alone_because_the_total_gives_it_back() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(small=(3, 60))})
    hidden = world.hidden("phones", "2026-01")
    assert "small" in hidden
    assert len(hidden) == 3  # two more: either of their heads could subtract if there were one
    assert world.oracle().too_narrow() == []


def test_the_denominator_of_a_withheld_count_may_stay() -> None:
    world = World()
    protection = world.release({("phones", "2026-01"): _with(small=(3, 60))})
    assert set(protection.levels.values()) == {Level.NUMERATOR}


def test_a_small_rest_is_as_sensitive_as_a_small_count() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(rest=(58, 60))})
    assert "rest" in world.hidden("phones", "2026-01")


@pytest.mark.parametrize("count", [0, 60])
def test_none_and_all_are_withheld_like_a_few(count: int) -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(village=(count, 60))})
    assert "village" in world.hidden("phones", "2026-01")
    assert world.oracle().too_narrow() == []


def test_counts_of_an_indicator_that_is_not_about_people_are_shown() -> None:
    world = World()
    protection = world.release({("coverage", "2026-01"): _with(small=(3, 60), none=(0, 50))})
    assert protection.levels == {}


def test_a_hamlet_with_too_few_households_hides_their_number_in_every_indicator_that_has_it() -> None:
    world = World()
    protection = world.release(
        {("phones", "2026-01"): _with(hamlet=(2, 3)), ("coverage", "2026-01"): _with(hamlet=(3, 3))}
    )
    assert protection.level("phones", "2026-01", "hamlet") is Level.EVERYTHING
    assert protection.level("coverage", "2026-01", "hamlet") is Level.EVERYTHING
    partners = {village for village, level in _levels(protection, "phones").items() if level is Level.EVERYTHING}
    assert len(partners) >= 2
    assert partners == {village for village, level in _levels(protection, "coverage").items() if level}
    assert world.oracle().too_narrow() == []


def _levels(protection: object, code: str) -> dict[str, Level]:
    return {village: level for (each, _, village), level in protection.levels.items() if each == code}  # type: ignore[attr-defined]


def test_a_denominator_hidden_in_one_release_stays_hidden_in_the_next_of_another_indicator() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(hamlet=(2, 3))})
    protection = world.release({("coverage", "2026-01"): _with(hamlet=(3, 3))})
    assert protection.level("coverage", "2026-01", "hamlet") is Level.EVERYTHING


def test_a_partner_is_not_shown_again_next_month() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(small=(3, 60))})
    partners = world.hidden("phones", "2026-01")
    world.release({("phones", "2026-02"): _with(small=(20, 60))})
    assert world.hidden("phones", "2026-02") == partners


def test_a_new_year_begins_with_the_villages_of_its_own() -> None:
    world = World()
    world.release({("phones", "2026-12"): _with(small=(3, 60))})
    world.release({("phones", "2027-01"): _with(small=(20, 60))})
    assert world.hidden("phones", "2027-01") == set()


def test_a_count_that_only_grows_is_not_squeezed_between_the_months_around_it() -> None:
    world = World()
    world.release({("vneid", "2026-11"): _with(small=(10, 60))})
    world.release({("vneid", "2026-12"): _with(small=(57, 60))})
    grown = {village: (count + 1, whole) for village, (count, whole) in MANY.items()}
    world.release({("vneid", "2027-01"): {**grown, "small": (58, 60)}})
    assert world.oracle().too_narrow() == []


def test_the_same_count_under_the_name_of_the_quarter_is_withheld_too() -> None:
    world = World()
    world.release({("phones", "2026-03"): _with(small=(3, 60))})
    world.release({("phones", "2026-Q1"): _with(small=(3, 60))})
    assert world.hidden("phones", "2026-Q1") == world.hidden("phones", "2026-03")


def test_a_correction_whose_first_version_stays_public_does_not_give_the_new_count() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(village=(30, 60))})
    protection = world.release({("phones", "2026-01"): _with(village=(3, 60))})
    assert protection.level("phones", "2026-01", "village") is Level.NUMERATOR
    assert protection.totals_withheld == {("phones", "2026-01")}  # all others are known: old total less new total
    assert world.oracle().too_narrow() == []


def test_a_village_that_is_taken_out_of_a_table_does_not_leave_its_count_as_a_difference() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(small=(3, 60))})
    protection = world.release({("phones", "2026-01"): MANY})
    assert protection.totals_withheld == {("phones", "2026-01")}
    assert world.oracle().too_narrow() == []


def test_two_villages_that_became_one_do_not_give_away_the_smaller() -> None:
    world = World()
    apart = _with(small=(3, 60), large=(100, 160))
    world.release({("phones", "2026-01"): apart})
    world.release({("phones", "2026-01"): _with(merged=(103, 220))})
    assert world.oracle().too_narrow() == []


def test_a_count_that_was_public_is_not_withheld_again_and_is_no_partner() -> None:
    shown = {village: (Count(*pair), Level.SHOWN) for village, pair in _with(small=(3, 60)).items()}
    history = [PublishedTable("phones", parse("2026-01"), shown)]  # before there was any protection
    counts = {village: Count(*pair) for village, pair in _with(small=(3, 60), other=(2, 50)).items()}
    protection = protect(ALL, history, {("phones", "2026-01"): counts}, threshold=5, secret=SECRET)
    assert set(_levels(protection, "phones")) == {"other"}


def test_what_is_unchanged_is_released_again_as_it_was() -> None:
    world = World()
    first = world.release({("phones", "2026-01"): _with(small=(3, 60))})
    again = world.release({("phones", "2026-01"): _with(small=(3, 60))})
    assert again.levels == first.levels
    assert again.solved == 0


def test_a_quarter_does_not_come_back_from_its_year() -> None:
    world = World()
    for quarter in range(1, 5):
        few = (2, 30) if quarter == 2 else (15, 30)
        world.release({("dossiers", f"2026-Q{quarter}"): _with(village=few)})
    year = {village: (4 * count, 4 * whole) for village, (count, whole) in MANY.items()}
    world.release({("dossiers", "2026"): {**year, "village": (47, 120)}})
    assert "village" in world.hidden("dossiers", "2026")
    assert world.hidden("dossiers", "2026") == world.hidden("dossiers", "2026-Q2")
    assert world.oracle().too_narrow() == []


def test_the_last_quarter_and_the_year_can_come_out_together() -> None:
    world = World()
    world.release({("dossiers", "2026-Q3"): _with(village=(15, 30))})
    year = {village: (2 * count, 2 * whole) for village, (count, whole) in MANY.items()}
    world.release(
        {("dossiers", "2026-Q4"): _with(village=(2, 30)), ("dossiers", "2026"): {**year, "village": (17, 60)}}
    )
    assert len(world.hidden("dossiers", "2026-Q4")) == 3
    assert world.hidden("dossiers", "2026") == world.hidden("dossiers", "2026-Q4")
    assert world.oracle().too_narrow() == []


def test_a_village_missing_from_the_year_does_not_come_back_as_quarters_less_year() -> None:
    world = World()
    world.release({("dossiers", "2026-Q1"): _with(village=(2, 30))})
    world.release({("dossiers", "2026-Q2"): MANY})
    half = {village: (2 * count, 2 * whole) for village, (count, whole) in MANY.items()}
    protection = world.release({("dossiers", "2026-H1"): half})
    assert protection.totals_withheld == {("dossiers", "2026-H1")}
    assert world.oracle().too_narrow() == []


def test_the_head_of_a_village_cannot_reckon_another_one_with_their_own_figures() -> None:
    world = World()
    world.release({("phones", "2026-01"): _with(small=(3, 60), few=(1, 44))})
    hidden = world.hidden("phones", "2026-01")
    oracle = world.oracle()
    (small,) = (name for name in oracle.unknown if name[3] == "small")
    assert all(len(oracle.values(small, insider)) >= 5 for insider in hidden - {"small"})


def test_a_commune_of_two_villages_does_not_show_its_own_figure_either() -> None:
    world = World()
    protection = world.release({("phones", "2026-01"): {"one": (3, 60), "two": (50, 70)}})
    assert world.hidden("phones", "2026-01") == {"one", "two"}
    assert protection.totals_withheld == {("phones", "2026-01")}


def test_a_commune_where_nobody_has_one_yet_shows_no_village_and_no_sum() -> None:
    world = World()
    protection = world.release({("vneid", "2026-01"): {village: (0, whole) for village, (_, whole) in MANY.items()}})
    assert world.hidden("vneid", "2026-01") == set(MANY)
    assert protection.totals_withheld == {("vneid", "2026-01")}


def test_partners_come_from_the_smallest_class_of_public_size_and_then_by_lot() -> None:
    counts = {**{f"big{n}": Count(300, 600) for n in range(5)}, **{f"mid{n}": Count(60, 120) for n in range(5)}}
    new = {("phones", "2026-01"): {**counts, "small": Count(3, 60)}}
    chosen = [
        set(_levels(protect(ALL, [], new, threshold=5, secret=secret), "phones")) for secret in (b"1", b"2", b"3")
    ]
    assert all(village.startswith("mid") for each in chosen for village in each - {"small"})
    assert len({frozenset(each) for each in chosen}) > 1
    sizes = {village: 1 if village.startswith("big") else 900 for village in counts}
    by_size = protect(ALL, [], new, threshold=5, secret=SECRET, sizes=sizes)
    assert all(village.startswith("big") for village in set(_levels(by_size, "phones")) - {"small"})


def test_a_cell_squeezed_by_what_is_public_already_cannot_be_published() -> None:
    world = World()
    world.release({("vneid", "2026-01"): _with(village=(55, 60))})
    world.release({("vneid", "2026-03"): {**{v: (n + 9, d) for v, (n, d) in MANY.items()}, "village": (55, 64)}})
    with pytest.raises(Unprotectable) as raised:
        world.release({("vneid", "2026-02"): {**{v: (n + 4, d) for v, (n, d) in MANY.items()}, "village": (55, 58)}})
    assert ("vneid", "2026-02", "village") in raised.value.cells


def test_what_an_unprotected_past_gave_away_does_not_stop_the_present() -> None:
    alone = {village: (Count(*pair), Level.SHOWN) for village, pair in MANY.items()}
    history = [PublishedTable("phones", parse("2026-01"), {**alone, "small": (Count(3, 60), Level.NUMERATOR)})]
    counts = {village: Count(*pair) for village, pair in _with(small=(4, 60)).items()}
    protection = protect(ALL, history, {("phones", "2026-02"): counts}, threshold=5, secret=SECRET)
    assert len(_levels(protection, "phones")) == 3


def test_the_oracle_of_these_tests_finds_a_count_that_is_withheld_alone() -> None:
    cells = {village: (Count(*pair), Level.SHOWN) for village, pair in MANY.items()}
    table = PublishedTable("phones", parse("2026-01"), {**cells, "small": (Count(3, 60), Level.NUMERATOR)})
    ((name, insider, values),) = Oracle([table], 5).too_narrow()
    assert (name[3], insider, values) == ("small", None, {3})


def test_a_quarter_is_not_bounded_by_a_year_of_which_another_quarter_was_not_reported() -> None:
    world = World()
    for quarter in (1, 2, 3):
        few = (2, 30) if quarter == 2 else (15, 30)
        world.release({("dossiers", f"2026-Q{quarter}"): _with(village=few)})
    world.release({("dossiers", "2026-Q4"): MANY})
    year = {village: (4 * count, 4 * whole) for village, (count, whole) in MANY.items()}
    world.release({("dossiers", "2026"): {**year, "village": (33, 95)}})  # Q2 could only be 0 to 3
    assert "village" in world.hidden("dossiers", "2026")
