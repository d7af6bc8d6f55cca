"""The catalogue as linked data: DCAT 3 with DCAT-AP 3, in Turtle, JSON-LD and RDF/XML, in pages (Hydra).

A thin adapter over the entries of ``portal.domain.catalogue``; what is promised to those who copy it is in
``docs/dcat.md``.
"""

from flask import Flask

from api.dcat.addresses import PAGE_SIZE, USUAL, dcat


def init_app(app: Flask) -> None:
    app.config.setdefault(PAGE_SIZE, USUAL)
    app.register_blueprint(dcat)
