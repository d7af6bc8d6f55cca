"""``langso plan read`` and ``langso plan write``."""

import csv

import pytest
from click.testing import CliRunner
from fpdf import FPDF
from PIL import Image
from pypdfium2 import PdfDocument

from portal.cli.plan_read import read, write
from portal.publishing.plan_drafts.draft import TABLES, Decision
from portal.publishing.plan_drafts.workbook import draft_workbook, read_draft_workbook
from tests.publishing.documents.making import make_pdf, make_text
from tests.publishing.plan_drafts import sample


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "Kế hoạch Suối Thơm.txt"
    path.write_bytes(make_text(sample.SAMPLE))
    return path


@pytest.fixture
def run():
    return lambda command, *arguments: CliRunner().invoke(command, [str(each) for each in arguments])


def decided(path, decision):
    """The draft with every row decided."""
    draft = read_draft_workbook(path.read_bytes(), path.name)
    for row in draft.every_row():
        row.decision = decision
    path.write_bytes(draft_workbook(draft))


def test_a_document_becomes_a_draft_that_stands_beside_it(run, document):
    answer = run(read, document)
    assert answer.exit_code == 0, answer.output
    assert document.with_name(f"{document.name}.draft.xlsx").is_file()
    assert "targets 16" in answer.output
    assert "Contradictions: none found." in answer.output


def test_pages_that_are_pictures_are_named(run, tmp_path):
    picture = FPDF()
    picture.add_page()
    picture.image(Image.new("L", (60, 80), 200), 10, 10, 100)
    path, out = tmp_path / "ke-hoach.pdf", tmp_path / "nhap.xlsx"
    with PdfDocument(make_pdf(sample.SAMPLE)) as file, PdfDocument(bytes(picture.output())) as scan:
        file.import_pages(scan)
        last = len(file)
        file.save(path)
    answer = run(read, path, "--out", out)
    assert answer.exit_code == 0, answer.output
    assert f"Page {last} is a picture without text: not read." in answer.output
    assert read_draft_workbook(out.read_bytes(), out.name).scans == (last,)


def test_a_draft_is_never_written_over_unless_its_decisions_are_kept(run, document, tmp_path):
    out = tmp_path / "nhap.xlsx"
    assert run(read, document, "--out", out).exit_code == 0
    before = out.read_bytes()
    answer = run(read, document, "--out", out)
    assert answer.exit_code == 2
    assert "--keep" in answer.output
    assert out.read_bytes() == before


def test_what_was_decided_is_kept_when_the_document_is_read_again(run, document, tmp_path):
    out = tmp_path / "nhap.xlsx"
    run(read, document, "--out", out)
    decided(out, Decision.KEPT)
    gone = next(text for text in sample.SAMPLE if "không dùng tiền mặt" in text)
    document.write_bytes(make_text(["Trang đầu mới", *(text for text in sample.SAMPLE if text != gone)]))
    answer = run(read, document, "--keep", out, "--out", out)
    assert answer.exit_code == 0, answer.output
    assert "no longer in the document" in answer.output
    targets = read_draft_workbook(out.read_bytes(), out.name).rows["targets"]
    assert {row.decision for row in targets} == {Decision.KEPT}
    assert len(targets) == len(sample.EXPECTED_TARGETS) - 1


def test_a_plan_that_asks_for_less_than_the_one_above_it_is_told(run, document, tmp_path):
    above = tmp_path / "tren.txt"
    above.write_bytes(make_text([text.replace("tối thiểu 65%", "tối thiểu 80%") for text in sample.SAMPLE]))
    run(read, above, "--out", tmp_path / "tren.xlsx")
    answer = run(read, document, "--out", tmp_path / "nhap.xlsx", "--above", tmp_path / "tren.xlsx")
    assert answer.exit_code == 0, answer.output
    assert "Tỷ lệ phủ sóng 5G" in answer.output
    assert "≥ 65%" in answer.output
    assert "≥ 80%" in answer.output


def test_a_file_that_is_no_plan_is_refused_and_nothing_is_written(run, document):
    document.write_bytes(make_text(sample.NOT_A_PLAN))
    answer = run(read, document)
    assert answer.exit_code == 1
    assert "bố cục của kế hoạch" in answer.output
    assert list(document.parent.glob("*.xlsx")) == []


@pytest.mark.parametrize("name", ["không có.txt", "."])
def test_a_file_that_is_not_there_is_told_in_words(run, tmp_path, name):
    answer = run(read, tmp_path / name)
    assert answer.exit_code == 1
    assert answer.output.strip()
    assert not isinstance(answer.exception, OSError)


def test_a_reviewed_draft_becomes_the_files_of_a_plan(run, document, tmp_path):
    out, folder = tmp_path / "nhap.xlsx", tmp_path / "suoi-thom"
    run(read, document, "--out", out)
    assert run(write, out, "--out", folder).exit_code == 1
    assert not folder.exists()
    decided(out, Decision.KEPT)
    assert run(write, out, "--out", folder).exit_code == 0
    assert {path.stem for path in folder.iterdir()} == set(TABLES)
    with (folder / "targets.csv").open(encoding="utf-8") as file:
        rows = [tuple(row[column] for column in sample.TARGET_COLUMNS) for row in csv.DictReader(file)]
    assert rows == sample.EXPECTED_TARGETS
    assert run(write, out, "--out", folder).exit_code == 2


def test_dropped_rows_are_not_written(run, document, tmp_path):
    out = tmp_path / "nhap.xlsx"
    run(read, document, "--out", out)
    decided(out, Decision.DROPPED)
    assert run(write, out, "--out", tmp_path / "suoi-thom").exit_code == 0
    assert len((tmp_path / "suoi-thom" / "targets.csv").read_text(encoding="utf-8").splitlines()) == 1
