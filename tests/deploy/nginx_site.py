"""The shipped site of nginx over an application on this machine, with a throw-away certificate."""

import datetime as dt
import getpass
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from portal.cli.composed import make_public_app
from portal.nginx_site import NginxSite
from portal.static_files import write_static
from tests.postgresql import free_port

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
NOBODY = ("192.0.2.1",)
"""Operators that are nobody here, so that every limit holds."""


def what_is_lacking() -> str:
    """What to install before the site can be started here; empty: nothing."""
    if Path(NGINX).exists() and MODULE.exists():
        return ""
    return "nginx with brotli is not installed (Debian: nginx-light, libnginx-mod-http-brotli-static)"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class RunningSite:
    """Where it listens, on 127.0.0.1; ``certificate`` is its own authority."""

    host: str
    http: int
    https: int
    certificate: Path
    folder: Path
    site: NginxSite

    @property
    def url(self) -> str:
        return f"https://{self.host}:{self.https}"

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        secure: bool = True,
    ) -> Answer:
        """One request on a connection of its own."""
        connection = self._connection(secure=secure)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def _connection(self, *, secure: bool) -> HTTPConnection:
        if secure:
            return HTTPSConnection(self.host, self.https, context=self.context(), timeout=60)
        return HTTPConnection(self.host, self.http, timeout=60)

    def connect_plainly(self, *, secure: bool = True) -> socket.socket:
        """To the port of https unless told otherwise; nothing is said yet."""
        return socket.create_connection(("127.0.0.1", self.https if secure else self.http), timeout=30)

    def connect(self, *, secure: bool = True) -> socket.socket:
        """A connection for whoever writes requests by hand."""
        plain = self.connect_plainly(secure=secure)
        return self.context().wrap_socket(plain, server_hostname=self.host) if secure else plain


@contextmanager
def running_site(
    folder: Path,
    *,
    public: int,
    desk: int | None = None,
    files: Path | None = None,
    host: str = "localhost",
    operators: tuple[str, ...] = ("127.0.0.1", "::1"),
    **values: Any,
) -> Iterator[RunningSite]:
    """nginx over the application at port ``public`` (and the desk at ``desk``), until the end.

    :param folder: an empty one, for everything that nginx reads and writes.
    :param operators: who has no limits and may read ``/metrics``; ``NOBODY`` to try the limits.
    :param values: further ones of ``NginxSite``.
    """
    site = _make_site(folder, public=public, desk=desk or free_port(), files=files, host=host, operators=operators)
    site = NginxSite(**vars(site) | values)
    _fill(folder, site)
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log"), "-g", "daemon off;"]
    process = subprocess.Popen(command, cwd=folder)
    try:
        _wait(process, site.https, folder)
        yield RunningSite(host, site.http, site.https, site.certificate, folder, site)
    finally:
        process.terminate()
        process.wait(30)


def _make_site(
    folder: Path, *, public: int, desk: int, files: Path | None, host: str, operators: tuple[str, ...]
) -> NginxSite:
    return NginxSite(
        names=(host,),
        certificate=folder / "certificate.pem",
        key=folder / "key.pem",
        www=folder / "www",
        files=files or folder / "files",
        public=f"127.0.0.1:{public}",
        desk=f"127.0.0.1:{desk}",
        operators=operators,
        user=getpass.getuser() if os.geteuid() == 0 else "",
        http=free_port(),
        https=free_port(),
        addresses=("127.0.0.1:",),
        cache=folder / "cache",
        logs=folder,
        run=folder,
    )


def _fill(folder: Path, site: NginxSite) -> None:
    site.cache.mkdir(parents=True, exist_ok=True)
    site.files.mkdir(parents=True, exist_ok=True)
    site.write(folder)
    app = make_public_app(SECRET_KEY="for tests only", DATABASE_URL=f"sqlite:///{folder}/none.sqlite")
    write_static(app, site.www)
    make_certificate(site.names[0], site.certificate, site.key)


def make_certificate(host: str, certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, SHA256())
    )
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _wait(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"nginx did not start: {(folder / 'start.log').read_text('utf-8')}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx did not begin to listen within 30 seconds")
