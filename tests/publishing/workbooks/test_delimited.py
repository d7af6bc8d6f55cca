"""CSV files as Excel and others write them."""

import pytest

from portal.publishing.problems import Refused
from portal.publishing.workbooks import read_workbook


def rows(text, name="so-lieu.csv"):
    (sheet,) = read_workbook(text.encode() if isinstance(text, str) else text, name).sheets
    assert sheet.name == ""
    return sheet.rows


@pytest.mark.parametrize(
    "text",
    [
        "Thôn,Số hộ\n01,5\n",
        "Thôn;Số hộ\r\n01;5\r\n",
        "Thôn\tSố hộ\n01\t5",
        "\ufeffThôn,Số hộ\r\n01,5\r\n\r\n",
        '"Thôn","Số hộ"\n"01","5"\n,,,\n',
    ],
)
def test_the_delimiter_and_the_byte_order_mark_are_found_and_zeros_kept(text):
    assert rows(text) == (("Thôn", "Số hộ"), ("01", "5"))


def test_decimal_commas_do_not_pass_for_delimiters():
    assert rows("Thôn;Tỉ lệ;Số hộ\nA;1,5;2,5\nB;2,5;3,5\n")[1] == ("A", "1,5", "2,5")


def test_a_title_above_the_table_does_not_decide_the_delimiter():
    assert rows("Biểu tổng hợp, tháng 10, năm 2026\n\nThôn;Số hộ\nA;1\nB;2\n")[2] == ("Thôn", "Số hộ")


def test_the_line_that_tells_excel_the_delimiter_is_obeyed_and_kept_as_an_empty_row():
    assert rows("sep=;\r\nThôn;Số hộ\r\nA, B;1\r\n") == ((), ("Thôn", "Số hộ"), ("A, B", "1"))


def test_quotes_hold_delimiters_line_breaks_and_quotes():
    assert rows('Thôn,Ghi chú\n"A, B","dòng 1\ndòng ""2"""\n')[1] == ("A, B", 'dòng 1\ndòng "2"')


def test_no_break_spaces_are_spaces_and_spaces_at_the_ends_go():
    assert rows("Thôn,Số hộ\n\u00a0Thôn\u00a01 ,\t5\n")[1] == ("Thôn 1", "5")


def test_a_number_with_a_sign_is_no_formula():
    assert rows("Thôn,Số\nA,-5\nB,+84 123\nC,-\nD,=\n")[1:] == (("A", "-5"), ("B", "+84 123"), ("C", "-"), ("D", "="))


def test_a_line_in_another_encoding_is_named():
    with pytest.raises(Refused) as refused:
        rows("Thôn,Số hộ\nA,1\n".encode() + "Đông,2\n".encode("cp1258"))
    (problem,) = refused.value.problems
    assert problem.message.startswith("dòng 3 của tệp CSV không phải UTF-8")
    assert "CSV UTF-8" in problem.fix


def test_a_bad_cell_is_named_by_its_address_alone():
    with pytest.raises(Refused) as refused:
        rows("Thôn,Số hộ\nA,1\u200e\n")
    (problem,) = refused.value.problems
    assert (problem.where, problem.message_en[-9:]) == ("so-lieu.csv, B2", "(U+200E).")
