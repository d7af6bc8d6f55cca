"""``langso deploy``: what stands around an installation, written for it."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import click

from portal.cli.composed import make_public_app
from portal.cli.failing import fail
from portal.nginx_site import IN_CONTAINERS, NginxSite
from portal.static_files import write_static

OURS = "# The whole configuration of nginx on a machine that serves Làng Số"
PATH = click.Path(path_type=Path)


@click.group()
def deploy() -> None:
    """Write nginx's configuration, and the files that it sends by itself (docs/deploying.md)."""


@deploy.command()
@click.option("--server-name", "names", multiple=True, required=True, help="A host that is answered; may be repeated.")
@click.option("--output", default="/etc/nginx", show_default=True, type=PATH, help="Where nginx reads it.")
@click.option("--certificate", type=PATH, help="[default: Let's Encrypt's of the first host]")
@click.option("--key", type=PATH, help="[default: Let's Encrypt's of the first host]")
@click.option("--operators", multiple=True, help="A network without limits, which may read /metrics; may be repeated.")
@click.option("--www", type=PATH, help="Where `langso deploy static` writes.")
@click.option("--files", type=PATH, help="FILES_DIR of the installation.")
@click.option("--public", help="Host and port of the public application.")
@click.option("--desk", help="Host and port of the desk.")
@click.option("--stapling", help="A resolver: OCSP answers are stapled. For authorities that still have OCSP.")
@click.option("--containers", is_flag=True, help="For deploy/container/compose.yaml.")
@click.option("--replace", is_flag=True, help="Replace a configuration that is not ours.")
def nginx(
    names: tuple[str, ...],
    output: Path,
    operators: tuple[str, ...],
    containers: bool,
    replace: bool,
    **given: Any,
) -> None:
    """Write the whole configuration of nginx for this installation; check it with `nginx -t`."""
    whole = output / "nginx.conf"
    if whole.exists() and not replace and not whole.read_text("utf-8", "replace").startswith(OURS):
        fail(f"{whole} is not of Làng Số. Keep a copy of it and say --replace, or choose another --output.")
    issued = Path("/etc/letsencrypt/live") / names[0]
    usual = {"certificate": issued / "fullchain.pem", "key": issued / "privkey.pem"}
    given["operators"] = tuple(map(_network, operators)) or None
    told = {name: value for name, value in given.items() if value is not None}
    site = NginxSite(names=names, **usual | (IN_CONTAINERS if containers else {}) | told)
    try:
        written = site.write(output)
    except OSError as error:
        fail(f"{output} could not be written ({error.strerror or error}).")
    click.echo(f"{len(written)} files for {', '.join(names)}, from {written[0]} on. Now: nginx -t")


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as error:
        fail(f"--operators {text}: {error}. It is an address or a network such as 203.0.113.0/24.")


@deploy.command()
@click.option("--output", default="/var/lib/langso/www", show_default=True, type=PATH)
def static(output: Path) -> None:
    """Write styles, scripts and the words of nginx's refusals, with compressed forms; again after every upgrade."""
    try:
        written = write_static(make_public_app(SECRET_KEY="none is needed"), output)  # noqa: S106 - it signs nothing
    except OSError as error:
        fail(f"{output} could not be written ({error.strerror or error}).")
    click.echo(f"{output}: {len(written)} files, and the words of refusals.")
