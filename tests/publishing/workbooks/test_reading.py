"""The reading process: what it may use, and what is said when it dies."""

import datetime as dt
import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest

from portal.publishing.problems import Refused
from portal.publishing.workbooks import LIMITS, Workbook, describe_limits, read_workbook
from portal.publishing.workbooks.transport import decode, encode_workbook
from portal.settings import ROOT
from tests.publishing import hostile

HALF_PAST_SEVEN = dt.datetime.fromisoformat("2026-10-01T07:30:00")


def refusal(content, limits, name="so-lieu.xlsx"):
    with pytest.raises(Refused) as refused:
        read_workbook(content, name, limits)
    return refused.value.problems[0].code


def test_the_answer_names_the_bytes_it_was_read_from():
    content = hostile.good()
    book = read_workbook(content, "thư mục/Số liệu.xlsx")
    assert (book.name, book.kind) == ("Số liệu.xlsx", "xlsx")
    assert book.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_larger_than_allowed_starts_no_process():
    assert refusal(hostile.good(), replace(LIMITS, size=100, files=3)) == "too-large"


def test_a_reading_that_needs_more_memory_than_allowed_is_refused():
    """The library asks for 59 million cells at once, and the process is aborted."""
    assert refusal(hostile.scattered(), replace(LIMITS, area=10**9)) == "too-much-memory"


def test_a_reading_that_runs_out_of_memory_in_our_own_code_is_refused():
    assert refusal(b"a" * 19_000_000, replace(LIMITS, memory=60_000_000), "so-lieu.csv") == "too-much-memory"


def test_a_reading_that_takes_more_processor_time_than_allowed_is_refused():
    limits = replace(LIMITS, processor=1, marks=10**9)
    assert refusal(hostile.empty_cells(), limits) == "too-slow"


def test_a_reading_that_takes_longer_than_allowed_is_refused():
    assert refusal(hostile.many_cells(20_000, 20), replace(LIMITS, seconds=0)) == "too-slow"


def test_a_reading_that_answers_more_than_allowed_is_refused(caplog):
    assert refusal(hostile.good(), replace(LIMITS, answer=10)) == "reader-failed"


def test_a_reading_that_cannot_even_begin_is_refused_and_its_last_words_are_logged(caplog):
    content = hostile.good()
    assert refusal(content, replace(LIMITS, files=3)) == "reader-failed"
    assert hashlib.sha256(content).hexdigest() in caplog.text


def test_where_less_is_allowed_already_an_upload_is_read_within_that():
    script = """if True:
        import resource
        from portal.publishing.workbooks import read_workbook
        for kind, most in ((resource.RLIMIT_FSIZE, 5_000_000), (resource.RLIMIT_CPU, 6)):
            resource.setrlimit(kind, (most, most))
        print(read_workbook("Thôn,Số\\n1,2\\n".encode(), "so-lieu.csv").sheets[0].rows)
    """
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "(('Thôn', 'Số'), ('1', '2'))"), done.stderr


def test_problems_are_listed_up_to_a_number_and_the_rest_counted():
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c></row>' for n in range(1, 31))
    with pytest.raises(Refused) as refused:
        read_workbook(hostile.cells(rows), "so-lieu.xlsx", replace(LIMITS, problems=4))
    found = [(problem.code, problem.where.rpartition("!")[2]) for problem in refused.value.problems]
    assert found[:4] == [("error-cell", f"A{n}") for n in range(1, 5)]
    assert refused.value.problems[4].message_en == "26 more problems are not listed."


def test_what_one_process_tells_another_comes_out_as_it_went_in():
    def fill(book):
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row("A1", ["Thôn", True, 1, 1.25, 1e300])
        sheet.write_datetime("A2", dt.date(2026, 10, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime("B2", HALF_PAST_SEVEN, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.merge_range("C2:D3", "gộp")
        sheet.write("A4", 0.5, book.add_format({"num_format": "0.0%"}))

    book = read_workbook(hostile.written(fill), "so-lieu.xlsx")
    assert book.sheets[0].rows == (
        ("Thôn", True, 1, 1.25, 1e300),
        (dt.date(2026, 10, 1), HALF_PAST_SEVEN, "gộp"),
        (),
        (0.5,),
    )
    assert decode(encode_workbook(book), book.name, book.sha256) == book
    assert isinstance(book, Workbook)


def test_each_limit_is_described_in_both_languages():
    told = list(describe_limits())
    assert ("rows", LIMITS.rows) in [(name, value) for name, value, _, _ in told]
    assert all(meaning and english and meaning != english for _, _, meaning, english in told)
