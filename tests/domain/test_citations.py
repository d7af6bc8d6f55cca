"""Citations in words and for programs that keep literature."""

import datetime as dt
import re
from dataclasses import replace
from itertools import accumulate

import pytest

from portal.domain.catalogue import get_entry
from portal.domain.citations import Work, bibtex, cite, csl, work_of

URL = "https://so.example.vn/datasets/tra-cau-digital-society/1.4.0"
WORK = Work(
    key="tra-cau-digital-society-1.4.0",
    author="Ủy ban nhân dân phường Trà Câu",
    author_en="People's Committee of Tra Cau Ward",
    title="Xã hội số - Phường Trà Câu",
    title_en="Digital society - Tra Cau Ward",
    medium="bộ dữ liệu",
    medium_en="data set",
    released_at=dt.datetime(2025, 12, 31, 18, 30, tzinfo=dt.UTC),
    url=URL,
    version="1.4.0",
)


def test_a_citation_in_vietnamese_names_body_year_title_version_day_address_and_licence():
    assert cite(WORK, "vi") == (
        "Ủy ban nhân dân phường Trà Câu (2026). Xã hội số - Phường Trà Câu, phiên bản 1.4.0 [bộ dữ liệu]. Làng Số, "
        f"công bố ngày 01/01/2026. {URL}. Giấy phép CC BY 4.0."
    ), "the year and the day are Viet Nam's, not UTC's"


def test_a_citation_in_english_says_the_same():
    assert cite(WORK, "en") == (
        "People's Committee of Tra Cau Ward (2026). Digital society - Tra Cau Ward, version 1.4.0 [data set]. "
        f"Làng Số, released 1 January 2026. {URL}. Licence CC BY 4.0."
    )


def test_what_is_made_up_says_so_in_every_form():
    made_up = replace(WORK, illustrative=True)
    assert cite(made_up, "vi").endswith("Giấy phép CC BY 4.0. Số liệu minh họa.")
    assert cite(made_up, "en").endswith("Licence CC BY 4.0. Illustrative data.")
    assert "Số liệu minh họa (Illustrative data)" in bibtex(made_up)
    assert "Số liệu minh họa" in csl(made_up)["note"]
    assert "minh họa" not in bibtex(WORK) + cite(WORK, "vi")


def test_a_part_of_a_work_says_where_it_stands():
    part = replace(WORK, version="", part="Đợt công bố tra-cau-r5", part_en="Release tra-cau-r5")
    assert "Phường Trà Câu [bộ dữ liệu]. Đợt công bố tra-cau-r5. Làng Số" in cite(part, "vi")
    assert "Tra Cau Ward [data set]. Release tra-cau-r5. Làng Số" in cite(part, "en")
    assert "version" not in bibtex(part)


def fields_of(entry: str) -> dict[str, str]:
    """The fields of one BibTeX entry, read as BibTeX does: a value ends where its braces close."""
    assert entry.startswith("@misc{")
    assert entry.endswith("}\n")
    fields, rest = {}, entry.partition(",\n")[2]
    while found := re.match(r"\s*(\w+) = ", rest):
        rest = rest[found.end() :]
        if not rest.startswith("{"):
            fields[found[1]], _, rest = rest.partition(",")
            continue
        depths = accumulate((sign == "{") - (sign == "}") for sign in rest)
        at = next(number for number, depth in enumerate(depths) if depth == 0)
        fields[found[1]], rest = rest[1:at], rest[at + 1 :].removeprefix(",")
    assert rest.strip() == "}"
    return fields


def test_the_entry_for_bibtex_keeps_vietnamese_and_holds_names_together():
    entry = bibtex(WORK)
    assert entry.startswith("@misc{tra-cau-digital-society-1.4.0,\n")
    fields = fields_of(entry)
    assert fields["author"] == "{Ủy ban nhân dân phường Trà Câu}"
    assert fields["title"] == "{Xã hội số - Phường Trà Câu}"
    assert (fields["year"], fields["month"], fields["version"]) == ("2026", "jan", "1.4.0")
    assert fields["url"] == URL
    assert "Digital society - Tra Cau Ward" in fields["note"]


@pytest.mark.parametrize(
    "title",
    ["{", "}", "}}{", "a}, url = {x", "\\", "\\}", "100% & # _ $ ~ ^", '"', "@misc{b,", "một\ndòng\x00\t khác", "%\n}"],
)
def test_no_title_can_break_out_of_its_field(title):
    fields = fields_of(bibtex(replace(WORK, title=title, author=title)))
    assert set(fields) == set(fields_of(bibtex(WORK)))
    assert fields["url"] == URL
    for value in fields.values():
        assert "\n" not in value
    bare = re.sub(r"\\text[a-z]+\{\}|\\[%&_#$]", "", fields["title"])
    assert not re.search(r"[%&_#$~^\\]", bare), "TeX would take it for its own"


def test_an_address_that_holds_a_brace_is_written_for_the_web():
    assert fields_of(bibtex(replace(WORK, url=URL + "?a={}")))["url"] == URL + "?a=%7B%7D"


def test_a_key_is_one_word_that_bibtex_takes():
    assert bibtex(replace(WORK, key="tỷ lệ, {5G}#1")).startswith("@misc{t-l-5G-1,")


def test_the_item_for_citation_processors_has_a_body_as_its_author():
    item = csl(WORK)
    assert item["author"] == [{"literal": "Ủy ban nhân dân phường Trà Câu"}]
    assert item["issued"] == {"date-parts": [[2026, 1, 1]]}
    assert (item["type"], item["id"], item["URL"]) == ("dataset", WORK.key, URL)


def test_each_version_of_a_dataset_has_a_citation_of_its_own(demo, now):
    with demo.public.session() as session:
        entry = get_entry(session, "tra-cau-digital-society", today=now)
        works = [work_of(entry.dataset, version, f"{URL}/{version.number}") for version in entry.versions]
    assert len({bibtex(work) for work in works}) == len({work.key for work in works}) == len(works) > 2
    assert all(work.illustrative for work in works)
