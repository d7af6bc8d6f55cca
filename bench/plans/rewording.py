"""Sentences of a plan turned round: the number last or first, other comparators of the same meaning, other headings."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from bench.plans.plan import BODY, Plan

_SIGN = r"(?:≥|>|≤|<|[Tt]rên|[Tt]ối thiểu|[Íí]t nhất)\s*"
_PERCENT = r"\d+(?:[.,]\d+)?\s?%"
_FIRST = re.compile(rf"(?:Có )?(?P<number>(?:{_SIGN})?{_PERCENT}) (?P<what>[^%]{{10,}}?)\.?")
_LAST = re.compile(rf"Tỷ lệ (?P<what>[^%]{{5,}}?) (?:đạt )?(?P<number>(?:{_SIGN})?{_PERCENT})\.?")
_AT_LEAST = re.compile(rf"≥\s*(?P<number>{_PERCENT})")
_ABOVE = re.compile(rf"\b(?:trên|Trên)\s+(?P<number>{_PERCENT})")
_BETWEEN = re.compile(rf"(?P<low>\d+(?:[.,]\d+)?)\s?%?\s[-–]\s(?P<high>{_PERCENT})")
_BY_YEAR = re.compile(r"Đến (?:hết )?năm (?P<year>20\d\d)")

AT_LEAST = ("tối thiểu {}", "ít nhất {}", "không dưới {}", "từ {} trở lên", "{} trở lên", "không thấp hơn {}")
ABOVE = ("hơn {}", "vượt {}", "cao hơn {}", "> {}")
BY_YEAR = ("Mục tiêu đến năm {}", "Đến 31/12/{}", "Giai đoạn đến năm {}", "Năm {}", "Đến cuối năm {}", "Tới năm {}")


def put_number_last(text: str) -> str:
    """``Có ≥ 85% người dân có ...`` as ``Tỷ lệ người dân có ... đạt ≥ 85%.``"""
    match = _FIRST.fullmatch(text)
    if not match:
        return text
    number = match["number"][0].lower() + match["number"][1:]
    return f"Tỷ lệ {match['what']} đạt {number}."


def put_number_first(text: str) -> str:
    """``Tỷ lệ hộ có ... đạt 60%`` as ``60% hộ có ....``"""
    return f"{match['number']} {match['what']}." if (match := _LAST.fullmatch(text)) else text


def say_comparators_otherwise(plan: Plan, chance: random.Random) -> Plan:
    """``≥``, ``trên`` and ranges in other words, of which Vietnamese has many."""

    def change(text: str) -> str:
        text = _BETWEEN.sub(lambda match: f"từ {match['low']}% đến {match['high']}", text)
        text = _AT_LEAST.sub(lambda match: chance.choice(AT_LEAST).format(match["number"]), text)
        return _ABOVE.sub(lambda match: chance.choice(ABOVE).format(match["number"]), text)

    return plan.with_words(change)


def say_years_otherwise(plan: Plan, chance: random.Random) -> Plan:
    """Headings that are nothing but a year, in other words."""
    told = (
        replace(said, text=chance.choice(BY_YEAR).format(match["year"]))
        if said.part in BODY and said.is_section and (match := _BY_YEAR.fullmatch(said.text))
        else said
        for said in plan.told
    )
    return replace(plan, told=tuple(told))


def reorder_sentences(plan: Plan, chance: random.Random) -> Plan:
    """The sentences of a paragraph in another order; its first stays."""
    return plan.with_words(_reorderer(chance))


def _reorderer(chance: random.Random) -> Callable[[str], str]:
    def change(text: str) -> str:
        first, *others = re.split(r"(?<=[^\W\d][.;])\s+(?=[A-ZÀ-ỸĐ])", text.replace("./.", "."))
        chance.shuffle(others)
        return " ".join([first, *others])

    return change
