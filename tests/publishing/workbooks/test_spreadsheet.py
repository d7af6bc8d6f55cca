"""What an XLSX file holds is read as its officer sees it."""

import datetime as dt

import pytest

from portal.publishing.problems import Refused
from portal.publishing.workbooks import read_workbook
from tests.publishing import hostile


def read(content):
    return read_workbook(content, "so-lieu.xlsx")


def sheet_of(rows):
    return read(hostile.cells(rows)).sheets[0]


def written(fill, **options):
    return read(hostile.written(lambda book: fill(book, book.add_worksheet("Số liệu")), **options)).sheets[0]


def problems(content):
    with pytest.raises(Refused) as refused:
        read(content)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_whole_numbers_come_as_integers_and_others_as_they_are():
    sheet = sheet_of('<row r="1"><c r="A1"><v>12</v></c><c r="B1"><v>12.5</v></c><c r="C1"><v>1E+20</v></c></row>')
    assert [(value, type(value)) for value in sheet.rows[0]] == [(12, int), (12.5, float), (1e20, float)]


def test_dates_come_as_dates_whichever_year_the_file_counts_from():
    def fill(book, sheet):
        sheet.write_datetime("A1", dt.date(2026, 10, 31), book.add_format({"num_format": "dd/mm/yyyy"}))

    assert written(fill).rows == written(fill, date_1904=True).rows == ((dt.date(2026, 10, 31),),)


def test_times_and_durations_come_as_text():
    def fill(book, sheet):
        sheet.write("A1", 0.3125, book.add_format({"num_format": "hh:mm"}))
        sheet.write("B1", 1.25, book.add_format({"num_format": "[h]:mm"}))

    assert written(fill).rows == (("07:30:00", "30:00:00"),)


def test_text_keeps_its_zeros_and_a_number_shown_as_a_code_gets_them():
    def fill(book, sheet):
        sheet.write_string("A1", "04012")
        sheet.write("B1", 4012, book.add_format({"num_format": "00000"}))
        sheet.write("C1", 4, book.add_format({"num_format": "00"}))

    assert written(fill).rows == (("04012", "04012", 4),)


def test_cells_shown_as_percentages_are_told():
    def fill(book, sheet):
        sheet.write("A1", 0.5)
        sheet.write("B1", 0.5, book.add_format({"num_format": "0%"}))
        sheet.write("C1", 0.5, book.add_format({"num_format": '0.0 "phần trăm (%)"'}))
        sheet.write("D1", 0.5, book.add_format({"num_format": "0.000%"}))

    assert written(fill).percents == {(0, 1), (0, 3)}


def test_a_merged_area_has_its_first_cell_s_value_and_hides_what_lies_under_it():
    rows = '<row r="1"><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
    area = '<mergeCells><mergeCell ref="B1:C2"/></mergeCells>'
    sheet = read(hostile.xlsx(hostile.sheet_xml(rows, after=area))).sheets[0]
    assert sheet.rows == ((None, 1),)
    assert [sheet.value(row, column) for row in (0, 1) for column in (1, 2)] == [1, 1, 1, 1]
    assert sheet.value(2, 1) is sheet.value(0, 0) is sheet.value(-1, -1) is None


def test_a_whole_column_merged_ends_with_the_table():
    sheet = read(hostile.xlsx(hostile.sheet_xml(hostile.text_cell("a"), after=COLUMN))).sheets[0]
    assert sheet.merged == ((0, 0, 0, 0),)


COLUMN = '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'


def test_cells_without_addresses_follow_one_another():
    sheet = sheet_of('<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c><c><v>4</v></c></row>')
    assert sheet.rows == ((1, 2), (), (None, 3, 4))


def test_another_program_s_namespace_prefix_is_read():
    sheet = read(
        hostile.xlsx(
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<x:sheetData><x:row r="1"><x:c r="B1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        )
    ).sheets[0]
    assert sheet.rows == ((None, 1),)


def test_a_calculated_formula_is_its_value():
    assert read(hostile.formula("A1+1", "<v>5</v>")).sheets[0].value(1, 1) == 5
    assert read(hostile.formula('"Thôn "&amp;1', "<v>Thôn 1</v>", ' t="str"')).sheets[0].value(1, 1) == "Thôn 1"


def test_a_table_column_named_like_a_file_is_no_link():
    assert read(hostile.formula("Bảng[2025]+Bảng[[#This Row],[a|b]]", "<v>5</v>")).sheets[0].value(1, 1) == 5


def test_all_cells_with_errors_are_named_at_once_with_sheet_and_address():
    rows = (
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="AB2"><f>A1+1</f></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>a\u200bb</t></is></c></row>'
    )
    where = "so-lieu.xlsx, Số liệu!"
    assert problems(hostile.cells(rows)) == [
        ("error-cell", f"{where}B2"),
        ("formula-uncalculated", f"{where}AB2"),
        ("hidden-character", f"{where}A3"),
    ]


def test_a_comment_or_cdata_inside_a_value_is_refused_since_readers_differ_on_it():
    for text in ("1<!-- -->2", "<![CDATA[12]]>", "1<?x?>2", "<v>1</v>2"):
        found = problems(hostile.cells(f'<row r="1"><c r="A1"><v>{text}</v></c></row>'))
        assert [code for code, _ in found] == ["damaged"]


def test_two_sheets_of_one_name_are_refused():
    content = hostile.xlsx(
        extra={
            "xl/workbook.xml": hostile.workbook_xml("Số liệu", "Số liệu"),
            "xl/_rels/workbook.xml.rels": hostile.relations(*[("worksheet", "worksheets/sheet1.xml")] * 2),
        }
    )
    assert problems(content) == [("sheet-twice", "so-lieu.xlsx, Số liệu")]


def test_decomposed_letters_are_composed_and_one_note_says_where_the_first_was():
    rows = hostile.text_cell("Tha\u0302\u0301p", "A2") + hostile.text_cell("To\u0301", "B3")
    book = read(hostile.cells(rows))
    assert book.sheets[0].rows == ((), ("Thấp",), (None, "Tó"))
    (note,) = book.notes
    assert (note.code, note.where) == ("decomposed", "so-lieu.xlsx, Số liệu!A2")
    assert note.message_en.startswith("decomposed Vietnamese letters were brought to composed ones (NFC) in 2 ")
