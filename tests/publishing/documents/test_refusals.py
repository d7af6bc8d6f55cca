"""What is no plan to be read gets a clear word in both languages, and never another exception."""

import io
import logging
import random
import zipfile
from dataclasses import replace

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from PIL import Image

from portal.publishing.documents import LIMITS, open_document, read_document
from portal.publishing.documents.sentences import CATALOGUE, KINDS
from portal.publishing.problems import Refused
from tests.publishing.documents.making import make_docx, make_pdf, make_text
from tests.publishing.documents.packing import p, pack, pack_word, relations
from tests.publishing.documents.plans import PARAGRAPHS, ROWS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PLAIN = "Kế hoạch của xã\n".encode()


def refusal(content, name="ke-hoach.docx", limits=LIMITS):
    with pytest.raises(Refused) as refused:
        read_document(content, name, limits)
    (problem,) = refused.value.problems
    assert problem.where == name
    assert all([problem.message, problem.message_en, problem.fix, problem.fix_en])
    assert "{" not in str(problem)
    return problem


def blank_pdf(*pictures):
    file = FPDF()
    file.add_page()
    for picture in pictures:
        file.image(picture, 10, 10, 100)
    return file


def locked_pdf():
    file = blank_pdf()
    file.set_font("helvetica")
    file.text(20, 20, "Ke hoach")
    file.set_encryption(owner_password="a", user_password="b", encryption_method=EncryptionMethod.AES_128)
    return bytes(file.output())


def locked_zip():
    content = bytearray(make_docx(["Một"]))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(start)
        while at >= 0:
            content[at + (6 if start[2] == 3 else 8)] |= 1
            at = content.find(start, at + 1)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.txt"),
        (b" \r\n\t\n", "a.txt"),
        (b"\xef\xbb\xbf\n", "a.md"),
        (b"\xff\xfe\n\x00", "a.txt"),
        ("<!-- chỉ có ghi chú -->\n".encode(), "a.md"),
        (pack_word(p() + p("  ")), "a.docx"),
        (bytes(blank_pdf().output()), "a.pdf"),
    ],
)
def test_a_document_without_a_word_is_said_to_be_empty(content, name):
    assert refusal(content, name).code == "empty-document"


def test_a_scan_is_said_to_be_one_with_its_pages():
    file = blank_pdf(Image.new("L", (60, 80), 200))
    file.add_page()
    problem = refusal(bytes(file.output()), "a.pdf")
    assert problem.code == "no-text"
    assert "(2 trang)" in problem.message
    assert "(2 pages)" in problem.message_en


def test_a_word_file_of_pictures_alone_is_a_scan():
    assert refusal(pack_word(p(), more={"word/media/image1.png": b"x"})).code == "no-text"


def cut(content):
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (cut(make_docx(PARAGRAPHS)), "a.docx"),
        (pack_word("<w:p>"), "a.docx"),
        (pack_word("<w:x>" * 70 + "</w:x>" * 70), "a.docx"),
        (pack({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "a.docx"),
        (pack({"word/document.xml": "<x/>".encode("utf-16")}), "a.docx"),
        (pack({"word/styles.xml": b"<x/>"}), "a.docx"),
        (pack({"word/document.xml": b"<x/>", "../a.xml": b"<x/>"}), "a.docx"),
        (PLAIN, "a.docx"),
        (PLAIN, "a.pdf"),
        (b"%PDF-1.7\n" + PLAIN, "a.pdf"),
        (make_pdf(PARAGRAPHS)[:200], "a.pdf"),
    ],
)
def test_a_damaged_document_is_said_to_be_damaged(content, name):
    problem = refusal(content, name)
    assert problem.code == "damaged-document"
    assert "(damaged)" not in problem.message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx"),
        (locked_zip(), "a.docx"),
        (locked_pdf(), "a.pdf"),
    ],
)
def test_a_document_with_a_password_is_said_to_have_one(content, name):
    assert refusal(content, name).code == "protected-document"


