from portal.publishing.documents.document import Line
from portal.publishing.plan_reading.cleaning import clean_lines
from tests.publishing.plan_reading.building import make_lines


def texts(lines):
    return [line.text for line in clean_lines(lines)]


def test_a_running_header_is_left_out_at_the_edges_and_nowhere_else():
    said = [(page, text) for page in (1, 2, 3) for text in ("UBND xã Suối Thơm", f"- Việc thứ {page}.", "Xong.")]
    said.insert(2, (1, "UBND xã Suối Thơm"))
    lines = [Line(text, number, page=page) for number, (page, text) in enumerate(said, start=1)]
    assert texts(lines).count("UBND xã Suối Thơm") == 1


def test_a_running_header_of_a_text_stands_beside_its_page_numbers():
    lines = make_lines(*(text for page in range(1, 5) for text in (f"- Việc thứ {page}.", "Kế hoạch xã", str(page))))
    assert texts(lines) == [f"- Việc thứ {page}." for page in range(1, 5)]


def test_a_line_after_a_dropped_one_is_parted():
    (_first, second) = clean_lines(make_lines("- Việc một", "12", "- Việc hai"))
    assert second.parted


def test_the_cells_of_a_table_are_never_page_numbers():
    line = Line("1", 1, cells=("1",))
    assert list(clean_lines([line])) == [line]
