"""Maps as PNG: the letters are the font's own, the sizes as asked, and nothing is drawn twice for who has it."""

import struct
from xml.etree import ElementTree

import pytest

from maps import cards
from portal.domain.observations import Status
from portal.formats.letters import BOLD, REGULAR, SEMIBOLD, measure
from portal.formats.png import render_png
from portal.i18n import speaking
from tests.maps.scenes import illustrate, make_place, make_scene, make_target, row, square
from tests.stores import ON_SQLITE

# One database is enough: the drawings are the same from both (tests/maps/test_views.py).
pytestmark = ON_SQLITE

SVG = "{http://www.w3.org/2000/svg}"
MAP = "/maps/tra-cau/vneid-level2"
BAND = "Số liệu minh họa, không phải số liệu thật."


def read_png(content):
    """Width, height, the names of the chunks and, of 8-bit RGBA, the rows of pixels."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, []
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        chunks.append((name.decode(), content[at + 8 : at + 8 + length]))
        at += 12 + length
    width, height = struct.unpack_from(">II", chunks[0][1])
    return width, height, [name for name, _ in chunks], b"".join(data for name, data in chunks if name == "IDAT")


@pytest.mark.parametrize(
    "query", ["", "?view=target", "?view=change", "?form=tiles&gaps=coverage-5g", "?village=to-dan-pho-7"]
)
def test_a_picture_to_share_is_1200_by_630_and_says_nothing_of_who_made_it(client, query):
    response = client.get(f"{MAP}.png{query}")
    assert (response.status_code, response.mimetype) == (200, "image/png")
    width, height, chunks, _ = read_png(response.data)
    assert (width, height) == (1200, 630)
    assert set(chunks) == {"IHDR", "IDAT", "IEND"}
    assert len(response.data) < 300_000


def test_a_picture_to_print_is_the_whole_drawing_and_fits_a_page(client):
    drawn = ElementTree.fromstring(client.get(f"{MAP}.svg").data)  # noqa: S314 - our own
    _, _, wide, high = (float(part) for part in drawn.get("viewBox").split())
    width, height, _, _ = read_png(client.get(f"{MAP}.png?size=print").data)
    assert width <= 2480
    assert height <= 3508
    assert 2480 - width < 2 or 3508 - height < 4
    assert width / height == pytest.approx(wide / high, rel=0.01)


def test_an_unknown_size_is_400(client):
    assert client.get(f"{MAP}.png?size=huge").status_code == 400


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_who_has_an_image_gets_304_without_it_being_drawn(client, monkeypatch, suffix):
    first = client.get(f"{MAP}.{suffix}?village=to-dan-pho-3")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    monkeypatch.setattr("maps.images.find_scene", None)
    again = client.get(f"{MAP}.{suffix}?village=to-dan-pho-3", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    monkeypatch.undo()
    other = client.get(f"{MAP}.{suffix}?village=to-dan-pho-4")
    assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "status"), [("/maps/nowhere/vneid-level2.png", 404), (f"{MAP}.png?period=never", 400)]
)
def test_an_image_of_nothing_is_refused(client, path, status):
    assert client.get(path).status_code == status


@pytest.fixture
def card(app):
    """Draws a scene as a picture to share, and leaves it as SVG."""

    def draw(scene, lang="vi"):
        with app.test_request_context("/"), speaking(lang):
            return ElementTree.fromstring(cards.draw(scene))  # noqa: S314 - our own

    return draw


def lines_of(root):
    """Each line of text with its left and right end, in the font's own letters."""
    found = []
    for group in root.findall(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            weight = {"600": SEMIBOLD, "700": BOLD}.get(group.get("font-weight"), REGULAR)
            wide = measure(text.text, float(group.get("font-size")), weight, exact=True)
            found.append((text.text, float(text.get("x")), float(text.get("x")) + wide, float(text.get("y"))))
    return found


def villages(count, **more):
    return [make_place(n, shape, percent=40 + n % 60, **more) for n, shape in enumerate(row(count), 1)]


ODD = {
    "few": villages(4),
    "none": [],
    "no outline": [make_place(1, None, status=Status.MISSING)],
    "all withheld": [make_place(n, shape, status=Status.WITHHELD) for n, shape in enumerate(row(3), 1)],
    "six times as high as wide": [make_place(n, square(south=n / 50), percent=50 + n) for n in range(6)],
    "long names": villages(3, name="Thôn " + "Rất Dài " * 40),
    "markup": villages(3, name="</text><b>&amp;"),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", ODD)
def test_a_picture_of_odd_communes_has_all_its_words_inside(card, kind, lang):
    root = card(illustrate(make_scene(ODD[kind], target=make_target(), village="thon-1")), lang)
    assert all(left >= 30 and right <= 1171 and y <= 615 for _, left, right, y in lines_of(root))
    render_png(ElementTree.tostring(root, encoding="unicode"), width=1200)


def test_a_picture_names_indicator_place_time_number_target_and_where_it_is_from(client, app):
    with app.test_request_context(MAP):
        from maps.asking import find_scene

        root = ElementTree.fromstring(cards.draw(find_scene("tra-cau", "vneid-level2")))  # noqa: S314 - our own
    said = " ".join(text.text for text in root.iter(f"{SVG}text"))
    for part in (
        BAND,
        "Người dân có định danh điện tử mức 2 và dùng VNeID",
        "Phường Trà Câu, tháng 10/2026",
        "tính chung Phường Trà Câu, sơ bộ; chỉ tiêu ≥ 80\N{NO-BREAK SPACE}% năm 2030",
        "Có số liệu sơ bộ, có thể thay đổi. Ranh giới sơ đồ, không phải ranh giới thật.",
        "Làng Số · Số liệu công bố đến ngày 10/11/2026 · http://localhost/maps/tra-cau/vneid-level2",
    ):
        assert part in said
    (number,) = [text.text for g in root.iter(f"{SVG}g") if g.get("font-weight") == "700" for text in g]
    assert number.endswith("\N{NO-BREAK SPACE}%")


def test_a_picture_says_that_figures_are_made_up_only_where_they_are(card):
    assert BAND not in [text for text, *_ in lines_of(card(make_scene(villages(3))))]
    root = card(illustrate(make_scene(villages(3))))
    assert BAND in [text.text for text in root.iter(f"{SVG}text")]
