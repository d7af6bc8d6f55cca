from collections import Counter
from urllib.parse import urlsplit

from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.reading import get, refusal, rows
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation


def test_what_corrects_or_takes_back_is_listed_and_nothing_else(client):
    of_releases = [row["id"] for row in rows(client, "releases") if row["kind"] != "update"]
    assert [row["id"] for row in rows(client, "corrections")] == of_releases == ["tra-cau-r5", "tan-lap-r4"]
    refusal(client, "corrections/tra-cau-r1", 404)


def test_the_counts_are_those_of_the_cells_behind_the_address(client):
    for row in rows(client, "corrections"):
        address = urlsplit(row["changes_url"]).path.removeprefix("/api/v1/")
        cells = rows(client, address)
        counted = Counter(cell["change"] for cell in cells)
        assert {kind: number for kind, number in row["changes"].items() if number} == counted
        assert set(row["indicators"]) == {cell["indicator"] for cell in cells}


def test_corrections_can_be_asked_for_by_commune_indicator_and_kind(client):
    assert [row["id"] for row in rows(client, "corrections", commune="tra-cau")] == ["tra-cau-r5"]
    assert [row["id"] for row in rows(client, "corrections", indicator="digital-skills")] == ["tan-lap-r4"]
    assert [row["id"] for row in rows(client, "corrections", kind="retraction")] == ["tan-lap-r4"]
    assert rows(client, "corrections", indicator="hdi") == []
    assert refusal(client, "corrections?kind=update")["parameter"] == "kind"


def test_as_of_knows_no_later_correction(client):
    assert [row["id"] for row in rows(client, "corrections", as_of="2026-07-01")] == ["tan-lap-r4"]


def test_a_withdrawal_that_is_itself_withdrawn_says_so_from_then_on(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator(), make_indicator("digital-skills", position=1)])
    publisher = Publisher(desk, public, tmp_path / "files")
    cells = [Cell(code, f"{COMMUNE}-01", "2026-09", 50, 100) for code in ("digital-skills", "vneid-level2")]
    back = [Cell(cell.indicator, cell.locality, cell.period, withdrawn=True) for cell in cells]
    words = {"reason": "sai", "reason_en": "wrong"}
    first = publisher.publish(make_submission(desk, cells), at=AT)
    second = publisher.publish(make_submission(desk, back, kind="retraction", takes_back=first, **words), at=AT)
    third = publisher.publish(make_submission(desk, cells, kind="correction", takes_back=second, **words), at=AT)
    app = Installation(public, desk, tmp_path / "files").make_app()
    client = app.test_client()
    taken_back = get(client, f"corrections/{second}")
    assert (taken_back["takes_back"], taken_back["withdrawn_by"]) == (first, third)
    assert taken_back["indicators"] == ["vneid-level2", "digital-skills"]
    assert get(client, f"corrections/{second}", as_of=second)["withdrawn_by"] is None
    assert taken_back["changes"]["removed"] > 0
    app.extensions["store"].close()
