"""``package_search``: words with and without marks, the query language, orders, pages and facets."""

import pytest

from tests.api.ckan.calling import SLUG, call, names, refusal
from tests.stores import asked

ALL = 52


@pytest.fixture(scope="module")
def packages(app):
    return call(app.test_client(), "current_package_list_with_resources")


def found(client, **arguments) -> set[str]:
    result = call(client, "package_search", **({"rows": 1000} | arguments))
    assert result["count"] == len(result["results"])
    return set(names(result))


def test_a_search_for_nothing_finds_everything_ten_at_a_time(client):
    result = call(client, "package_search")
    assert (result["count"], len(result["results"])) == (ALL, 10)
    assert result["facets"] == result["search_facets"] == {}
    for q in ("", "*:*", "*"):
        assert call(client, "package_search", q=q, rows=0) == result | {"results": []}


def test_results_are_what_package_show_shows(client):
    result = call(client, "package_search", q="xã hội số trà câu")
    assert result["results"][0] == call(client, "package_show", id=SLUG)


@pytest.mark.parametrize(
    "q", ["Xã hội số Trà Câu", "xa hoi so tra cau", "TRÀ CÂU xã hội số", "digital society tra cau"]
)
def test_words_are_found_with_and_without_their_marks(client, q):
    assert names(call(client, "package_search", q=q))[0] == SLUG


def test_words_are_found_in_title_notes_name_and_keywords(client):
    assert found(client, q="duong") == {f"{c}-resources" for c in call(client, "organization_list")}, "bồi dưỡng"
    assert SLUG in found(client, q="định danh"), "in the notes alone"
    assert found(client, q="vneid") == {name for name in found(client) if name.endswith("digital-society")}
    assert len(found(client, q="open data")) == ALL, "keywords of everything"
    assert found(client, q="so lieu minh hoa tan lap") == {name for name in found(client) if name.startswith("tan-lap")}
    assert found(client, q="không có gì như thế") == set()


def test_the_title_counts_more_than_the_notes(client):
    result = call(client, "package_search", q="kỹ năng số", rows=1000)
    titled = [("kỹ năng số" in p["title"].lower()) for p in result["results"]]
    assert result["count"] > 0
    assert titled == sorted(titled, reverse=True)


def test_filters_narrow_by_organization_group_and_tag(client, packages):
    of_tan_lap = {p["name"] for p in packages if p["organization"]["name"] == "tan-lap"}
    assert found(client, fq="organization:tan-lap") == of_tan_lap
    assert found(client, fq='organization:"tan-lap"') == of_tan_lap
    assert found(client, fq="-organization:tan-lap") == found(client) - of_tan_lap
    assert (
        found(client, fq="owner_org:" + next(p["owner_org"] for p in packages if p["name"] in of_tan_lap)) == of_tan_lap
    )
    budgets = {p["name"] for p in packages if p["groups"][0]["name"] == "budget"}
    assert found(client, fq="groups:budget") == budgets
    assert found(client, fq="organization:tan-lap groups:budget") == of_tan_lap & budgets
    assert found(client, fq="organization:tan-lap AND groups:budget") == of_tan_lap & budgets
    assert found(client, fq="organization:nobody") == set()


def test_or_binds_closer_than_a_space(client):
    two = found(client, fq="organization:tan-lap") | found(client, fq="organization:tra-cau")
    assert found(client, fq="organization:tan-lap OR organization:tra-cau") == two
    assert found(client, fq="organization:(tan-lap OR tra-cau)") == two
    budgets = found(client, fq="groups:budget")
    assert found(client, fq="groups:budget organization:tan-lap OR organization:tra-cau") == two & budgets
    assert found(client, fq="(groups:budget organization:tan-lap) OR organization:tra-cau") == (
        found(client, fq="organization:tra-cau") | {"tan-lap-budget"}
    )
    assert found(client, fq="-organization:tan-lap -organization:tra-cau") == found(client) - two


TAGS = [
    *("dữ liệu mở", "open data"),
    *("Phường Trà Câu", "Tra Cau Ward"),
    *("Xã hội số", "Digital society"),
    *("VNeID mức 2", "VNeID level 2"),
]
"""In both languages: of everything, of a commune, of a group and of an indicator."""


def test_a_tag_of_each_kind_finds_the_packages_that_bear_it(client, packages):
    assert {*TAGS} <= {*call(client, "tag_list")}
    for name in TAGS:
        bearing = {p["name"] for p in packages if name in {tag["name"] for tag in p["tags"]}}
        assert found(client, fq=f'tags:"{name}"') == bearing, name


