"""No address of ours leads to another host: not by a redirect, nor by a link that follows the address asked for."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from tests.security import raw
from tests.security.redirects import EVIL, tries
from tests.site.kinds import ON_ONE_DATABASE

LEADING = ("Location", "Refresh", "Content-Location", "Link")
LINK = re.compile(r"""<(?:a|link|form|base|meta|iframe|script)\b[^>]*?\b(?:href|action|src|content)\s*=\s*"([^"]*)\"""")


def led_to(base: str, address: str) -> str:
    """The host that a browser asks for: it drops tabs and line ends, and takes a backslash for a slash."""
    cleaned = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
    try:
        return urlsplit(urljoin(base, cleaned)).hostname or ""
    except ValueError:
        return ""


def elsewhere(reply: raw.Reply, base: str) -> list[str]:
    """What of an answer leads to the host that was tried."""
    found = [value for name in LEADING for value in reply.all(name)]
    if "text/html" in reply.first("Content-Type"):
        found += [unescape(value) for value in LINK.findall(reply.body.decode("utf-8", "replace"))]
    return [value for value in found if led_to(base, value).endswith((EVIL, "xn--evilexample"))]


def ask(live, target: str, accept: str, *, through_nginx: bool) -> list[raw.Reply]:
    host = f"localhost:{live.site.https}"
    headers = {"Accept": accept} | ({} if through_nginx else {"X-Forwarded-Proto": "https"})
    connection = live.connect(through_nginx=through_nginx)
    return raw.replies(raw.send(connection, raw.get(target.encode(), host, headers)))


@ON_ONE_DATABASE
@pytest.mark.parametrize("through_nginx", [False, True], ids=["gunicorn", "nginx"])
def test_of_200_tries_none_leads_to_another_host(through_nginx, live):
    answered, led, base = 0, {}, live.site.url
    for target, accept in tries():
        found = ask(live, target, accept, through_nginx=through_nginx)
        assert len(found) == 1, target
        assert found[0].status < 500, target
        assert not (found[0].status >= 300 and EVIL in "".join(found[0].all("Set-Cookie"))), target
        if leading := elsewhere(found[0], base):
            led[target] = leading
        answered += 1
    assert led == {}
    assert answered >= 200
