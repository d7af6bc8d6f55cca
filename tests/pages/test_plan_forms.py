"""A whole plan as a workbook, as the files it was loaded from, as JSON-LD and as StratML."""

import io
import json
import shutil
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD
from sqlalchemy import select

from portal.domain.indicators import Indicator
from portal.domain.plan_tables import plan_tables
from portal.domain.plans import get_plan
from portal.domain.whole_plans import get_whole_plan
from portal.publishing.plans import load_plan
from portal.publishing.reference import load_reference
from portal.publishing.stores import load_facts
from portal.settings import DATA
from tests.api.dcat.walking import read
from tests.conftest import Installation
from tests.stores import asked
from tests.stratml import check, tag

PLANS = sorted(folder.name for folder in (DATA / "plans").iterdir())
FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "jsonld": "application/ld+json",
    "stratml": "application/xml",
}
SDO, ODRL = Namespace("https://schema.org/"), Namespace("http://www.w3.org/ns/odrl/2/")
BASE = "http://localhost"
TARGETS = f"{BASE}/plans/tra-cau/targets#tra-cau-"


def graph_of(client, slug: str) -> Graph:
    return read(client.get(f"/plans/{slug}.jsonld").get_data(), "jsonld")


def unpacked(client, slug: str, folder) -> None:
    zipfile.ZipFile(io.BytesIO(client.get(f"/plans/{slug}.zip").get_data())).extractall(folder)


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_is_offered_told_of_and_not_sent_twice(client, page, lang, suffix):
    shown, path = page(f"{lang}/plans/tra-cau"), f"{lang}/plans/tra-cau.{suffix}"
    assert path in shown.links
    assert [link.get("type") for link in shown.find("link", rel="alternate", href=path)] == [FORMS[suffix]]
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, FORMS[suffix])
    assert f'filename="tra-cau.{suffix}"' in answer.headers["Content-Disposition"]
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path).data == answer.data


@pytest.mark.parametrize("suffix", FORMS)
def test_a_plan_that_is_not_there_has_no_form(client, suffix):
    assert client.get(f"/plans/nowhere.{suffix}").status_code == 404


@pytest.mark.parametrize("suffix", FORMS)
def test_the_plan_of_eighty_targets_takes_few_queries(client, suffix):
    with asked(client.application.extensions["store"].engine) as statements:
        assert client.get(f"/plans/tra-cau.{suffix}").status_code == 200
    assert len([s for s in statements if s.startswith("SELECT")]) <= 10


@pytest.mark.parametrize("slug", PLANS)
def test_the_files_are_loaded_again_to_the_same_rows(client, public, demo, tmp_path, slug):
    unpacked(client, slug, tmp_path)
    with public.begin() as session:
        load_reference(session, DATA)
        indicators = {i.code: i for i in session.scalars(select(Indicator))}
        again = plan_tables(get_whole_plan(session, load_plan(session, tmp_path / slug, indicators)))
    with demo.public.session() as session:
        assert again == plan_tables(get_whole_plan(session, get_plan(session, slug)))


def test_the_files_are_those_of_the_reviewed_facts(client, tmp_path):
    unpacked(client, "tra-cau", tmp_path)
    for name in ("outline", "goals", "tasks", "responsibilities", "obligations", "bodies"):
        ours, theirs = (folder / "tra-cau" / f"{name}.csv" for folder in (tmp_path, DATA / "plans"))
        assert ours.read_text(encoding="utf-8") == theirs.read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "first"), [("", "Văn bản"), ("/en", "The document")])
def test_the_workbook_has_a_sheet_for_each_table_and_says_where_it_is_from(client, demo, lang, first):
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{lang}/plans/tra-cau.xlsx").get_data()))
    with demo.public.session() as session:
        tables = plan_tables(get_whole_plan(session, get_plan(session, "tra-cau")))
    *sheets, source = book.sheet_names
    assert sheets[0] == first
    assert len(sheets) == len(tables) == 8
    for name, table in zip(sheets, tables, strict=True):
        rows = book.get_sheet_by_name(name).to_python()
        assert tuple(rows[0]) == table.fields
        assert len(rows) == 1 + len(table.rows)
    (promise,) = [
        row for row in book.get_sheet_by_name(sheets[2]).to_python() if row[0] == "vneid-level2" and row[4] == 2035
    ]
    assert promise[1:5] == [">=", 95, "", 2035]
    said = book.get_sheet_by_name(source).to_python()
    assert f"{BASE}{lang}/plans/tra-cau" in [row[1] for row in said]
    assert not [row for row in said if row[0] and row[0] == row[1]], "every column has a meaning"


