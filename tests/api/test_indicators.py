from tests.api.reading import get, rows


def test_all_indicators_in_the_order_of_the_list(client):
    found = rows(client, "indicators")
    assert (len(found), found[0]["code"]) == (42, "coverage-5g")


def test_an_indicator_says_what_is_divided_by_what(client):
    indicator = get(client, "indicators/vneid-level2")
    assert (indicator["unit"], indicator["subject"], indicator["nature"]) == ("percent", "person", "stock")
    assert all(indicator[name] for name in ("numerator", "denominator", "definition", "method", "numerator_en"))


def test_filters_narrow_and_combine(client):
    found = rows(client, "indicators", group="digital-society", level="village", nature="flow")
    assert [row["code"] for row in found] == ["cashless-transactions"]


def test_a_commune_has_those_it_promised_or_published(client):
    concerning = {row["code"] for row in rows(client, "indicators", commune="tra-cau")}
    promised = {row["indicator"] for row in rows(client, "targets", commune="tra-cau")}
    published = {row["indicator"] for row in rows(client, "observations", locality="tra-cau")}
    assert concerning == promised | published


def test_before_anything_is_published_a_commune_has_those_it_promised(bare_app):
    client = bare_app.test_client()
    assert [row["code"] for row in rows(client, "indicators", commune="thuong-hong")] == [
        row["indicator"] for row in rows(client, "targets", commune="thuong-hong")
    ]
