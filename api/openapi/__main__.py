"""``python -m api.openapi``: keep the description as the one last released."""

import orjson

import api  # noqa: F401 - the resources describe themselves where they are served
from api.openapi import RELEASED, describe

CANONICAL = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE

RELEASED.write_bytes(orjson.dumps(describe(), option=CANONICAL))
