"""Layers of a mapping program, GeoPackage and Shapefile, read in a process of their own.

That process imports this package and little else: nothing here knows of places or of the store.
"""
