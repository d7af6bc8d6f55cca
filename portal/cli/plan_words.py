"""Differences and contradictions of plans, as commands say them: each line in Vietnamese, and below it in English."""

from collections.abc import Iterator, Sequence

from portal.domain.contradictions import Contradiction
from portal.domain.plan_changes import PlanChanges
from portal.domain.plans import Target
from portal.i18n import localized, speaking
from portal.i18n.contradiction_words import tell as tell_contradictions
from portal.i18n.field_words import field_name
from portal.i18n.plan_words import table_name
from portal.i18n.wording import target_text
from portal.pages.plan_change_words import Told, sum_up, tell_pieces, tell_targets

NBSP = "\u00a0"  # keeps number and unit together on a page; whoever searches a terminal's output types a space


def change_lines(changes: PlanChanges) -> Iterator[str]:
    """Particulars of the document, targets, then the rest; a line alone where nothing differs."""
    if changes.is_nothing:
        yield "Hai bản không khác nhau."
        yield "    The two do not differ."
        return
    vietnamese, english = _lines(changes, "vi"), _lines(changes, "en")
    for line, line_en in zip(vietnamese, english, strict=True):
        yield line.replace(NBSP, " ")
        yield f"    {line_en}".replace(NBSP, " ")


def contradiction_lines(found: Sequence[Contradiction]) -> list[str]:
    """Each with the places that disagree."""
    told = [list(_contradicting(found, lang)) for lang in ("vi", "en")]
    return [line for pair in zip(*told, strict=True) for line in (pair[0], f"    {pair[1]}")]


def _contradicting(found: Sequence[Contradiction], lang: str) -> Iterator[str]:
    with speaking(lang):
        for each in tell_contradictions(found):
            places = "; ".join(_place(target) for target, _beyond in each.places)
            yield f"- {localized(each.indicator, 'name')}: {each.said} {places}".replace(NBSP, " ")


def _place(target: Target) -> str:
    asked = target_text(target.comparator, target.value, target.value_high, target.indicator.unit)
    return f"{localized(target, 'citation')}: {asked} ({target.year or '–'})"


def _lines(changes: PlanChanges, lang: str) -> list[str]:
    with speaking(lang):
        found = [f"{field_name(name)}: {before or '–'} → {after or '–'}" for name, before, after in changes.particulars]
        found.append(f"{table_name('targets')}: {sum_up(changes) or '–'}")
        found += [_line(told) for told in tell_targets(changes.targets)]
        for name, pieces in tell_pieces(changes.pieces):
            found.append(f"{name}: {len(pieces)}")
            found += [_line(told) for told in pieces]
        return found


def _line(told: Told) -> str:
    """``- nâng mức: VNeID mức 2: ≥ 80 % (2030) → ≥ 85 % (2030) [I.1 → I.2]``."""
    words = " → ".join(dict.fromkeys(filter(None, (told.old, told.new))))
    place = " → ".join(dict.fromkeys(filter(None, (told.old_place, told.place))))
    title = "" if words.startswith(told.title) else f"{told.title}: "
    return f"- {told.kinds}: {title}{words} [{place}]"
