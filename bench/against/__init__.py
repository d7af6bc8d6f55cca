"""Ours beside what people would use instead: Datasette, pygeoapi, nginx from disk, and bare yardsticks.

``python -m bench.against`` prints it; what is compared and how, and the history of it, is in ``bench/README.md``.
"""
