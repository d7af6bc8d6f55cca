"""Who asks, as far as limits need to know: an address, of IPv6 the network that one household has."""

import ipaddress
from functools import lru_cache


@lru_cache(maxsize=4096)
def client_at(address: str) -> str:
    """What is counted as one: an IPv4 address, a /64 of IPv6, or the text as it is where it is neither."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if parsed.version == 6 else address
