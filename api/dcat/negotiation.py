"""In which serialisation the catalogue answers where its address does not say."""

from flask import request

from api.dcat.writing import SERIALISATIONS
from api.negotiation import not_acceptable

HTML = "text/html"
MEDIA = {s.media_type.partition(";")[0]: suffix for suffix, s in SERIALISATIONS.items()}
ALSO = {"application/json": "jsonld", "application/xml": "rdf", "text/xml": "rdf", HTML: "html"}


def negotiate() -> str:
    """A suffix of ``SERIALISATIONS``, or ``html`` where a person asks.

    :raises Refusal: 406, the request accepts none of them.
    """
    offered = MEDIA | ALSO
    if not request.accept_mimetypes:
        return next(iter(SERIALISATIONS))
    best = request.accept_mimetypes.best_match(list(offered))
    if best is None:
        raise not_acceptable(", ".join([*MEDIA, HTML]))
    return offered[best]
