"""Answers that lie ready: made once for each state of the public store and day, then sent from memory.

``states`` tells which state the store is in, ``answer`` is one answer with its encodings, ``shelf`` holds them up to so
many bytes, ``front`` is the layer before the application. Only what anyone may read is kept: the application answers it
with ``Cache-Control: public`` to a GET without a body, sets no cookie, and varies it by ``Accept`` at most.
"""

from portal.prepared.front import FOR_A_MOMENT, IN_PORTIONS, KEEP, STATE, Front, init_app

__all__ = ["FOR_A_MOMENT", "IN_PORTIONS", "KEEP", "STATE", "Front", "init_app"]
