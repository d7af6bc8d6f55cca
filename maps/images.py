"""Maps as images: the drawing by itself."""

from flask import Response, request

from maps import drawing
from maps.asking import find_scene
from maps.blueprint import pages


@pages.get("/maps/<commune>/<indicator>.svg")
def svg(commune: str, indicator: str) -> Response:
    """The drawing; ``?legend=none`` leaves heading and legend to the page around it."""
    text = drawing.draw(find_scene(commune, indicator), bare=request.args.get("legend") == "none")
    return Response(text, content_type="image/svg+xml; charset=utf-8")
