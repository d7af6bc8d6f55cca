"""A drawn map: what it says in letters and in words, whatever the villages' number, shapes, names and figures."""

import gzip
import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import brotli
import pytest

from maps import drawing
from maps.forms import Kind
from maps.gaps import GapLayer
from maps.scene import View
from maps.shapes import WIDTH
from portal.domain.observations import Status
from portal.formats.letters import REGULAR, SEMIBOLD, measure
from portal.i18n import speaking
from tests.builders import make_indicator
from tests.conftest import NOW, Installation
from tests.maps import ragged
from tests.maps.scenes import (
    PERIOD,
    illustrate,
    make_place,
    make_scene,
    make_target,
    row,
    square,
)
from tests.stores import ON_SQLITE

# One database is enough: scenes are the same from both (tests/maps/test_views.py).
pytestmark = ON_SQLITE

SVG = "{http://www.w3.org/2000/svg}"
MAP = "/maps/tra-cau/vneid-level2"
BAND = "Số liệu minh họa, không phải số liệu thật."
NBSP = "\N{NO-BREAK SPACE}"
COVERAGE = make_indicator("coverage-5g")
LONG = "Thôn " + "Rất Dài " * 40


@pytest.fixture
def drawn(app):
    """Draws a scene as an address of the portal does."""

    def draw(scene, *, lang="vi", bare=False):
        with app.test_request_context("/"), speaking(lang):
            return ElementTree.fromstring(drawing.draw(scene, bare=bare))  # noqa: S314 - our own

    return draw


@pytest.fixture
def fetched(client):
    def fetch(path):
        return ElementTree.fromstring(client.get(path).data)  # noqa: S314 - our own

    return fetch


def texts(root):
    return [text.text for text in root.iter(f"{SVG}text")]


def said(root):
    return " ".join(texts(root))


def told(root):
    return root.find(f"{SVG}desc").text


def villages(root):
    return [p for p in root.iter(f"{SVG}path") if p.get("role") == "img"]


def titles(root):
    return [p.find(f"{SVG}title").text for p in villages(root)]


def boxes(root):
    """Left, top, right and bottom of every line of text, in the widest letters; those on the map about their middle."""
    top = float(re.search(r"translate\(0 ([\d.]+)\)", root.find(f"{SVG}g[@transform]").get("transform"))[1])
    found = []
    for group in root.iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            size = float(text.get("font-size") or group.get("font-size"))
            wide = measure(text.text, size, SEMIBOLD if group.get("font-weight") == "600" else REGULAR)
            middle = group.get("text-anchor") == "middle"
            x = float(text.get("x")) - (wide / 2 if middle else 0)
            y = float(text.get("y")) + (top if middle else 0)
            found.append((x, y - size * 0.75, x + wide, y + size * 0.2, text.text))
    return found


