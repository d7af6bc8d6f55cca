"""``langso plan read`` and ``langso plan write``."""

import csv
import os
import resource
import shutil
import subprocess
import threading
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from fpdf import FPDF
from PIL import Image
from pypdfium2 import PdfDocument

from portal.cli.plan_files import write_file
from portal.cli.plan_load import load
from portal.cli.plan_read import read, write
from portal.publishing.plan_drafts.draft import TABLES, Decision
from portal.publishing.plan_drafts.workbook import draft_workbook, read_draft_workbook
from tests.publishing.documents.making import make_pdf, make_text
from tests.publishing.plan_reading import sample


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


@pytest.mark.parametrize(
    ("name", "said", "said_en"),
    [
        ("không có.txt", "không có tệp hay thư mục này", "there is no such file"),
        (".", "là thư mục, không phải tệp", "is a folder, not a file"),
    ],
)
@pytest.mark.parametrize("command", ["read", "keep", "write"])
def test_a_file_that_is_not_there_is_told_in_both_languages(run, document, tmp_path, command, name, said, said_en):
    path, out = tmp_path / name, tmp_path / "moi"
    answer = {
        "read": lambda: run(read, path),
        "keep": lambda: run(read, document, "--keep", path, "--out", out.with_suffix(".xlsx")),
        "write": lambda: run(write, path, "--out", out),
    }[command]()
    assert answer.exit_code == 1
    assert said in answer.output
    assert said_en in answer.output
    assert "Errno" not in answer.output
    assert list(tmp_path.iterdir()) == [document]


def test_the_folder_one_stands_in_is_no_document(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    answer = run(read, ".")
    assert answer.exit_code == 1
    assert "is a folder, not a file" in answer.output


def test_a_folder_to_load_that_is_not_there_is_told_in_both_languages(run, document, tmp_path):
    answer = run(load, tmp_path / "không có")
    assert answer.exit_code == 1
    assert "không có tệp hay thư mục này" in answer.output
    assert "there is no such file or folder" in answer.output
    assert "is a file, not a folder" in run(load, document).output


def test_a_draft_goes_into_a_folder_that_is_there_under_the_name_of_a_workbook(run, document, tmp_path):
    answer = run(read, document, "--out", tmp_path / "nowhere" / "nhap.xlsx")
    assert answer.exit_code == 1
    assert f"không có thư mục {tmp_path / 'nowhere'}" in answer.output
    answer = run(read, document, "--out", tmp_path / "nhap.csv")
    assert answer.exit_code == 1
    assert "phải có đuôi .xlsx" in answer.output
    assert "has to end in .xlsx" in answer.output
    assert list(tmp_path.iterdir()) == [document]


def test_of_two_readings_into_one_file_one_is_refused(document, tmp_path):
    out, together = tmp_path / "nhap.xlsx", threading.Barrier(2)
    content = [b"one", b"other"]
    told = []

    def reading_of(mine):
        together.wait()
        try:
            write_file(out, mine, over=False)
        except FileExistsError:
            told.append(mine)

    readings = [threading.Thread(target=reading_of, args=(mine,)) for mine in content]
    for each in readings:
        each.start()
    for each in readings:
        each.join()
    assert len(told) == 1
    assert out.read_bytes() in content
    assert out.read_bytes() not in told
    assert sorted(tmp_path.iterdir()) == sorted([document, out])


@contextmanager
def short_files(most):
    """Files of this process end at so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def kept(run, document, tmp_path):
    """A draft with every row taken."""
    run(read, document, "--out", tmp_path / "nhap.xlsx")
    decided(tmp_path / "nhap.xlsx", Decision.KEPT)
    return tmp_path / "nhap.xlsx"


@pytest.mark.parametrize("name", ["suoi-thom", "xa/suoi-thom", "empty"])
def test_of_a_plan_that_cannot_be_written_whole_nothing_is_written(run, kept, tmp_path, name):
    folder = tmp_path / "plans"
    (folder / "empty").mkdir(parents=True)
    draft = read_draft_workbook(kept.read_bytes(), kept.name)
    for row in draft.rows["targets"]:
        row.cells["note"] = "x" * 5_000
    kept.write_bytes(draft_workbook(draft))
    with short_files(60_000):
        answer = run(write, kept, "--out", folder / name)
    assert answer.exit_code == 1
    assert "đĩa đã đầy" in answer.output
    assert "the disk is full. Nothing was changed" in answer.output
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*")] == ["empty"]
    assert run(write, kept, "--out", folder / name).exit_code == 0
    assert {path.stem for path in (folder / name).iterdir()} == set(TABLES)


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 16 KiB, half of it taken."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if os.geteuid() or mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a disk can be mounted by root only")
    (disk / "else").write_bytes(bytes(8192))
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_left_as_it_was(run, kept, document, tiny_disk):
    for command in ((write, kept, "--out", tiny_disk / "p"), (read, document, "--out", tiny_disk / "p.xlsx")):
        answer = run(*command)
        assert answer.exit_code == 1
        assert "the disk is full. Nothing was changed" in answer.output
        assert [path.name for path in tiny_disk.iterdir()] == ["else"]


def without_an_indicator(path, decision):
    """The draft with one target that no indicator was found for; returns the line it is from."""
    draft = read_draft_workbook(path.read_bytes(), path.name)
    row = draft.rows["targets"][2]
    row.cells["indicator"], row.read, row.decision = "", None, decision
    path.write_bytes(draft_workbook(draft))
    return row.source.line


def test_a_target_without_an_indicator_is_not_taken_as_right(run, kept, tmp_path):
    line = without_an_indicator(kept, Decision.KEPT)
    answer = run(write, kept, "--out", tmp_path / "suoi-thom", "--open")
    assert answer.exit_code == 1
    assert f"dòng {line}" in answer.output
    assert "the target has no indicator or no value yet" in answer.output
    assert not (tmp_path / "suoi-thom").exists()


def test_open_leaves_out_a_target_without_an_indicator_and_names_it(run, kept, tmp_path):
    line = without_an_indicator(kept, Decision.OPEN)
    answer = run(write, kept, "--out", tmp_path / "suoi-thom", "--open")
    assert answer.exit_code == 0, answer.output
    assert "Không lấy 1 chỉ tiêu" in answer.output
    assert "Left out, 1 target without an indicator or a value" in answer.output
    assert f"line {line}," in answer.output
    assert f"targets {len(sample.EXPECTED_TARGETS) - 1}" in answer.output
    with (tmp_path / "suoi-thom" / "targets.csv").open(encoding="utf-8") as file:
        assert all(row["indicator"] for row in csv.DictReader(file))


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
