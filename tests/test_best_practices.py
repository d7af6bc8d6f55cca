"""``docs/best-practices.md``: all 35 practices of the W3C, each with tests that exist and addresses that answer."""

import ast
import re
from functools import cache

import pytest

from portal.settings import ROOT

# Names as in the summary of the W3C Recommendation of 31 January 2017.
PRACTICES = """\
Provide metadata
Provide descriptive metadata
Provide structural metadata
Provide data license information
Provide data provenance information
Provide data quality information
Provide a version indicator
Provide version history
Use persistent URIs as identifiers of datasets
Use persistent URIs as identifiers within datasets
Assign URIs to dataset versions and series
Use machine-readable standardized data formats
Use locale-neutral data representations
Provide data in multiple formats
Reuse vocabularies, preferably standardized ones
Choose the right formalization level
Provide bulk download
Provide Subsets for Large Datasets
Use content negotiation for serving data available in multiple formats
Provide real-time access
Provide data up to date
Provide an explanation for data that is not available
Make data available through an API
Use Web Standards as the foundation of APIs
Provide complete documentation for your API
Avoid Breaking Changes to Your API
Preserve identifiers
Assess dataset coverage
Gather feedback from data consumers
Make feedback available
Enrich data by generating new data
Provide Complementary Presentations
Provide Feedback to the Original Publisher
Follow Licensing Terms
Cite the Original Publication""".splitlines()

TEXT = (ROOT / "docs" / "best-practices.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\d+\. .+)\n((?:(?!## ).*\n)*)", TEXT, re.MULTILINE))
TESTS = sorted(set(re.findall(r"^- `(tests/[^`]+)`$", TEXT, re.MULTILINE)))
ADDRESSES = sorted(set(re.findall(r"`(/[^`]*)`", "".join(re.findall(r"Answers at: ((?:.+\n)+)", TEXT)))))


def test_all_35_are_there_under_their_names_and_numbers():
    assert len(PRACTICES) == 35
    assert list(SECTIONS) == [f"{number}. {name}" for number, name in enumerate(PRACTICES, 1)]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_names_a_test_or_says_why_it_does_not_apply(section):
    text = SECTIONS[section].strip()
    assert bool(re.search(r"^- `tests/", text, re.MULTILINE)) != text.startswith("Does not apply. ")
    assert len(text) > 100


def test_few_do_not_apply():
    assert [name.partition(".")[0] for name, text in SECTIONS.items() if "Does not apply." in text] == ["20", "33"]


@pytest.mark.parametrize("name", TESTS)
def test_every_test_that_is_named_exists(name):
    path, _, function = name.partition("::")
    assert function in functions_of(path)


@cache
def functions_of(path: str) -> set[str]:
    """The tests of a module; it is parsed, not run."""
    module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_that_is_named_answers(client, address):
    with client.get(address) as answer:
        assert answer.status_code == 200


def test_the_lists_are_not_empty():
    assert len(TESTS) > 60
    assert len(ADDRESSES) > 25
