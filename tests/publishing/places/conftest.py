"""A commune of three villages, and files beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.db import Store
from portal.domain.localities import get_commune
from portal.publishing.indexing import index_everything
from tests.builders import COMMUNE, make_installation
from tests.conftest import NOW
from tests.publishing.places.lists import Cells, write_csv


@pytest.fixture
def register(public: Store, desk: Store) -> tuple[Store, Store]:
    """Thôn 1 to 3 of a commune whose centre is known, all since July 2025."""
    make_installation(public)
    with public.begin() as session:
        commune = get_commune(session, COMMUNE, on=NOW)
        assert commune is not None
        commune.lat, commune.lon = 15.0, 108.5
        session.flush()
        index_everything(session, today=NOW)
    return public, desk


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Rows as a CSV file."""

    def write(*rows: Cells, name: str = "thon.csv") -> Path:
        return write_csv(tmp_path / name, rows)

    return write
