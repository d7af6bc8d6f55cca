"""What is said of a contradiction, place by place."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.contradictions import Contradiction, Kind, note_on_words
from portal.domain.indicators import Indicator
from portal.domain.plans import Target
from portal.domain.progress import aim_of
from portal.i18n import gettext as _
from portal.i18n import language, localized


@dataclass(frozen=True)
class Told:
    """``places`` are the targets that disagree, each with what its section says beyond the number.

    ``base`` is what the indicator counts among, where the document's words are held against that; empty otherwise.
    """

    kind: Kind
    indicator: Indicator
    said: str
    places: tuple[tuple[Target, str], ...]
    base: str = ""


def tell(found: Iterable[Contradiction]) -> list[Told]:
    """The contradictions in the language of the page."""
    return [_told(each) for each in found]


def _told(found: Contradiction) -> Told:
    places = tuple((target, _beyond(found, target)) for target in found.targets)
    of_words = found.kind in {Kind.COUNTED_OTHERWISE, Kind.DEFINITION}
    return Told(found.kind, found.indicator, _said(found), places, localized(found.indicator, "denominator") * of_words)


def _said(found: Contradiction) -> str:
    first = found.targets[0]
    if found.kind is Kind.SLIP and aim_of(first).lowers:
        return _("chỉ tiêu sau cao hơn chỉ tiêu trước, trong khi càng thấp càng tốt.")
    return {
        Kind.SAME_YEAR: _("cùng một năm, hai mức khác nhau."),
        Kind.SLIP: _("chỉ tiêu sau thấp hơn chỉ tiêu trước."),
        Kind.BELOW_PLAN_ABOVE: _("đòi hỏi ít hơn kế hoạch cấp trên cùng năm hoặc năm trước đó."),
        Kind.COUNTED_OTHERWISE: _("các mục của kế hoạch tính theo những cách khác nhau."),
        Kind.DEFINITION: _note(first),
    }[found.kind]


def _beyond(found: Contradiction, target: Target) -> str:
    if found.kind is not Kind.COUNTED_OTHERWISE:
        return ""
    return _note(target) or _("Tính như định nghĩa của chỉ số.")


def _note(target: Target) -> str:
    return note_on_words(target)[language() == "en"]
