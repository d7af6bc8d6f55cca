"""Sound installations for the doctor to look at, and to be broken."""

import datetime as dt
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal import spool, upkeep
from portal.db import Store
from portal.doctor.catalogue import CHECKS
from portal.doctor.examining import examine
from portal.doctor.site import Site
from portal.publishing.backup import back_up, restore
from portal.publishing.publisher import Publisher
from portal.publishing.stores import initialise
from portal.publishing.submissions import Cell
from portal.settings import DATA
from tests.builders import AT, make_submission
from tests.conftest import NOW
from tests.stores import Databases

COMMUNE = "21451"  # phường Trà Câu
SECRET, DESK_SECRET = secrets.token_urlsafe(48), secrets.token_urlsafe(48)


@dataclass(frozen=True)
class Real:
    """A production installation with a release, and the environment of its processes."""

    public: Store
    desk: Store
    files: Path
    folder: Path
    environ: dict[str, str]

    def site(self, *, only: str | None = None, thorough: bool = False, network: bool = False, **more: str) -> Site:
        environ = self.environ | {f"LANGSO_{name}": value for name, value in more.items()}
        if only == "public":
            environ = {name: value for name, value in environ.items() if "DESK" not in name}
        self.close()
        return Site(environ, only=only, thorough=thorough, network=network)

    def found(self, code: str, **more: object) -> list[str]:
        """What one check says."""
        checks = [check for check in CHECKS if check.code == code]
        assert checks, code
        return [finding.about for finding in examine(self.site(**more), checks)]  # type: ignore[arg-type]

    def close(self) -> None:
        self.public.close()
        self.desk.close()


def environ_of(public: Store, desk: Store, files: Path, folder: Path) -> dict[str, str]:
    return {
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_FILES_DIR": str(files),
        "LANGSO_PREVIEWS_DIR": str(folder / "desk" / "previews"),
        "LANGSO_MAIL_DIR": str(folder / "desk" / "mail"),
        "LANGSO_SPOOL_DIR": str(folder / "spool"),
        "LANGSO_SECRET_KEY": SECRET,
        "LANGSO_DESK_SECRET_KEY": DESK_SECRET,
        "LANGSO_BASE_URL": "https://so.tracau.gov.vn",
        "LANGSO_CONTACT_EMAIL": "ubnd@tracau.gov.vn",
        "LANGSO_PROXIES": "1",
    }


def publish(publisher: Publisher, period: str, **more: object) -> str:
    at = AT + dt.timedelta(days=int(period[-2:]))
    cells = [Cell("systems-cloud", COMMUNE, period, 410, 1000)]
    number = make_submission(publisher.desk, cells, at=at, commune=COMMUNE)
    name = publisher.publish(number, at=at)
    publisher.publish_log()
    return name


@pytest.fixture(scope="session")
def made(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of such an installation."""
    folder = tmp_path_factory.mktemp("made")
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=NOW)
        publish(Publisher(desk, public, folder / "files"), "2026-09")
        back_up(public, desk, folder / "files", folder / "one.zip")
        for store in (public, desk):
            store.close()
            if store.file is not None:
                shutil.copy(store.file, folder)
    return folder / "one.zip"


def _put(made: Path, public: Store, desk: Store, files: Path) -> None:
    """Restored; of SQLite the files are copied, which takes less time."""
    if public.file is None or desk.file is None:
        restore(made, public, desk, files)
        return
    for store in (public, desk):
        store.close()
        shutil.copy(made.with_name(store.file.name), store.file)  # type: ignore[union-attr]
    shutil.copytree(made.with_name("files"), files)


@pytest.fixture
def real(databases: Databases, made: Path, tmp_path: Path) -> Iterator[Real]:
    """That installation, sound."""
    with databases.pair() as (public, desk):
        _put(made, public, desk, tmp_path / "files")
        environ = environ_of(public, desk, tmp_path / "files", tmp_path)
        spool.open_spool(tmp_path / "spool", DESK_SECRET)
        upkeep.note_backup(tmp_path / "desk" / "upkeep", made, dt.datetime.now(dt.UTC))
        yield Real(public, desk, tmp_path / "files", tmp_path, environ)


Break = Callable[[Real], None]