def test_what_changed_since_is_found_to_the_microsecond(client, packages):
    times = sorted({p["metadata_modified"] for p in packages})
    middle = times[len(times) // 2]
    later = {p["name"] for p in packages if p["metadata_modified"] >= middle}
    assert 0 < len(later) < ALL
    assert found(client, fq=f"metadata_modified:[{middle}Z TO *]") == later
    earlier = {p["name"] for p in packages if p["metadata_modified"] <= middle}
    assert found(client, fq=f"metadata_modified:[* TO {middle}]") == earlier
    just_after = f"{middle[:-6]}{int(middle[-6:]) + 1:06}"
    assert found(client, fq=f"metadata_modified:[{just_after}Z TO *]") == found(client) - earlier
    assert found(client, fq="metadata_modified:[* TO *]") == found(client)
    assert found(client, fq="metadata_created:[2026-11-12 TO *]") == {
        p["name"] for p in packages if p["metadata_created"] >= "2026-11-12"
    }


def test_several_filters_hold_together(client):
    budget = {"tan-lap-budget"}
    assert found(client, fq=["organization:tan-lap", "groups:budget"]) == budget
    assert found(client, fq_list='["organization:tan-lap", "groups:budget"]') == budget
    assert found(client, fq="organization:tan-lap", fq_list="groups:budget") == budget


def test_formats_and_licences_can_be_filtered(client):
    assert (
        len(found(client, fq="res_format:CSV")) == len(found(client, fq="res_format:csv license_id:CC-BY-4.0")) == ALL
    )
    assert found(client, fq="res_format:TXT") == set(), "nothing was taken back whole"
    assert found(client, fq=f"name:{SLUG}") == {SLUG}


def test_terms_with_fields_may_stand_in_the_words(client):
    """As udata asks: ``q=organization:x AND tags:y``."""
    assert found(client, q='organization:tra-cau AND tags:"Kinh phí"') == {"tra-cau-budget"}
    assert found(client, q="kinh phi -organization:tra-cau") == (
        found(client, q="kinh phi") - found(client, fq="organization:tra-cau")
    )
    assert found(client, q="title:kinh title:phí organization:tra-cau") == {"tra-cau-budget"}


@pytest.mark.parametrize(
    "q", ["(", '"', "a: b", "http://example.vn", "tỷ lệ [%", "OR", "AND", "-", ":", "a AND", "OR kinh"]
)
def test_words_that_are_no_query_are_only_words(client, q):
    assert call(client, "package_search", q=q)["count"] <= ALL


BAD = [
    "foo:bar",
    "budget",
    "organization",
    "organization:",
    "organization:tan-lap OR",
    "OR organization:tan-lap",
    "organization:*",
    "organization:tan*",
    "(organization:tan-lap",
    "organization:tan-lap)",
    "()",
    "metadata_modified:[2026-08-01T00:00:00Z]",
    "metadata_modified:[2026-13-01T00:00:00Z TO *]",
    "metadata_modified:[NOW-1DAY TO NOW]",
    "metadata_modified:{2026-08-01T00:00:00Z TO *}",
    "organization:[a TO b]",
    'tags:"open data',
    "num_tags:[3 TO *]",
    "(" * 50 + "organization:tan-lap" + ")" * 50,
    "organization:tan-lap " * 500,
]


@pytest.mark.parametrize("fq", BAD)
def test_anything_else_is_a_search_query_error(client, fq):
    error = refusal(client, "package_search", 400, "Search Query Error", fq=fq)
    assert error["message"].startswith("Search Query is invalid: ")


def test_results_are_sorted_as_asked_and_pages_do_not_overlap(client, packages):
    for name in ("id", "name", "metadata_modified", "metadata_created"):
        for direction in ("asc", "desc"):
            result = call(client, "package_search", sort=f"{name} {direction}", rows=1000)
            values = [package[name] for package in result["results"]]
            assert values == sorted(values, reverse=direction == "desc")
            assert result["sort"] == f"{name} {direction}"
    pages = [
        names(call(client, "package_search", sort="metadata_modified desc", rows=7, start=s)) for s in range(0, 56, 7)
    ]
    walked = [name for page in pages for name in page]
    assert len(walked) == len(set(walked)) == ALL
    assert len(names(call(client, "package_search", sort="score desc, title asc", rows=1000))) == ALL


@pytest.mark.parametrize("sort", ["password asc", "name sideways", "name asc desc", "sum(a,b) desc", ",", "name,,id"])
def test_an_order_that_nobody_knows_is_a_search_query_error(client, sort):
    refusal(client, "package_search", 400, "Search Query Error", sort=sort)


def test_facets_count_what_was_found(client, packages):
    fields = ["organization", "groups", "tags", "license_id", "res_format"]
    result = call(client, "package_search", fq="-organization:tan-lap", rows=0, facet_field=fields, facet_limit=-1)
    kept = [p for p in packages if p["organization"]["name"] != "tan-lap"]
    of_package = {
        "organization": lambda p: {p["organization"]["name"]},
        "groups": lambda p: {group["name"] for group in p["groups"]},
        "tags": lambda p: {tag["name"] for tag in p["tags"]},
        "license_id": lambda p: {p["license_id"]},
        "res_format": lambda p: {resource["format"] for resource in p["resources"]},
    }
    for field, values_of in of_package.items():
        values = [value for package in kept for value in values_of(package)]
        assert result["facets"][field] == {value: values.count(value) for value in set(values)}, field
        items = result["search_facets"][field]["items"]
        assert {item["name"]: item["count"] for item in items} == result["facets"][field]
        assert [item["count"] for item in items] == sorted((i["count"] for i in items), reverse=True)
    assert "Ủy ban nhân dân phường Trà Câu" in {
        i["display_name"] for i in result["search_facets"]["organization"]["items"]
    }


def test_facets_are_limited_and_can_be_left_out(client):
    assert len(call(client, "package_search", facet_field="tags", facet_limit=3)["facets"]["tags"]) == 3
    assert len(call(client, "package_search", facet_field="tags")["facets"]["tags"]) == 50
    assert call(client, "package_search", facet="false", facet_field="tags")["facets"] == {}
    refusal(client, "package_search", 400, "Search Query Error", **{"facet.field": "password"})


def test_a_page_costs_as_many_queries_as_one_dataset(app):
    costs = []
    for rows in (1, 50):
        with asked(app.extensions["store"].engine) as statements:
            call(app.test_client(), "package_search", rows=rows, sort="id asc")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 14


def test_tags_are_counted_in_a_few_queries_not_one_for_each_indicator(app):
    with asked(app.extensions["store"].engine) as statements:
        found = call(app.test_client(), "package_search", rows=0, facet_field="tags", facet_limit=-1)
    assert len(found["facets"]["tags"]) > 100
    assert len(statements) <= 20
