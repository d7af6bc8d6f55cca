"""Every kind of problem that the code can answer is explained, at the address that its ``type`` names."""

import ast

import pytest

from api.guide.problems import GROUPS, PROBLEMS
from api.openapi.answers import KINDS
from portal.settings import ROOT

EXPLAINED = {problem.name: problem for problem in PROBLEMS}


def raised() -> dict[str, set[int]]:
    """The kinds of every ``Refusal`` in the code, and of every refusal before the application, with their statuses; one
    made from a status has none here."""
    found: dict[str, set[int]] = {}
    for package in ("api", "maps", "portal"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                    _take(*node.args[:2], found, str(path))
                elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refuse" and _is_bare(node):
                    _take(*node.args[2:4], found, str(path))
    return found


def _is_bare(call: ast.Call) -> bool:
    """Whether it is ``portal.bare.refuse``, whose third argument is a status."""
    return len(call.args) > 3 and isinstance(call.args[2], ast.Constant) and isinstance(call.args[2].value, int)


def _take(status: ast.expr, kind: ast.expr, found: dict[str, set[int]], where: str) -> None:
    if isinstance(kind, ast.JoinedStr):
        assert ast.unparse(kind).startswith("f'http-"), where
        return
    assert isinstance(kind, ast.Constant), f"{where}: a kind is written out"
    found.setdefault(kind.value, set()).update({status.value} if isinstance(status, ast.Constant) else set())


def test_every_kind_of_the_code_is_explained_with_its_statuses():
    found = raised()
    assert len(found) > 20
    assert found.keys() - EXPLAINED.keys() == set(), "tell what it means in api/guide/problems.py"
    wrong = {kind: statuses for kind, statuses in found.items() if not statuses <= set(EXPLAINED[kind].statuses)}
    assert wrong == {}


def test_no_kind_is_explained_that_nothing_answers():
    by_status = {name for name in EXPLAINED if name.startswith("http-")}
    assert EXPLAINED.keys() - by_status == raised().keys() - by_status


def test_every_kind_is_explained_in_both_languages_and_stands_in_a_group():
    assert len(EXPLAINED) == len(PROBLEMS)
    for problem in PROBLEMS:
        assert problem.group in GROUPS
        assert all((problem.meaning, problem.meaning_en, problem.remedy, problem.remedy_en))


def test_the_description_names_only_kinds_that_are_explained():
    for status, kinds in KINDS.items():
        for kind in kinds:
            assert status in EXPLAINED[kind].statuses


ANSWERED = [
    ("/api/v1/plans?limt=1", 400),
    ("/api/v1/plans?limit=1&limit=2", 400),
    ("/api/v1/plans?limit=x", 400),
    ("/api/v1/plans/nowhere", 404),
    ("/api/v1/nothing", 404),
    ("/catalog.ttl?page=999", 404),
]


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize(("address", "status"), ANSWERED)
def test_the_type_of_an_answer_leads_to_its_explanation(client, page, address, status, lang):
    answer = client.get(address)
    assert answer.status_code == status
    path, _, anchor = answer.json["type"].partition("#")
    [explained] = [e for e in page(lang + path).root.iter() if e.get("id") == anchor]
    assert explained is not None
