"""Measurements, each as a ratio within one run; ``python -m bench`` prints the table of ``docs/measurements.md``."""
