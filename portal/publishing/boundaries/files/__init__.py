"""A file of outlines, whatever its format, as features such as GeoJSON's, in the coordinates it came with.

GeoJSON is read here, feature by feature, so that a fault is named by its feature. The binary formats are GDAL's: they
are read in another process with limits, with two drivers and without a network.
"""

from portal.publishing.boundaries.files.formats import read_layer
from portal.publishing.layers.layer import Layer

__all__ = ["Layer", "read_layer"]
