"""What Flask keeps of the request at hand, taken without its proxies.

A page asks for the language or for where the portal stands some thousand times; a proxy costs more than the answer.
Each raises ``RuntimeError`` where there is none.
"""

from collections.abc import Callable

from flask import Request, g, request
from flask.ctx import _AppCtxGlobals as Globals

current_request: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]
current_g: Callable[[], Globals] = g._get_current_object  # type: ignore[attr-defined]