OTHERS = {
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "a.doc"),
    "ole": (OLE, "a.docx"),
    "odt": (pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "a.docx"),
    "ods": (pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "a.docx"),
    "rtf": (b"{\\rtf1 Ke hoach}", "a.rtf"),
    "html": (b"\xef\xbb\xbf\r\n<!DOCTYPE html><p>x", "a.doc"),
    "mht": (b"MIME-Version: 1.0\r\n", "a.doc"),
    "xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "a.doc"),
    "xlsx": (
        pack({"_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}).encode(), "xl/workbook.xml": b"<x/>"}),
        "a.docx",
    ),
    "pptx": (pack({"ppt/presentation.xml": b"<x/>"}), "a.docx"),
    "zip": (pack({"a.txt": b"x"}), "a.docx"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(20), "a.rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "a.7z"),
    "gz": (b"\x1f\x8b\x08\x00" + bytes(20), "a.gz"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(20), "a.docx"),
    "binary": (random.Random(1).randbytes(5_000), "a.txt"),  # noqa: S311
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_called_what_it_is(kind):
    problem = refusal(*OTHERS[kind])
    assert problem.code == "other-kind"
    assert KINDS[kind][0] in problem.message
    assert KINDS[kind][1] in problem.message_en


def test_every_kind_that_has_a_name_is_tried():
    assert set(OTHERS) == set(KINDS)


@pytest.mark.parametrize("text", ["BMI của học sinh: 18\n", "Rải rác RIFF\n", "GIF8 là tên một tệp\n"])
def test_a_text_that_begins_like_a_picture_is_a_text(text):
    assert read_document(text.encode(), "a.txt").lines[0].text == text.strip()


@pytest.mark.parametrize(
    "content", ["L'été où".encode("latin-1"), "Kế hoạch".encode("utf-16") + b"\x00\xd8", b"\xe9\xe8 \xe0 b\xea"]
)
def test_an_encoding_that_nobody_knows_is_named(content):
    assert refusal(content, "a.txt").code == "unknown-encoding"


@pytest.mark.parametrize(
    ("content", "name", "changes", "unit"),
    [
        (PLAIN, "a.txt", {"size": 5}, "byte"),
        (make_docx(["Một"]), "a.docx", {"entries": 2}, "phần bên trong"),
        (pack_word(p("Một")), "a.docx", {"part": 50}, "byte"),
        (make_pdf(PARAGRAPHS * 8), "a.pdf", {"pages": 2}, "trang"),
        (make_pdf(PARAGRAPHS), "a.pdf", {"characters": 100}, "ký tự"),
        (make_docx(PARAGRAPHS), "a.docx", {"characters": 100}, "ký tự"),
        (make_text(PARAGRAPHS), "a.txt", {"characters": 100}, "ký tự"),
        (make_text(PARAGRAPHS), "a.txt", {"lines": 3}, "dòng"),
    ],
)
def test_too_much_of_anything_is_refused_with_the_limit(content, name, changes, unit):
    problem = refusal(content, name, replace(LIMITS, **changes))
    assert problem.code == "too-large-document"
    assert unit in problem.message


def test_an_archive_that_grows_too_large_is_refused():
    assert refusal(pack_word(p("a" * 5_000_000))).code == "zip-bomb"


def test_a_reading_that_takes_too_long_is_stopped(caplog):
    assert refusal(PLAIN, "a.txt", replace(LIMITS, seconds=0)).code == "too-slow"


def test_a_reading_that_needs_too_much_memory_is_stopped(caplog):
    assert refusal(b"a b " * 9_000_000, "a.txt", replace(LIMITS, memory=80_000_000)).code == "too-much-memory"


def test_a_reading_that_cannot_begin_is_refused_and_the_log_names_the_bytes_alone(caplog):
    with caplog.at_level(logging.WARNING):
        assert refusal(PLAIN, "a.txt", replace(LIMITS, files=3)).code == "damaged-document"
    assert "Kế hoạch" not in caplog.text


def test_every_refusal_in_the_catalogue_is_tried_here():
    tried = {"empty-document", "no-text", "damaged-document", "protected-document", "other-kind", "unknown-encoding"}
    assert set(CATALOGUE) == tried | {"too-large-document", "zip-bomb", "too-slow", "too-much-memory"}


def test_a_name_is_repeated_without_its_path_and_without_what_nobody_sees():
    with pytest.raises(Refused) as refused:
        read_document(b"", "C:\\thu\\k\u202ee\nho\x07ach.docx")
    assert refused.value.problems[0].where == "k�e�ho�ach.docx"


@pytest.mark.parametrize(("make", "name"), [(make_docx, "a.docx"), (make_pdf, "a.pdf")])
def test_disturbed_documents_are_each_read_or_refused(make, name, caplog):
    good = make(PARAGRAPHS, tables={3: ROWS})
    known = set(CATALOGUE)
    for seed in range(25):
        chance = random.Random(seed)  # noqa: S311
        content = bytearray(good)
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read_document(bytes(content), name)
        except Refused as refused:
            known |= {problem.code for problem in refused.problems}
    assert known == set(CATALOGUE)


def test_a_file_on_this_machine_is_opened_by_its_path(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(PLAIN)
    document = open_document(path)
    assert (document.name, document.kind, document.lines[0].text) == ("ke-hoach.txt", "txt", "Kế hoạch của xã")
    with pytest.raises(Refused, match="40000000"):
        open_document(_sparse(tmp_path / "to.txt"))


def _sparse(path):
    with path.open("wb") as file:
        file.truncate(LIMITS.size * 2)
    return path


def test_a_bomb_of_many_small_parts_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(LIMITS.entries + 1):
            archive.writestr(f"word/{number}.xml", b"")
    assert refusal(out.getvalue()).code == "too-large-document"
