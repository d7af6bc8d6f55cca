"""What a reader sees of the datasets, and that the files are the bytes released."""

import base64
import datetime as dt
import hashlib
import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from portal.domain.catalogue import get_entry
from portal.domain.datasets import list_datasets
from portal.domain.dictionary import FIGURES
from portal.domain.frequency import Frequency
from portal.domain.observations import Status
from portal.domain.periods import parse_period
from portal.i18n.catalogue_words import kept_text
from portal.pages import dictionary

SLUG = "tra-cau-digital-society"


@pytest.fixture
def files(demo) -> list[tuple[str, str, int]]:
    """Address, checksum and size of every file of the newest versions of two communes' datasets."""
    with demo.public.session() as session:
        return [
            (f"/datasets/{d.slug}/{d.latest.number}/{f.name}", f.sha256, f.bytes)
            for d in list_datasets(session)
            if d.commune.slug in {"tra-cau", "dak-cam"} and d.latest
            for f in d.latest.files
        ]


@dataclass(frozen=True)
class Fetched:
    status: int
    headers: Headers
    content: bytes


def fetch(client: FlaskClient, path: str, **headers: str) -> Fetched:
    """An answer whose file is closed again."""
    with client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()}) as answer:
        return Fetched(answer.status_code, answer.headers, answer.get_data())


@pytest.fixture
def csv_path(files) -> str:
    return next(path for path, _, _ in files if path.endswith(".csv") and SLUG in path)


def test_the_catalogue_lists_every_dataset_with_its_version(page) -> None:
    shown = page("/datasets")
    assert "52 bộ dữ liệu" in shown.text, "six of figures a commune, four of records, and reports where days are set"
    pages = [shown, page("/datasets?page=2")]
    found = [link for one in pages for link in one.links if re.fullmatch("/datasets/[^?.]+", link)]
    assert len(found) == len(set(found)) == 52
    assert f"/datasets/{SLUG}" in found
    assert sum(len(re.findall(r"Phiên bản [1-9]\.", one.text)) for one in pages) == 52


def test_the_catalogue_is_narrowed_by_commune_and_group(page) -> None:
    shown = page("/datasets?commune=tra-cau&group=society")
    assert "1 bộ dữ liệu" in shown.text
    assert "/datasets/tra-cau-society" in shown.links
    assert f"/datasets/{SLUG}" not in shown.links


def test_a_dataset_tells_publisher_licence_extent_and_how_to_cite_it(page) -> None:
    text = page(f"/datasets/{SLUG}").text
    assert "CC BY 4.0" in text
    assert "01/01/2025 – 31/10/2026" in text
    assert "36 thôn, tổ dân phố" in text
    assert "Ủy ban nhân dân phường Trà Câu (2026). Xã hội số - Phường Trà Câu, phiên bản 1." in text
    assert "không được bán nguyên trạng" in text
    assert "Số liệu minh họa:" in text


def test_versions_are_listed_with_the_reason_of_a_correction(page) -> None:
    shown = page(f"/datasets/{SLUG}")
    (table,) = shown.find("table", id="version-table")
    assert "Đính chính" in shown.words_of(table)
    assert "Lý do: Một số người bị đếm ở cả nơi thường trú và nơi tạm trú" in shown.words_of(table)
    assert f"/datasets/{SLUG}/1.0.0" in shown.links


def test_an_old_version_says_so_and_leads_to_the_newest(page) -> None:
    shown = page(f"/datasets/{SLUG}/1.0.0")
    assert "Đây là phiên bản cũ" in shown.text
    assert f"/datasets/{SLUG}" in shown.links
    assert "Số liệu minh họa:" in shown.text
    page(f"/en/datasets/{SLUG}/1.0.0")


def test_the_dictionary_explains_every_column_and_every_status() -> None:
    assert [name for name, _ in dictionary.columns("digital-society")] == list(FIGURES.names)
    assert [name for name, _ in dictionary.statuses("digital-society")] == [*Status]


def test_every_file_is_the_bytes_released(client, files) -> None:
    assert len(files) >= 30
    for path, sha256, size in files:
        answer = fetch(client, path)
        digest = hashlib.sha256(answer.content)
        assert digest.hexdigest() == sha256
        assert answer.headers["Content-Length"] == str(len(answer.content)) == str(size)
        assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"


