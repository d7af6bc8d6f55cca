"""Every citation is followed in the plan's text, where the machine has it."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from portal.settings import DATA
from tests.plan_text import numbers_in, read_plan

PLANS = sorted(folder.name for folder in (DATA / "plans").iterdir())
IN_WORDS = {("dak-cam", "digital-citizens")}  # "every resident", without a number
OFFICIAL = [
    "Nghị quyết số 57-NQ/TW",
    "Nghị quyết 57-NQ/TW",
    "Nghị quyết số 57",
    "Nghị quyết 57",
    "Đề án Chuyển đổi số trong các cơ quan đảng",
]


def rows_of(plan: str, name: str) -> list[dict[str, str]]:
    with (DATA / "plans" / plan / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def words_only(text: str) -> str:
    """Lower-case words between single spaces, without punctuation and page numbers."""
    pages_joined = re.sub(r"(?m)^\s*\d+\s*$", "", unicodedata.normalize("NFC", text))
    return " " + " ".join(re.findall(r"\w+", pages_joined.lower())) + " "


def without_names(text: str, names: list[str]) -> str:
    """The words of a text with the official names taken out, the longest first."""
    words = words_only(text)
    for name in sorted(map(words_only, names), key=len, reverse=True):
        while name in words:
            words = words.replace(name, " ")
    return words


def eight_words_in_common(ours: str, theirs: str, names: list[str]) -> str | None:
    words, flat = without_names(ours, names).split(), without_names(theirs, names)
    runs = (" ".join(words[n : n + 8]) for n in range(len(words) - 7))
    return next((run for run in runs if f" {run} " in flat), None)


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
def test_no_row_repeats_the_document(plan, plan_texts):
    text = (plan_texts / f"{plan}.txt").read_text(encoding="utf-8")
    names = [row["name"] for row in rows_of(plan, "bodies")] + OFFICIAL
    ours = [
        row.get(field) or ""
        for name in ("outline", "targets", "goals", "tasks", "responsibilities", "obligations")
        for row in rows_of(plan, name)
        for field in ("title", "note", "due_note")
    ]
    assert not [(words, run) for words in ours if (run := eight_words_in_common(words, text, names))]


def test_copying_is_found_across_an_official_name_and_across_punctuation():
    theirs = "Một hai ba, bốn - năm (Nghị quyết số 57-NQ/TW) sáu\nbảy tám chín."
    assert eight_words_in_common("một hai ba bốn năm Nghị quyết 57-NQ/TW sáu, bảy; tám", theirs, OFFICIAL)
    assert not eight_words_in_common("ba bốn năm Nghị quyết số 57-NQ/TW sáu bảy tám", theirs, OFFICIAL)


def test_one_body_has_one_english_name_in_all_plans():
    names: dict[str, set[str]] = {}
    for plan in PLANS:
        for row in rows_of(plan, "bodies"):
            names.setdefault(row["name"], set()).add(row["name_en"])
    assert not {name: english for name, english in names.items() if len(english) > 1}


@pytest.mark.parametrize("plan", PLANS)
def test_the_bodies_listed_are_those_the_rows_name(plan):
    named = {
        body
        for name in ("tasks", "responsibilities", "obligations")
        for row in rows_of(plan, name)
        for field in ("lead", "partners", "reporter", "recipient")
        for body in (row.get(field) or "").split("; ")
        if body
    }
    listed = [row["name"] for row in rows_of(plan, "bodies")]
    assert sorted(listed) == sorted(named)
    assert not [name for name in listed if "UBND" in name]


def test_there_are_107_targets():
    counts = {plan: len(rows_of(plan, "targets")) for plan in PLANS}
    assert counts == {"dak-cam": 3, "phuoc-binh": 20, "tan-lap": 2, "thuong-hong": 1, "tra-cau": 81}


def test_the_five_plan_folders_hold_no_sentence_longer_than_a_title():
    for plan in PLANS:
        for name in ("outline", "goals", "tasks", "responsibilities"):
            assert all(len(row["title"]) <= 120 for row in rows_of(plan, name)), f"{plan}/{name}"


def test_the_documents_themselves_are_not_in_the_project():
    assert not list(Path(DATA).rglob("*.txt"))
