"""The shipped site over a small application, with its limits for nobody and for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import lacking
from tests.deploy.nginx_site import NOBODY, RunningSite, running_site, what_is_lacking
from tests.deploy.upstream import Upstream, running_upstream


@pytest.fixture(scope="session")
def nginx() -> None:
    if what := what_is_lacking():
        lacking(what)


@dataclass(frozen=True)
class Behind:
    """A site, and the applications behind it."""

    site: RunningSite
    public: Upstream
    desk: Upstream


@pytest.fixture(scope="module")
def open_site(nginx: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """Whoever asks is the operator: no limits."""
    yield from _behind(tmp_path_factory.mktemp("site"), ("127.0.0.1",))


@pytest.fixture
def strict_site(nginx: None, tmp_path: Path) -> Iterator[Behind]:
    """Whoever asks is a reader like any other."""
    yield from _behind(tmp_path, NOBODY)


def _behind(folder: Path, operators: tuple[str, ...]) -> Iterator[Behind]:
    with (
        running_upstream() as public,
        running_upstream() as desk,
        running_site(folder, public=public.port, desk=desk.port, operators=operators) as site,
    ):
        yield Behind(site, public, desk)
