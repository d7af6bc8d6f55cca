"""The site of nginx before an installation: the files under ``deploy/nginx``, with what differs filled in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.headers import HEADERS, HSTS, POLICY, whose
from portal.settings import ROOT, SETTINGS

SHIPPED = ROOT / "deploy" / "nginx"
WHO_MAY_USE = "Cross-Origin-Resource-Policy"
FILE = "application/octet-stream"
DEFAULT_HSTS = next(setting.default for setting in SETTINGS if setting.name == "HSTS")
OF_KEPT_FILES = (
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "ETag",
    "Last-Modified",
    "Link",
    "Repr-Digest",
    "X-Request-Id",
    "X-Robots-Tag",
    HSTS,
    *HEADERS,
    *whose(POLICY, FILE),
)
"""What the application says of a file that nginx sends; type, name and lifetime nginx takes over without being told."""


IN_CONTAINERS = {
    "certificate": Path("/etc/langso-certificate/fullchain.pem"),
    "key": Path("/etc/langso-certificate/privkey.pem"),
    "public": "public:8000",
    "desk": "desk:8001",
    "user": "",
    "http": 8080,
    "https": 8443,
    "outside": 443,
    "addresses": ("",),
    "run": Path("/run/langso"),
}
"""What differs in the containers of ``deploy/container/compose.yaml``."""


@dataclass(frozen=True)
class NginxSite:
    """One installation, as nginx needs to know it.

    :param names: the hosts that are answered; every other is sent away.
    :param www: where ``langso deploy static`` has written styles, scripts and the words of refusals.
    :param files: where the files of released versions lie.
    :param public: host and port of the public application; ``desk`` of the desk.
    :param operators: addresses and networks that may read ``/metrics`` and have no limits.
    :param stapling: the resolver through which OCSP answers are fetched; empty: none are.
    :param outside: the port of https that readers see, where it is not the one listened on.
    :param addresses: what is listened on, each ending so that a port can follow.
    """

    names: tuple[str, ...]
    certificate: Path
    key: Path
    www: Path = Path("/var/lib/langso/www")
    files: Path = Path("/var/lib/langso/public/files")
    public: str = "127.0.0.1:8000"
    desk: str = "127.0.0.1:8001"
    operators: tuple[str, ...] = ("127.0.0.1", "::1")
    hsts: str = DEFAULT_HSTS
    stapling: str = ""
    user: str = "www-data"
    http: int = 80
    https: int = 443
    outside: int = 0
    addresses: tuple[str, ...] = ("", "[::]:")
    cache: Path = Path("/var/cache/nginx/langso")
    logs: Path = Path("/var/log/nginx")
    run: Path = Path("/run")
    modules: Path = field(default=Path("/etc/nginx/modules-enabled"))

    def write(self, folder: Path) -> list[Path]:
        """Write the configuration below ``folder``; answers the files, ``nginx.conf`` first."""
        environment = templates_in(SHIPPED)
        written = []
        for name in ("nginx.conf", *sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.glob("langso/*"))):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(environment.get_template(name).render(self._values()), "utf-8")
            written.append(target)
        return written

    def _values(self) -> dict[str, Any]:
        own = HEADERS | whose(POLICY, FILE)
        del own[WHO_MAY_USE]  # pages are for this site, files for all: told apart by the address
        return vars(self) | {
            "headers": own,
            "kept_headers": OF_KEPT_FILES,
            "only_https": self.hsts,
            "port": "" if (self.outside or self.https) == 443 else f":{self.https}",
        }


def templates_in(folder: Path) -> Environment:
    """What is shipped for nginx in a folder, to be filled in; a value that is not given is an error."""
    return Environment(  # noqa: S701 - every word is ours, and configuration is no page
        loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
