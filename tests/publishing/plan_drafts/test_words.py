import pytest

from portal.publishing.plan_drafts.draft import Doubt
from portal.publishing.plan_drafts.words import DOUBTS, doubts_in_words, scans_in_words


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_is_told_in_both_languages(doubt):
    vietnamese, english = DOUBTS[doubt]
    assert vietnamese
    assert english
    assert vietnamese != english


def test_several_doubts_are_one_line():
    assert doubts_in_words(("rough", "twice"), english=True) == (
        "the document says “about”; this indicator and year stand in a row above"
    )


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((), ""),
        ((3,), "Page 3 is a picture without text: not read."),
        ((3, 7), "Pages 3, 7 are pictures without text: not read."),
    ],
)
def test_pages_that_are_pictures_are_named(pages, said):
    vietnamese, english = scans_in_words(pages)
    assert english == said
    assert all(str(page) in vietnamese for page in pages)
