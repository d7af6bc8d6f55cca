"""Every problem of a file of outlines: what is said and what mends it, in Vietnamese and English."""

from portal.publishing.boundaries.catalogue.features import FEATURES
from portal.publishing.boundaries.catalogue.files import FILES
from portal.publishing.boundaries.catalogue.systems import SYSTEMS

CATALOGUE = FILES | SYSTEMS | FEATURES

__all__ = ["CATALOGUE"]