def test_the_page_prints_the_checksum_of_each_file(page, files) -> None:
    shown = page(f"/datasets/{SLUG}").text
    assert all(sha256 in shown for path, sha256, _ in files if f"/{SLUG}/" in path)


def test_a_file_is_a_download_that_never_changes(client, csv_path) -> None:
    answer = fetch(client, csv_path)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={csv_path.rpartition('/')[2]}"


def test_who_has_the_bytes_is_not_sent_them_again(client, csv_path) -> None:
    etag = fetch(client, csv_path).headers["ETag"]
    assert fetch(client, csv_path, If_None_Match=etag).status == 304


def test_a_broken_download_goes_on_where_it_stopped(client, csv_path) -> None:
    whole = fetch(client, csv_path).content
    part = fetch(client, csv_path, Range="bytes=1000-1999")
    assert part.status == 206
    assert part.content == whole[1000:2000]


@pytest.mark.parametrize(
    "path",
    [
        f"/datasets/{SLUG}/1.0.0/../../../public.sqlite",
        f"/datasets/{SLUG}/1.0.0/..%2f..%2f..%2fpublic.sqlite",
        f"/datasets/{SLUG}/1.0.0/other.csv",
        f"/datasets/{SLUG}/9.9.9",
        f"/datasets/{SLUG}/9.9.9/{SLUG}-9.9.9.csv",
        "/datasets/nothing",
        "/datasets/nothing.json",
    ],
)
def test_only_what_was_released_can_be_fetched(client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_file_that_the_disk_has_lost_is_a_clear_error(demo, tmp_path, csv_path) -> None:
    app = demo.make_app()
    app.config["FILES_DIR"] = str(tmp_path)
    answer = app.test_client().get(csv_path)
    app.extensions["store"].close()
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert "đã được công bố nhưng máy chủ hiện không đọc được" in answer.json["detail"]


def test_a_file_that_was_cut_short_is_not_served_as_whole(demo, tmp_path, csv_path) -> None:
    cut = tmp_path / csv_path.removeprefix("/datasets/")
    cut.parent.mkdir(parents=True)
    cut.write_bytes(b"indicator,")
    app = demo.make_app()
    app.config["FILES_DIR"] = str(tmp_path)
    assert app.test_client().get(csv_path).status_code == 503
    app.extensions["store"].close()


def test_a_page_and_the_api_give_the_same_catalogue(client) -> None:
    rows = client.get("/datasets.json").json["data"]
    assert rows == client.get("/api/v1/datasets?limit=1000").json["data"]
    assert client.get(f"/datasets/{SLUG}.json").json["data"] == [r for r in rows if r["slug"] == SLUG]


def test_without_datasets_the_catalogue_says_so(bare_app) -> None:
    client = bare_app.test_client()
    assert "Chưa có bộ dữ liệu nào." in client.get("/datasets").get_data(as_text=True)
    assert client.get("/en/datasets").status_code == 200
    assert client.get("/datasets.json").json == {"data": [], "next": None, "total": 0}


def test_a_dataset_of_records_explains_its_own_columns_and_leads_to_its_page(page) -> None:
    shown = page("/datasets/tra-cau-budget")
    (table,) = shown.find("table", id="columns")
    assert "Số tiền đã giải ngân" in shown.words_of(table)
    assert not shown.find("table", id="statuses")
    assert "/money?commune=tra-cau" in shown.links


@pytest.mark.parametrize("group", ["task-progress", "reports", "budget", "support-programmes", "community-teams"])
def test_the_dictionary_of_records_has_the_columns_of_the_file(demo, page, group) -> None:
    name = f"dak-cam-{group}"
    header = (demo.files / name / "1.0.0" / f"{name}-1.0.0.csv").read_text(encoding="utf-8").splitlines()[0]
    shown = page(f"/datasets/{name}")
    (table,) = shown.find("table", id="columns")
    assert [shown.words_of(code) for code in table.iter("code")] == header.split(",")


def test_a_citation_can_be_copied_with_one_click_and_read_without_a_script(open_page):
    page = open_page(f"/datasets/{SLUG}/1.0.0")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép trích dẫn").click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").inner_text().strip()
    bare = open_page(f"/datasets/{SLUG}/1.0.0", java_script_enabled=False, check=False)
    assert bare.locator("#citation").is_visible()
    assert bare.get_by_role("button", name="Sao chép trích dẫn").count() == 0