@pytest.mark.parametrize("slug", PLANS)
def test_json_ld_is_read_without_asking_anybody_and_all_of_it_has_an_address_here(client, slug):
    graph = graph_of(client, slug)  # no test may open a connection: a context elsewhere would fail
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]
    assert {str(subject).startswith(f"{BASE}/") for subject in graph.subjects()} == {True}
    assert not [o for o in graph.objects() if isinstance(o, URIRef) and not str(o).startswith("http")]
    for predicate in set(graph.predicates()):
        assert str(predicate).startswith(("https://schema.org/", "http://purl.org/", "http://www.w3.org/"))


@pytest.mark.parametrize("slug", PLANS)
def test_json_ld_has_all_of_the_plan_and_every_part_hangs_together(client, demo, slug):
    graph, plan = graph_of(client, slug), URIRef(f"{BASE}/plans/{slug}")
    with demo.public.session() as session:
        whole = get_whole_plan(session, get_plan(session, slug))
        pieces = [piece for found in whole.pieces.values() for piece in found]
        assert len(list(graph.transitive_objects(plan, SDO.hasPart))) == 1 + len(whole.sections) + len(pieces)
        assert len(list(graph.subjects(RDF.type, SDO.PropertyValue))) == len(whole.targets)
        assert len(list(graph.subjects(RDF.type, SDO.InformAction))) == len(whole.duties)
        assert len(list(graph.subjects(RDF.type, SDO.Action))) == len(whole.tasks)
    for part in (SDO.agent, SDO.participant, SDO.recipient, SDO.propertyID, SDO.author, SDO.isPartOf, SDO.encoding):
        for thing in set(graph.objects(None, part)):
            assert (thing, RDF.type, None) in graph, f"{thing} is not described"
    for part, whole_of_it in graph.subject_objects(SDO.isPartOf):
        assert (whole_of_it, SDO.hasPart, part) in graph


def test_json_ld_says_what_a_target_asks_for(client):
    graph, vneid = graph_of(client, "tra-cau"), URIRef(f"{TARGETS}vneid-level2-2035")
    assert graph.value(vneid, SDO.minValue) == Literal(95)
    assert graph.value(vneid, ODRL.operator) == ODRL.gteq
    assert graph.value(vneid, SDO.unitCode) == Literal("P1")
    assert graph.value(vneid, DCTERMS.date) == Literal("2035", datatype=XSD.gYear)
    assert graph.value(vneid, SDO.propertyID) == URIRef(f"{BASE}/indicators/vneid-level2")
    assert {o.language for o in graph.objects(vneid, DCTERMS.bibliographicCitation)} == {"vi", "en"}
    ranges = [t for t in graph.subjects(SDO.minValue) if (t, SDO.maxValue, None) in graph]
    assert ranges
    assert not [t for t in ranges if (t, ODRL.operator, None) in graph]


def test_json_ld_says_who_does_what_by_when_and_how_often_reports_come(client):
    graph = graph_of(client, "dak-cam")
    duty = URIRef(f"{BASE}/plans/dak-cam#dak-cam-iv-1-3-monthly")
    assert graph.value(duty, SDO.repeatFrequency) == Literal("P1M")
    assert graph.value(duty, SDO.agent)
    due = list(graph.subject_objects(SDO.endTime))
    assert due
    assert {day.datatype for _task, day in due} == {XSD.date}


def test_both_languages_have_one_json_ld(client):
    assert client.get("/plans/dak-cam.jsonld").data == client.get("/en/plans/dak-cam.jsonld").data


def test_every_address_of_json_ld_on_this_portal_answers(client):
    found = {str(node).partition("#")[0] for triple in graph_of(client, "thuong-hong") for node in triple}
    ours = {address.removeprefix(BASE) for address in found if address.startswith(f"{BASE}/")}
    assert len(ours) > 10
    assert not [path for path in ours if client.get(path).status_code != 200]


