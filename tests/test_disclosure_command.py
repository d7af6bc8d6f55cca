"""``langso disclosure audit``: what it says of what is published, and how it ends."""

import json

import pytest
from click.testing import CliRunner

from portal.cli.disclosure import disclosure
from tests.builders import COMMUNE
from tests.publishing.attack.standing import make_standing


@pytest.fixture
def audit(public, desk):
    """Run the command over the two stores."""
    environment = {
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_SECRET_KEY": "for tests only",
        "LANGSO_DEMO": "",
        "LANGSO_TODAY": "2026-11-22",
        "LANGSO_DISCLOSURE_THRESHOLD": "5",
    }

    def run(*arguments: str, **more: str):
        return CliRunner().invoke(disclosure, ["audit", *arguments], env=environment | more)

    return run


def test_what_is_withheld_well_passes(public, desk, audit):
    make_standing(public, desk, withheld={"01", "02", "03"})
    done = audit()
    assert done.exit_code == 0
    assert done.stdout == (
        "thu-nghiem: 4 cells, 3 withheld, the narrowest can be 51 whole numbers (at least 5 wanted): passed\n"
    )


def test_a_cell_that_comes_back_is_named_and_fails(public, desk, audit):
    make_standing(public, desk, withheld={"01"})
    done = audit("thu-nghiem")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "thu-nghiem: 4 cells, 1 withheld, the narrowest can be 1 whole number (at least 5 wanted): FAILED, 1 exposure",
        f"  vneid-level2 of {COMMUNE}-01 in 2026-09: the numerator can only be 3",
    ]


def test_it_says_whose_knowledge_gives_a_cell_away(public, desk, audit):
    make_standing(public, desk, withheld={"01", "02"})
    done = audit(COMMUNE)
    assert done.exit_code == 1
    assert f"can only be 3, for someone who knows the figures of {COMMUNE}-02" in done.stdout


def test_the_threshold_is_the_one_that_is_set(public, desk, audit):
    make_standing(public, desk, withheld={"01", "02"})
    done = audit(LANGSO_DISCLOSURE_THRESHOLD="3")
    assert done.exit_code == 0
    assert "at least 3 wanted" in done.stdout


def test_the_whole_report_can_be_kept(public, desk, audit, tmp_path):
    make_standing(public, desk, withheld={"01"})
    audit("--json", str(tmp_path / "report.json"))
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["threshold"] == 5
    (commune,) = report["communes"]
    assert (commune["commune"], commune["passed"], commune["withheld"]) == (COMMUNE, False, 1)
    (exposure,) = commune["exposures"]
    assert (exposure["village"], exposure["low"], exposure["high"]) == (f"{COMMUNE}-01", 3, 3)


def test_a_commune_that_is_not_here_is_said_so(public, desk, audit):
    done = audit("nowhere")
    assert done.exit_code == 2
    assert done.stderr == "There is no commune nowhere.\n"
