"""One server for all tests that only ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Installation
from tests.watching.served import Server, serving

SECRETS = {"SECRET_KEY": 'lang so "secret" đặc biệt', "DESK_SECRET_KEY": "another-secret-of-the-desk"}


def settings_of(installation: Installation, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": installation.public.url.render_as_string(hide_password=False),
        "DESK_DATABASE_URL": installation.desk.url.render_as_string(hide_password=False),
        "FILES_DIR": str(installation.files),
        "SPOOL_DIR": str(folder / "spool"),
        "PREVIEWS_DIR": str(folder / "previews"),
        "MAIL_DIR": str(folder / "mail"),
        "DESK_SECURE": "0",
    }


@pytest.fixture(scope="session")
def server(demo: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Every statement counts as slow."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, **settings_of(demo, folder), **SECRETS, SLOW_QUERY_MS="0") as running:
        yield running