def test_what_json_ld_points_at_within_a_page_is_there(client, page):
    found = {str(subject) for subject in graph_of(client, "dak-cam").subjects() if "#" in str(subject)}
    ids = {
        part: {e.get("id") for e in page(f"/plans/dak-cam{part}").root.iter()} for part in ("", "/targets", "/tasks")
    }
    for address in found:
        path, _, anchor = address.removeprefix(f"{BASE}/plans/dak-cam").partition("#")
        assert anchor in ids[path], address


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize("slug", PLANS)
def test_stratml_is_as_the_schema_asks_and_has_all_of_the_plan(client, demo, slug, lang):
    root = check(client.get(f"{lang}/plans/{slug}.stratml").get_data())
    with demo.public.session() as session:
        whole = get_whole_plan(session, get_plan(session, slug))
        assert len(list(root.iter(tag("Goal")))) == len(whole.pieces)
        pieces = sum(len(found) for found in whole.pieces.values())
        assert len(list(root.iter(tag("Objective")))) == pieces
        assert len(root.findall(f".//{tag('Organization')}/{tag('Stakeholder')}")) == len(whole.bodies)
        assert root.findtext(tag("Name")) == (whole.plan.title_en if lang else whole.plan.title)
    assert root.findtext(f".//{tag('Source')}") == f"{BASE}{lang}/plans/{slug}"


@pytest.mark.parametrize(
    ("lang", "name"), [("", "≥ 95 % đến hết năm 2035"), ("/en", "≥ 95% by the end of 2035")], ids=["vi", "en"]
)
def test_stratml_has_the_number_of_a_target_in_its_name(client, lang, name):
    root = check(client.get(f"{lang}/plans/tra-cau.stratml").get_data())
    (target,) = [
        o for o in root.iter(tag("Objective")) if o.findtext(tag("Identifier")) == "target-tra-cau-vneid-level2-2035"
    ]
    assert target.findtext(tag("Name")).replace("\N{NO-BREAK SPACE}", " ").endswith(name)


def test_a_target_that_took_anothers_place_says_so_in_every_form_and_so_does_the_other(stores, tmp_path):
    data = shutil.copytree(DATA, tmp_path / "data")
    newer = shutil.copytree(data / "plans" / "tra-cau", data / "plans" / "tra-cau-2027")
    plan = (newer / "plan.csv").read_text(encoding="utf-8").replace("year,2025,2025", "year,2027,")
    (newer / "plan.csv").write_text(plan, encoding="utf-8")
    head, *_rest = (newer / "targets.csv").read_text(encoding="utf-8").splitlines()
    row = "vneid-level2,>=,97.5,,2030,II.2.1.a,1,,,tra-cau-vneid-level2-2030"
    (newer / "targets.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    public, desk = stores
    with public.begin() as session:
        load_facts(session, data)
    with Installation(public, desk, tmp_path).running_app() as app:
        client = app.test_client()
        new = URIRef(f"{BASE}/plans/tra-cau-2027/targets#tra-cau-2027-vneid-level2-2030")
        old = URIRef(f"{TARGETS}vneid-level2-2030")
        assert (new, DCTERMS.replaces, old) in graph_of(client, "tra-cau-2027")
        assert (old, DCTERMS.isReplacedBy, new) in graph_of(client, "tra-cau")
        assert graph_of(client, "tra-cau-2027").value(new, SDO.minValue) == Literal(97.5)
        assert "Thay cho chỉ tiêu tra-cau-vneid" in client.get("/plans/tra-cau-2027.stratml").get_data(as_text=True)
        assert "Được thay bằng chỉ tiêu tra-cau-2027" in client.get("/plans/tra-cau.stratml").get_data(as_text=True)
        unpacked(client, "tra-cau-2027", tmp_path / "out")
    assert row in (tmp_path / "out" / "tra-cau-2027" / "targets.csv").read_text(encoding="utf-8")


def test_a_program_that_prefers_linked_data_is_led_to_it(client):
    for accept, suffix in (("application/ld+json", "jsonld"), ("application/xml", "stratml")):
        answer = client.get("/plans/tra-cau", headers={"Accept": accept})
        assert (answer.status_code, answer.location) == (303, f"/plans/tra-cau.{suffix}")


def test_the_context_names_no_document_elsewhere(client):
    context = json.loads(client.get("/plans/tra-cau.jsonld").get_data())["@context"]
    assert isinstance(context, dict)
    assert "@import" not in context
