"""Lighthouse (mobile) on the main pages: accessibility, best practices and search, each 100, and nothing moves.

Its score of performance is measured and told by ``python -m bench.lighthouse``, and asserted nowhere: it is noisy.
"""

import pytest

from tests.conftest import lacking
from tests.site import programs
from tests.site.kinds import KINDS, ON_ONE_DATABASE, in_english

pytestmark = ON_ONE_DATABASE

VIETNAMESE = ("home", "village", "plan", "dataset")
ENGLISH = ("commune", "indicator", "targets of a plan", "map")
PERFECT = {"accessibility": 100, "best-practices": 100, "seo": 100, "shift": 0, "wrong": []}


@pytest.mark.usefixtures("chromium")
def test_the_main_pages_have_full_marks(server):
    if missing := programs.missing("node", programs.LIGHTHOUSE):
        lacking(missing)
    paths = [*(KINDS[kind] for kind in VIETNAMESE), *(in_english(KINDS[kind]) for kind in ENGLISH)]
    judged = programs.judge([server + path for path in paths], performance=False)
    found = {path: {name: said[name] for name in PERFECT} for path, said in zip(paths, judged, strict=True)}
    assert found == dict.fromkeys(paths, PERFECT)
