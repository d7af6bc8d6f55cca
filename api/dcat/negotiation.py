"""In which serialisation the catalogue answers where its address does not say."""

from api.dcat.writing import SERIALISATIONS
from api.negotiation import best_of

HTML = "text/html"
MEDIA = {s.media_type.partition(";")[0]: suffix for suffix, s in SERIALISATIONS.items()}
ALSO = {"application/json": "jsonld", "application/xml": "rdf", "text/xml": "rdf", HTML: "html"}


def negotiate() -> str:
    """A suffix of ``SERIALISATIONS``, or ``html`` where a person asks.

    :raises Refusal: 406, the request accepts none of them.
    """
    return best_of(MEDIA | ALSO, [*MEDIA, HTML])
