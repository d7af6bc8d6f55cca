"""Every citation is followed in the plan's text, where the machine has it."""

import csv
from pathlib import Path

import pytest

from portal.settings import DATA
from tests.plan_text import numbers_in, read_plan

PLANS = sorted(folder.name for folder in (DATA / "plans").iterdir())
IN_WORDS = {("dak-cam", "digital-citizens")}  # "every resident", without a number


def rows_of(plan: str, name: str) -> list[dict[str, str]]:
    with (DATA / "plans" / plan / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def eight_words_in_common(ours: str, theirs: str) -> str | None:
    words = ours.lower().replace(",", " ").replace(";", " ").split()
    runs = (" ".join(words[n : n + 8]) for n in range(len(words) - 7))
    flat = " ".join(theirs.lower().replace(",", " ").replace(";", " ").split())
    return next((run for run in runs if run in flat), None)


@pytest.mark.parametrize("plan", PLANS)
def test_each_target_stands_where_it_is_cited_with_its_value_and_year(plan, plan_texts):
    text = read_plan(plan_texts / f"{plan}.txt")
    lost = []
    for row in rows_of(plan, "targets"):
        words = text.at(row["section"], row["item"])
        values = {float(v) for v in (row["value"], row["value_high"]) if v}
        if not words or ((plan, row["indicator"]) not in IN_WORDS and not values <= numbers_in(words)):
            lost.append(row)
        if row["year"] and float(row["year"]) not in numbers_in(words + text.headings_over(row["section"])):
            lost.append(row)
    assert not lost


@pytest.mark.parametrize("name", ["goals", "tasks", "responsibilities", "obligations"])
@pytest.mark.parametrize("plan", PLANS)
def test_every_other_row_stands_where_it_is_cited(plan, name, plan_texts):
    text = read_plan(plan_texts / f"{plan}.txt")
    assert not [row for row in rows_of(plan, name) if not text.at(row["section"], row["item"]).strip()]


@pytest.mark.parametrize("plan", PLANS)
def test_every_bullet_of_the_goals_tasks_and_responsibilities_has_a_row(plan, plan_texts):
    text = read_plan(plan_texts / f"{plan}.txt")
    names = ("targets", "goals", "tasks", "responsibilities", "obligations")
    cited = {(row["section"], row["item"].partition(".")[0]) for name in names for row in rows_of(plan, name)}
    chapters = {row["section"].partition(".")[0] for name in names for row in rows_of(plan, name)}
    bullets = {
        (place, str(bullet))
        for place, words in text.words.items()
        for bullet in words
        if bullet and place.partition(".")[0] in chapters - {"I"}
    }
    assert not {place for place in bullets - cited if not _after_the_end(place, text)}


def _after_the_end(place: tuple[str, str], text) -> bool:
    """Bullets of the list of recipients at the document's end stand under its last label."""
    section, bullet = place
    before = " ".join(text.words[section][n] for n in range(int(bullet)) if n in text.words[section])
    return "Nơi nhận" in before or "Trên đây là" in before or "Yêu cầu các cơ quan" in before


@pytest.mark.parametrize("plan", PLANS)
def test_no_title_repeats_the_document(plan, plan_texts):
    text = (plan_texts / f"{plan}.txt").read_text(encoding="utf-8")
    official = ("nghị quyết", "đề án", "ủy ban", "mặt trận", "phòng")
    titles = [row["title"] for name in ("goals", "tasks", "responsibilities") for row in rows_of(plan, name)]
    copied = [run for title in titles if (run := eight_words_in_common(title, text))]
    assert not [run for run in copied if not any(name in run for name in official)]


def test_there_are_107_targets():
    counts = {plan: len(rows_of(plan, "targets")) for plan in PLANS}
    assert counts == {"dak-cam": 3, "phuoc-binh": 20, "tan-lap": 2, "thuong-hong": 1, "tra-cau": 81}


def test_the_five_plan_folders_hold_no_sentence_longer_than_a_title():
    for plan in PLANS:
        for name in ("outline", "goals", "tasks", "responsibilities"):
            assert all(len(row["title"]) <= 120 for row in rows_of(plan, name)), f"{plan}/{name}"


def test_the_documents_themselves_are_not_in_the_project():
    assert not list(Path(DATA).rglob("*.txt"))
