"""One shape for everything that can go wrong, and what it must name."""

import pytest

from tests.api.reading import RESOURCES, refusal

WAYS = [
    ("get", "/api/v1/nothing", 404),
    ("get", "/api/v1/targets.xlsx", 404),
    ("get", "/api/v2/targets", 404),
    *(("get", f"/api/v1/{name}/none", 404) for name in RESOURCES if name != "observations"),
    ("get", "/api/v1/observations/vneid-level2/tra-cau/2019", 404),
    ("get", "/api/v1/observations/none/tra-cau/2026-09", 404),
    ("get", "/api/v1/observations/vneid-level2/none/2026-09", 404),
    ("get", "/api/v1/observations/vneid-level2", 404),
    ("get", "/api/v1/plans/%00", 404),
    ("post", "/api/v1/targets", 405),
    ("delete", "/api/v1/plans/tra-cau", 405),
    *(("get", f"/api/v1/{name}?nonsense=1", 400) for name in RESOURCES),
    *(("get", f"/api/v1/{name}.csv?nonsense=1", 400) for name in RESOURCES),
    ("get", "/api/v1/?nonsense=1", 400),
    ("get", "/api/v1/plans/tra-cau?nonsense=1", 400),
    ("get", "/api/v1/targets?plan=none", 400),
    ("get", "/api/v1/targets.csv?limit=0", 400),
]


@pytest.mark.parametrize(("method", "path", "status"), WAYS)
def test_every_failure_is_a_problem_document_of_one_shape(client, method, path, status):
    response = getattr(client, method)(path)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    problem = response.get_json()
    assert list(problem)[:5] == ["type", "title", "status", "detail", "instance"]
    assert problem["status"] == status
    assert problem["instance"].startswith("/api/")
    assert all(problem[member] for member in ("type", "title", "detail"))


def test_a_method_that_is_not_allowed_is_told_which_are(client):
    assert {"GET", "HEAD"} <= set(client.post("/api/v1/targets").headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("targets?pln=tra-cau", "plan"),
        ("targets?indicators=x", "indicator"),
        ("targets?Year=2030", "year"),
        ("observations?asof=x", "as_of"),
        ("observations?perriod=2026", "period"),
        ("observations?form=2026", "from"),
        ("tasks?status=done", "state"),
        ("datasets?page=2", "lang"),
    ],
)
def test_an_unknown_parameter_names_the_nearest_known_one(client, address, nearest):
    problem = refusal(client, address)
    assert problem["nearest"] == nearest
    assert f"“{nearest}”" in problem["detail"]
    assert nearest in problem["known"]


BAD = [
    ("localities", "on", "1/6/2025"),
    ("localities", "on", "2025-02-30"),
    ("localities", "on", "20250601"),
    ("localities", "kind", "district"),
    ("localities", "parent", "none"),
    ("localities", "commune", "none"),
    ("localities", "commune", "51"),
    ("plans", "commune", "none"),
    ("targets", "plan", "none"),
    ("targets", "indicator", "none"),
    ("targets", "year", "soon"),
    ("targets", "year", "1999"),
    ("targets", "year", "2_030"),
    ("targets", "year", "٢٠٣٠"),
    ("targets", "year", "99999999999999999999"),
    ("tasks", "kind", "goal"),
    ("tasks", "state", "finished"),
    ("obligations", "cadence", "weekly"),
    ("obligations", "state", "lost"),
    ("indicators", "group", "none"),
    ("indicators", "level", "province"),
    ("indicators", "nature", "rate"),
    ("observations", "indicator", "none"),
    ("observations", "locality", "none"),
    ("observations", "within", "51"),
    ("observations", "within", "21451-01"),
    ("observations", "dataset", "none"),
    ("observations", "period", "2026-13"),
    ("observations", "period", "2026-10-31"),
    ("observations", "from", "autumn"),
    ("observations", "to", "2026-Q5"),
    ("observations", "status", "zero"),
    ("observations", "as_of", "yesterday"),
    ("observations", "as_of", "9999-12-31"),
    ("observations", "as_of", "0001-01-01"),
    ("progress", "status", "done"),
    ("progress", "as_of", "none"),
    ("progress", "lang", "fr"),
    ("datasets", "group", "none"),
    ("releases", "kind", "roll-back"),
    *((name, "limit", value) for name in ("targets", "obligations") for value in ("0", "-1", "1001", "ten", "1.5")),
]


@pytest.mark.parametrize(("name", "parameter", "value"), BAD)
def test_a_bad_value_names_the_parameter_the_value_and_what_would_do(client, name, parameter, value):
    problem = refusal(client, f"{name}?{parameter}={value}")
    assert (problem["parameter"], problem["value"]) == (parameter, value)
    assert all(text in problem["detail"] for text in (parameter, value, problem["allowed"]))


@pytest.mark.parametrize("name", RESOURCES)
def test_an_empty_or_a_zero_byte_value_is_a_bad_one(client, name):
    index = client.get("/api/v1/").get_json()["resources"]
    for parameter in next(resource["parameters"] for resource in index if resource["name"] == name):
        for value in ("", "%20", "%00", "x%00"):
            assert refusal(client, f"{name}?{parameter['name']}={value}")["parameter"] == parameter["name"]


def test_a_reference_to_nothing_says_where_the_list_is(client):
    assert "/api/v1/plans" in refusal(client, "targets?plan=none")["detail"]
    assert "/api/v1/localities?kind=commune" in refusal(client, "plans?commune=none")["detail"]
    assert "infrastructure" in refusal(client, "indicators?group=none")["detail"]


def test_an_unknown_id_says_what_is_missing_and_where_the_list_is(client):
    problem = refusal(client, "plans/none", 404)
    assert "none" in problem["detail"]
    assert problem["list"] == "/api/v1/plans"


def test_a_parameter_given_twice_is_refused(client):
    assert refusal(client, "targets?plan=tra-cau&plan=tan-lap")["parameter"] == "plan"


def test_an_interval_turned_round_is_refused(client):
    problem = refusal(client, "observations?from=2026-Q3&to=2026-06")
    assert (problem["parameter"], problem["value"]) == ("from", "2026-Q3")
    assert "2026-06-30" in problem["allowed"]


def test_the_words_are_in_the_language_asked_for(client):
    vietnamese = refusal(client, "targets?year=soon")["detail"]
    english = refusal(client, "targets?year=soon&lang=en")["detail"]
    assert vietnamese.startswith("Tham số")
    assert english.startswith("The parameter")
