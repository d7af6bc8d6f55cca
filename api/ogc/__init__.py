"""OGC API – Features 1.0 under ``/ogc``: places, and the newest figure of each village, for GDAL, QGIS, R and the like.

A thin adapter over ``portal.domain.features``; what its parameters mean is in ``docs/ogc.md``. The same stands in
English under ``/en/ogc``.
"""

from flask import Flask

from api.ogc import items
from api.ogc.refusals import answer_unmatched, shape
from portal.bare import SHAPES


def init_app(app: Flask) -> None:
    SHAPES.update({"/ogc": shape, "/en/ogc": shape})
    app.register_blueprint(items.pages)
    app.before_request(answer_unmatched)
