"""Sums over budget lines, and totals that a commune states itself."""

from portal.domain.money import Amount, BudgetLine, add_up, adds_up, sum_of_total


def make_line(year: int | None = 2026, programme: str | None = "Hạ tầng số", source: str | None = "commune", **more):
    amounts = {"allocated": 100, "disbursed": 40, "is_total": False, "commune_id": 1}
    return BudgetLine(year=year, programme=programme, source=source, **(amounts | more))


def make_total(**more):
    return make_line(**({"year": None, "programme": None, "source": None, "is_total": True} | more))


LINES = [
    make_line(),
    make_line(source="province", allocated=50, disbursed=None),
    make_line(2027, allocated=7, disbursed=7),
    make_line(commune_id=2, allocated=1000),
]


def test_a_sum_counts_the_lines_that_do_not_say_what_was_spent():
    assert add_up(LINES[:3]) == Amount(allocated=157, disbursed=47, lines=3, unreported=1)


def test_stated_totals_are_never_added_in():
    assert add_up([*LINES[:1], make_total(allocated=10**9)]).allocated == 100


def test_a_total_is_over_the_year_programme_and_source_that_it_names_and_over_its_own_commune():
    assert sum_of_total(make_total(), LINES).allocated == 157
    assert sum_of_total(make_total(year=2026), LINES).allocated == 150
    assert sum_of_total(make_total(year=2026, source="province"), LINES).allocated == 50
    assert sum_of_total(make_total(programme="Khác"), LINES) == Amount(0, 0, 0, 0)


def test_a_total_adds_up_or_does_not_and_what_it_leaves_out_is_not_held_against_it():
    amount = add_up(LINES[:3])
    assert adds_up(make_total(allocated=157, disbursed=47), amount)
    assert adds_up(make_total(allocated=157, disbursed=None), amount)
    assert not adds_up(make_total(allocated=156, disbursed=47), amount)
    assert not adds_up(make_total(allocated=157, disbursed=46), amount)
    assert amount.unreported
    assert adds_up(make_total(allocated=157, disbursed=60), amount)
