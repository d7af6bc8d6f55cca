"""A drawing as PNG, with the same letters on every machine: Source Sans Pro, from the package that carries it."""

from importlib.resources import files
from pathlib import Path

import resvg_py

FAMILY = "Source Sans Pro"
FOLDER = Path(str(files("font_source_sans_pro"))) / "files"
FONTS = [str(FOLDER / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Semibold", "Bold")]


def render_png(svg: str, *, width: int, height: int | None = None) -> bytes:
    """The drawing, ``width`` pixels wide and as high as its shape asks unless ``height`` says otherwise.

    :raises ValueError: it is no SVG that can be drawn.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        skip_system_fonts=True,
        font_files=FONTS,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
