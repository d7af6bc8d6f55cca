"""Maps as images: the drawing by itself, a picture to share, and the drawing in the size of a page."""

from collections.abc import Callable

from flask import Response, request

from maps import cards, drawing
from maps.asking import find_scene, read_choice
from maps.blueprint import pages
from maps.scene import Scene
from maps.shapes import WIDTH
from portal.formats.drawings import answer_png, answer_svg
from portal.validators import of_state

PAGE = (2480, 3508)
"""A4 upright at 300 dots an inch, which a drawing to print fits into."""


@pages.get("/maps/<commune>/<indicator>.svg")
def svg(commune: str, indicator: str) -> Response:
    """The drawing; ``?legend=none`` leaves heading and legend to the page around it."""
    bare = request.args.get("legend") == "none"
    return _answer(commune, indicator, lambda scene: answer_svg(drawing.draw(scene, bare=bare)))


@pages.get("/maps/<commune>/<indicator>.png")
def png(commune: str, indicator: str) -> Response:
    """A picture to share; ``?size=print`` the whole drawing, to be printed."""
    draw = _print if read_choice("size", ("share", "print")) == "print" else _share
    return _answer(commune, indicator, draw)


def _answer(commune: str, indicator: str, make: Callable[[Scene], Response]) -> Response:
    """What is made of the map that the address asks for; not made again for whoever has it."""
    return of_state(lambda: make(find_scene(commune, indicator)))


def _share(scene: Scene) -> Response:
    return answer_png(cards.draw(scene), width=cards.ACROSS)


def _print(scene: Scene) -> Response:
    sheet = drawing.lay_out(scene)
    width = min(PAGE[0], int((PAGE[1] - 1) * WIDTH / sheet.height))
    return answer_png(drawing.render(scene, sheet), width=width)
