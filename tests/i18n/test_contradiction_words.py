import pytest

from portal.domain.contradictions import Contradiction, Kind
from portal.domain.plans import Target
from portal.i18n import speaking
from portal.i18n.contradiction_words import tell
from tests.builders import make_indicator


def made(kind, comparator):
    indicator = make_indicator()
    words = {
        "comparator": comparator,
        "value": 80,
        "year": 2030,
        "note": "Tính trên hộ dân.",
        "note_en": "Of households.",
    }
    target = Target(id="p-1", plan_slug="p", indicator=indicator, indicator_code=indicator.code, **words)
    return Contradiction(kind, (target, target))


def said(kind, lang, comparator=">="):
    with speaking(lang):
        (told,) = tell([made(kind, comparator)])
    return told.said


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_contradiction_is_told_in_both_languages(kind):
    vietnamese, english = said(kind, "vi"), said(kind, "en")
    assert vietnamese.endswith(".")
    assert english.endswith(".")
    assert vietnamese != english


def test_where_less_is_better_a_slip_is_a_rise():
    assert said(Kind.SLIP, "en", comparator="<=") != said(Kind.SLIP, "en")
