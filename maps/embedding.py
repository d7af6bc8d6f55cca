"""The lines of HTML with which another site shows a map: in a frame, in either language, or as an image."""

from dataclasses import dataclass

from markupsafe import escape

from maps import wording
from maps.asking import address
from maps.scene import Scene
from portal.addresses import public_url
from portal.i18n import LANGUAGES, language, speaking
from portal.i18n import gettext as _

FRAME = '<iframe src="{}" title="{}" width="100%" height="720" loading="lazy"></iframe>'
IMAGE = '<img src="{}" alt="{}">'


@dataclass(frozen=True)
class Line:
    name: str
    code: str


def lines(scene: Scene) -> list[Line]:
    """A frame in each language, then the drawing as an image of both kinds in the language of the answer."""
    names = {"vi": _("Bản đồ tương tác, tiếng Việt"), "en": _("Bản đồ tương tác, tiếng Anh")}
    frames = [Line(names[lang], _frame(scene, lang)) for lang in LANGUAGES]
    images = {"svg": _("Ảnh, không cần JavaScript"), "png": _("Ảnh PNG")}
    tables = {
        "vi": _("Bảng số liệu, không cần JavaScript, tiếng Việt"),
        "en": _("Bảng số liệu, không cần JavaScript, tiếng Anh"),
    }
    framed = [Line(tables[lang], _frame(scene, lang, "rows", suffix="embed")) for lang in LANGUAGES]
    return [*frames, *framed, *(Line(name, _image(scene, end)) for end, name in images.items())]


def _frame(scene: Scene, lang: str, end: str = "embed", **parts: str) -> str:
    with speaking(lang):
        return FRAME.format(escape(public_url(address(scene, end, lang=lang, **parts))), escape(wording.title(scene)))


def _image(scene: Scene, end: str) -> str:
    drawn = public_url(address(scene, end, lang=language()))
    return IMAGE.format(escape(drawn), escape(wording.title(scene)))