def overlaps(root):
    found = boxes(root)
    return [
        (one[4], other[4])
        for number, one in enumerate(found)
        for other in found[:number]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def size_of(root):
    return [float(part) for part in root.get("viewBox").split()][2:]


def assert_tidy(root):
    """Nothing runs out of the sheet, no words lie over each other."""
    width, height = size_of(root)
    assert all(left >= 0 and right <= width and bottom <= height for left, _, right, bottom, _ in boxes(root))
    assert overlaps(root) == []


def lines_of(count, **more):
    return [make_place(n + 1, each, percent=40 + n % 60, **more) for n, each in enumerate(row(count))]


VIEWS = [
    "?",
    "?view=target",
    "?view=change",
    "?gaps=coverage-5g",
    "?form=tiles&view=target&gaps=coverage-5g",
    "?form=points",
]


@pytest.mark.parametrize("query", VIEWS)
@pytest.mark.parametrize("commune", ["tra-cau", "dak-cam", "tan-lap"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_words_run_out_of_the_sheet_or_over_each_other(fetched, language, commune, query):
    for code in ("adults-digital-services", "coverage-5g"):
        assert_tidy(fetched(f"{language}/maps/{commune}/{code}.svg{query}&village=to-dan-pho-7"))


def test_the_heading_names_indicator_place_time_and_the_commune_s_own_figure(fetched):
    lines = texts(fetched(f"{MAP}.svg"))
    assert " ".join(lines[:2]) == "Người dân có định danh điện tử mức 2 và dùng VNeID"
    assert lines[2] == "Phường Trà Câu, tháng 10/2026"
    assert re.fullmatch(rf"Tính chung Phường Trà Câu: [\d,]+{NBSP}% \(sơ bộ\)\.", lines[3])


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("?view=target", f"So với chỉ tiêu ≥ 80{NBSP}% năm 2030 – Phường Trà Câu, tháng 10/2026"),
        ("?view=change", "Thay đổi từ tháng 10/2025 đến tháng 10/2026 – Phường Trà Câu"),
        ("?view=change&against=2026-03", "Thay đổi từ tháng 3/2026 đến tháng 10/2026 – Phường Trà Câu"),
    ],
)
def test_the_heading_says_what_is_compared(fetched, query, line):
    assert line in texts(fetched(f"{MAP}.svg{query}"))


def test_a_drawing_says_whose_figures_it_shows_since_when_and_where_it_stands(drawn):
    found = said(drawn(make_scene(lines_of(3), border=square(wide=0.06))))
    assert "Nguồn: Ủy ban nhân dân xã Thử Nghiệm, bộ dữ liệu “Xã hội số”. Giấy phép CC BY 4.0." in found
    assert "Số liệu công bố đến ngày 10/11/2026." in found
    assert "Ranh giới: a survey." in found
    assert found.endswith("http://localhost/maps/thu-nghiem/vneid-level2")


def test_the_address_on_a_drawing_is_the_one_it_was_asked_for(fetched):
    assert texts(fetched(f"{MAP}.svg?view=change&period=2026-09"))[-1].endswith(f"{MAP}?period=2026-09&view=change")


@pytest.mark.parametrize("bare", [True, False])
def test_made_up_figures_are_said_in_a_band_and_real_ones_are_not(drawn, bare):
    scene = make_scene(lines_of(3))
    assert BAND not in said(drawn(scene, bare=bare))
    root = drawn(illustrate(scene), bare=bare)
    (band,) = [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") == "#fff4cf"]
    assert float(band.get("width")) > 0.9 * WIDTH
    assert said(root).count("Số liệu minh họa") == 1


@pytest.mark.parametrize(
    ("view", "legend"),
    [
        (
            View.TARGET,
            [f"thiếu trên 20{NBSP}điểm{NBSP}%", f"thiếu trên 10 đến 20{NBSP}điểm{NBSP}%", "đã đạt"],
        ),
        (
            View.CHANGE,
            [f"giảm trên 5{NBSP}điểm{NBSP}%", f"tăng 1 đến dưới 5{NBSP}điểm{NBSP}%", f"tăng từ 20{NBSP}điểm{NBSP}%"],
        ),
    ],
)
def test_the_legend_says_in_words_what_a_colour_means(drawn, view, legend):
    found = said(drawn(make_scene(lines_of(2, view=view), view=view, target=make_target())))
    assert [text for text in legend if text not in found] == []


def test_each_village_tells_its_name_value_parts_and_what_a_layer_counts(drawn):
    layer = GapLayer(COVERAGE, PERIOD, {1: 1200, 2: None}, illustrative=False)
    root = drawn(make_scene(lines_of(2, status=Status.PROVISIONAL), gaps=layer))
    assert titles(root) == [
        f"Thôn 1: 40,0{NBSP}% (sơ bộ); 120 trên 300; hộ chưa có sóng 5G: 1.200",
        f"Thôn 2: 41,0{NBSP}% (sơ bộ); 123 trên 300; hộ chưa có sóng 5G: chưa có số liệu",
    ]


def test_a_village_without_a_value_tells_why_and_no_number(drawn):
    statuses = (Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE)
    places = [make_place(n, shape, status=s) for n, (shape, s) in enumerate(zip(row(3), statuses, strict=True), 1)]
    root = drawn(make_scene(places))
    assert titles(root) == [
        "Thôn 1: không công bố để bảo vệ riêng tư",
        "Thôn 2: chưa có số liệu",
        "Thôn 3: không áp dụng",
    ]
    assert [p.get("fill") for p in villages(root)] == [
        "url(#map-withheld)",
        "url(#map-missing)",
        "url(#map-not-applicable)",
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("view", "figures", "sentences"),
    [
        (
            View.VALUE,
            [50, 90, 70],
            {
                "vi": [f"Cao nhất: Thôn 2: 90,0{NBSP}%.", f"Thấp nhất: Thôn 1: 50,0{NBSP}%.", f"50–70{NBSP}%: 1"],
                "en": ["Highest: Village 2: 90.0%.", "Lowest: Village 1: 50.0%.", "50–70%: 1"],
            },
        ),
        (
            View.TARGET,
            [-12, 3, 0],
            {
                "vi": [f"Đã đạt chỉ tiêu ≥ 80{NBSP}% năm 2030: 2 nơi; còn thiếu: 1 nơi.", "Thiếu nhiều nhất: Thôn 1: "],
                "en": ["Have reached the target of ≥ 80% in 2030: 2; still short: 1.", "Farthest short: Village 1: "],
            },
        ),
        (
            View.CHANGE,
            [-2, 6, 0],
            {
                "vi": [
                    "Tăng: 1 nơi; giảm: 1 nơi; không đổi: 1 nơi.",
                    "Tăng nhiều nhất: Thôn 2",
                    "Giảm nhiều nhất: Thôn 1",
                ],
                "en": ["Rose: 1; fell: 1; unchanged: 1.", "Greatest rise: Village 2", "Greatest fall: Village 1"],
            },
        ),
    ],
)
def test_the_description_says_what_the_map_says(drawn, view, figures, sentences, lang):
    places = [make_place(n, s, percent=f, view=view) for n, (s, f) in enumerate(zip(row(3), figures, strict=True), 1)]
    places.append(make_place(4, None, status=Status.WITHHELD, view=view))
    scene = make_scene(places, view=view, target=make_target(), against="2025-10" if view is View.CHANGE else None)
    words = told(drawn(scene, lang=lang))
    assert [sentence for sentence in sentences[lang] if sentence not in words] == []
    assert {"vi": "không công bố để bảo vệ riêng tư: 1", "en": "withheld to protect privacy: 1"}[lang] in words


def test_many_places_of_one_rank_are_counted_instead_of_named(drawn):
    places = [make_place(n, shape, percent=90 if n > 1 else 50) for n, shape in enumerate(row(8), 1)]
    assert re.search(
        r"Cao nhất: Thôn 2: [^;]*; Thôn 3: [^;]*; Thôn 4: [^;]*; và 4 nơi khác\.", told(drawn(make_scene(places)))
    )


def test_where_all_are_equal_none_is_highest(drawn):
    assert "Cao nhất" not in told(drawn(make_scene([make_place(n, s, percent=50) for n, s in enumerate(row(3), 1)])))


def test_the_village_that_is_asked_for_is_marked_and_named_with_its_figure(client, fetched):
    by_slug = f"{MAP}.svg?village=to-dan-pho-7"
    root = fetched(by_slug)
    marks = [use for use in root.iter(f"{SVG}use") if use.get("href") == "#map-marked"]
    assert len(marks) == 2
    (line,) = [text for text in texts(root) if re.fullmatch(rf"Tổ dân phố 7: [\d,]+{NBSP}%.*\.", text)]
    assert line in told(root)
    code = next(f["id"] for f in client.get(f"{MAP}.geojson").get_json(force=True)["features"] if "phố 7" in str(f))
    by_code = fetched(f"{MAP}.svg?village={code}")
    assert [u.get("href") for u in by_code.iter(f"{SVG}use")] == [u.get("href") for u in root.iter(f"{SVG}use")]


def test_a_village_that_is_not_there_is_said_not_to_be_there_without_repeating_it(fetched):
    root = fetched(f"{MAP}.svg?village=%3Cb%3Enowhere")
    assert "Không có nơi cần tìm trong các thôn, tổ dân phố của kỳ này." in said(root)
    assert not [use for use in root.iter(f"{SVG}use") if use.get("href") == "#map-marked"]


def test_circles_stand_for_households_by_their_area_the_largest_below(drawn):
    layer = GapLayer(COVERAGE, PERIOD, {1: 100, 2: 400, 3: 0, 4: None}, illustrative=False)
    root = drawn(make_scene(lines_of(4), gaps=layer))
    on_map = [float(c.get("r")) for c in root.find(f"{SVG}g[@transform]").iter(f"{SVG}circle")]
    large, small = on_map[:2]
    assert on_map == [large, small, large, small]  # a light line around each, then the circle
    assert large == pytest.approx(2 * small, rel=0.02)
    assert "Vòng tròn: số hộ chưa có sóng 5G, tháng 10/2026" in " ".join(texts(root))
    assert [text for text in texts(root) if re.fullmatch(r"\d+ hộ", text)] == ["10 hộ", "100 hộ", "300 hộ"]


def test_names_are_written_where_they_fit_and_short_ones_alike(fetched):
    written = texts(fetched(f"{MAP}.svg"))
    assert sum(text.startswith("TDP ") for text in written) > 20
    assert not [text for text in written if re.fullmatch(r"Tổ dân phố \d+", text)]
    assert "TDP: tổ dân phố." in said(fetched(f"{MAP}.svg"))


def test_names_that_fit_are_whole(drawn):
    places = [make_place(n, s, percent=50, name=f"Tổ dân phố {n}") for n, s in enumerate(row(3), 1)]
    found = texts(drawn(make_scene(places)))
    assert [t for t in found if t.startswith("Tổ")] == ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 3"]
    assert "TDP: tổ dân phố." not in found


def test_dots_have_their_names_beside_them(drawn):
    spots = [{"type": "Point", "coordinates": [108 + n % 5 / 50, 15 + n // 5 / 50]} for n in range(15)]
    root = drawn(make_scene([make_place(n, s, percent=50 + n, kind=Kind.POINT) for n, s in enumerate(spots, 1)]))
    assert_tidy(root)
    assert len([text for text in texts(root) if re.fullmatch(r"Thôn \d+", text)]) == 15


ODD = {
    "no outline and no figure": [make_place(n, None, status=Status.MISSING) for n in range(1, 4)],
    "no village": [],
    "one village": [make_place(1, square(), percent=77)],
    "all withheld": [make_place(n, s, status=Status.WITHHELD) for n, s in enumerate(row(5), 1)],
    "all missing": [make_place(n, s, status=Status.MISSING) for n, s in enumerate(row(5), 1)],
    "six times as high as wide": [make_place(n, square(south=n / 50), percent=50 + n) for n in range(6)],
    "six times as wide as high": [make_place(n, s, percent=50 + n) for n, s in enumerate(row(6), 1)],
    "long names": [make_place(n, s, percent=50 + n, name=LONG) for n, s in enumerate(row(4), 1)],
    "names without spaces": [make_place(n, s, percent=50 + n, name="W" * 300) for n, s in enumerate(row(4), 1)],
    "a speck": [make_place(1, square(wide=0.00001, high=0.00001), percent=50), make_place(2, square(0.01), percent=9)],
}


@pytest.mark.parametrize("bare", [True, False])
@pytest.mark.parametrize("kind", ODD)
def test_odd_communes_are_drawn_decently(drawn, kind, bare):
    scene = illustrate(make_scene(ODD[kind]))
    root = drawn(replace(scene, village="thon-1"), bare=bare)
    assert_tidy(root)
    width, height = size_of(root)
    assert width == WIDTH
    assert 40 < height < 2500
    assert len(villages(root)) == len(scene.drawn)
    assert all(path.get("d") for path in villages(root))
    assert BAND in texts(root) or not scene.places


def test_without_an_outline_a_drawing_says_that_there_is_none(drawn):
    assert "Chưa có ranh giới để vẽ bản đồ." in said(drawn(make_scene(ODD["no outline and no figure"])))


def test_a_change_without_an_earlier_period_says_so(drawn):
    places = [make_place(1, square(), status=Status.MISSING, view=View.CHANGE)]
    assert "Chưa có kỳ trước để so sánh." in said(drawn(make_scene(places, view=View.CHANGE)))


def test_holes_and_islands_are_drawn(drawn):
    outer, hole, island = (square(*box)["coordinates"] for box in [(0, 0, 0.06, 0.06), (0.02, 0.02), (0.08, 0.01)])
    shape = {"type": "MultiPolygon", "coordinates": [[*outer, hole[0][::-1]], island]}
    root = drawn(make_scene([make_place(1, shape, percent=60), make_place(2, square(0.02, 0.02), percent=95)]))
    first, second = villages(root)
    assert first.get("d").count("M") == 3
    assert second.get("d").count("M") == 1
    assert_tidy(root)


def test_a_name_with_markup_is_text(drawn):
    name = '</title><script>alert("&amp;")</script>'
    root = drawn(make_scene([make_place(1, square(), percent=60, name=name)], village="thon-1"))
    assert titles(root)[0].startswith(name)
    assert not list(root.iter(f"{SVG}script"))


def test_a_drawing_is_a_document_of_images_whose_written_numbers_are_not_read_twice(fetched):
    root = fetched(f"{MAP}.svg")
    assert root.get("role") == "graphics-document document"
    ids = {element.get("id") for element in root.iter()}
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= ids
    written = [g for g in root.iter(f"{SVG}g") if g.get("text-anchor") == "middle"]
    assert written
    assert {g.get("aria-hidden") for g in written} == {"true"}


@pytest.fixture(scope="module")
def ragged_client(databases, tmp_path_factory):
    """Reads maps of a commune of so many villages, with about 400 corners each or so many on each side."""

    def read(columns, rows, steps):
        folder = tmp_path_factory.mktemp("ragged")
        with pytest.MonkeyPatch.context() as patch, databases.pair() as (public, desk):
            for name, value in (("COLUMNS", columns), ("ROWS", rows), ("STEPS", steps), ("PERIODS", [PERIOD])):
                patch.setattr(ragged, name, value)
            ragged.fill(public, desk, folder, folder, NOW)
            with Installation(public, desk, folder).running_app() as app:
                return app.test_client().get("/maps/thu-nghiem/vneid-level2.svg").data

    return read


@pytest.mark.parametrize(
    ("columns", "rows", "steps", "most"), [(10, 6, 100, 20_000), (20, 10, 100, 25_000), (40, 25, 30, 50_000)]
)
def test_sixty_villages_come_in_20_kilobytes_and_a_thousand_can_still_be_drawn(
    ragged_client, columns, rows, steps, most
):
    body = ragged_client(columns, rows, steps)
    root = ElementTree.fromstring(body)  # noqa: S314 - our own
    assert len(villages(root)) == columns * rows
    assert all(path.get("d") for path in villages(root))
    assert overlaps(root) == []
    packed = len(gzip.compress(body, 6)), len(brotli.compress(body, quality=4))
    print(f"{columns * rows} villages: {len(body)} bytes, {packed[0]} gzip, {packed[1]} brotli")
    assert max(packed) <= most


def test_neighbours_of_a_heavy_commune_still_share_their_borders(ragged_client):
    root = ElementTree.fromstring(ragged_client(6, 4, 100))  # noqa: S314 - our own
    corners = [set(_corners(path.get("d"))) for path in villages(root)]
    assert all(len(one & other) >= 2 for one, other in pairwise(corners[:6]))


def _corners(d):
    x = y = Fraction(0)
    for command, numbers in re.findall(r"([Ml])([^Mlz]*)", d):
        found = [Fraction(n) for n in re.findall(r"-?\d*\.?\d+", numbers)]
        for dx, dy in zip(found[::2], found[1::2], strict=True):
            x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
            yield x, y
