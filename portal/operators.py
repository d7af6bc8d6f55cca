"""Whoever runs the portal: some addresses answer them alone, judged by the network they ask from.

Behind reverse proxies the client's address is the one that the trusted proxies told (``PROXIES``). A request that says
it was passed on, where no proxy is declared, comes from nobody we know.
"""

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, request

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
PASSED_ON = "langso.passed-on"
"""In the environment of a request: whether it said that it was passed on, whatever is left of its headers."""
P = ParamSpec("P")
T = TypeVar("T")


def parse_networks(text: str) -> list[Network]:
    """
    :raises ValueError: one of them is no network.
    """
    return [ipaddress.ip_network(part) for part in text.split()]


def is_operator() -> bool:
    """Whether this request comes from the operators' network."""
    passed_on = request.environ.get(PASSED_ON, "HTTP_X_FORWARDED_FOR" in request.environ)
    if passed_on and current_app.config["PROXIES"] == "0":
        return False
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    plain = getattr(address, "ipv4_mapped", None) or address
    return any(plain in network for network in parse_networks(current_app.config["OPERATORS"]))


def for_operators(view: Callable[P, T]) -> Callable[P, T]:
    """For all others the address is one that there is not."""

    @wraps(view)
    def guarded(*arguments: P.args, **named: P.kwargs) -> T:
        if not is_operator():
            abort(404)
        return view(*arguments, **named)

    return guarded