def test_quality_is_told_by_status_and_adds_up(demo, page, now) -> None:
    with demo.public.session() as session:
        entry = get_entry(session, SLUG, today=now)
    for path, rows in ((f"/datasets/{SLUG}", entry.version.rows), (f"/datasets/{SLUG}/1.0.0", entry.versions[-1].rows)):
        shown = page(path)
        (table,) = shown.find("table", id="quality-table")
        cells = {row.find("th/code").text: shown.words_of(row.find("td")) for row in table.find("tbody")}
        assert list(cells) == [*Status], "each of them, also those that no cell has"
        counts = {status: int(number.replace(".", "")) for status, number in cells.items()}
        assert sum(counts.values()) == rows
        assert counts["withheld"] > 0
        assert "số ô phải có số liệu đã có giá trị" in shown.text


def test_the_rhythm_and_whether_it_was_kept_are_told_in_words(demo, page, now) -> None:
    with demo.public.session() as session:
        frequency = get_entry(session, SLUG, today=now).frequency
    vietnamese = page(f"/datasets/{SLUG}").text
    assert "Cập nhật hằng tháng; số liệu của mỗi kỳ phải công bố chậm nhất vào ngày cuối của kỳ sau." in vietnamese
    assert f"có {frequency.due} kỳ đến hạn: {frequency.on_time} kỳ đúng hạn, {frequency.late} kỳ chậm" in vietnamese
    assert "Kỳ tới: tháng 11/2026, công bố chậm nhất ngày 31/12/2026." in vietnamese
    assert "Không theo kỳ" in page("/datasets/tra-cau-budget").text


@pytest.mark.parametrize(
    ("on_time", "late", "absent", "words"),
    [
        (0, 0, 0, "chưa có kỳ nào đến hạn"),
        (1, 0, 0, "có 1 kỳ đến hạn, công bố đúng hạn"),
        (5, 0, 0, "có 5 kỳ đến hạn, tất cả công bố đúng hạn"),
        (3, 1, 2, "có 6 kỳ đến hạn: 3 kỳ đúng hạn, 1 kỳ chậm, 2 kỳ chưa công bố"),
    ],
)
def test_whether_a_rhythm_was_kept_has_words_for_every_case(app, on_time, late, absent, words) -> None:
    frequency = Frequency("month", on_time, late, absent, parse_period("2026-11"), dt.date(2026, 12, 31))
    with app.test_request_context():
        assert words in kept_text(frequency)


def test_without_a_contact_the_page_says_whom_to_ask(page) -> None:
    text = page(f"/datasets/{SLUG}").text
    assert "chưa có địa chỉ thư" in text
    assert "Xin liên hệ trực tiếp với Ủy ban nhân dân phường Trà Câu." in text


def test_the_api_has_the_rows_where_the_page_says(page, client, demo) -> None:
    for slug in (SLUG, "dak-cam-reports", "tra-cau-task-progress", "tra-cau-budget", "tra-cau-community-teams"):
        told = [link for link in page(f"/datasets/{slug}").links if link.startswith("/api/v1/") and "?" in link]
        assert told
        for link in told:
            assert client.get(link).get_json()["total"] > 0


@pytest.mark.parametrize("name", ["citation.bib", "citation.json"])
def test_a_citation_can_be_downloaded_and_takes_no_files_name(client, files, name) -> None:
    answer = fetch(client, f"/datasets/{SLUG}/1.0.0/{name}")
    assert answer.status == 200
    assert f"{SLUG}-1.0.0".encode() in answer.content
    assert name not in {path.rpartition("/")[2] for path, _, _ in files}
    assert fetch(client, f"/datasets/{SLUG}/9.9.9/{name}").status == 404
