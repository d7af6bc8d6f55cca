"""nginx: the shipped site over ours, and one with the same bytes on disk, over TLS with the same certificate."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.against.servers import Server, running
from tests.deploy.nginx_site import NGINX, RunningSite, running_site
from tests.postgresql import free_port

DISK = """
pid {folder}/disk.pid;
worker_processes auto;
error_log {folder}/disk.log crit;
events {{ worker_connections 4096; multi_accept on; }}
http {{
    sendfile on;
    tcp_nopush on;
    access_log off;
    keepalive_requests 1000000;
    open_file_cache max=1000 inactive=60s;
    default_type application/octet-stream;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {certificate};
        ssl_certificate_key {key};
        root {root};
    }}
}}
"""


@contextmanager
def through_site(folder: Path, store: Path, behind: Server, **values: Any) -> Iterator[tuple[Server, RunningSite]]:
    """The shipped site over a server of ours; both trees count."""
    folder.mkdir()
    with running_site(folder, public=behind.port, files=store / "files", **values) as site:
        head = int((folder / "nginx.pid").read_text())
        yield (
            Server("nginx over ours", site.https, (head, *behind.heads), site.host, certificate=site.certificate),
            site,
        )


@contextmanager
def from_disk(folder: Path, site: RunningSite) -> Iterator[Server]:
    """Ready answers as files: ``folder`` holds them."""
    port, work = free_port(), folder.parent / "disk"
    work.mkdir()
    (folder / "ready.txt").write_text("ready")
    config = work / "nginx.conf"
    certificate, key = site.certificate, site.folder / "key.pem"
    config.write_text(DISK.format(folder=work, port=port, certificate=certificate, key=key, root=folder))
    check = [NGINX, "-t", "-q", "-c", str(config), "-e", str(work / "start.log")]
    subprocess.run(check, check=True, timeout=30)
    command = [NGINX, "-c", str(config), "-e", str(work / "start.log"), "-g", "daemon off; user root;"]
    with running("nginx from disk", command, port, "/ready.txt", secure=certificate) as server:
        yield server
