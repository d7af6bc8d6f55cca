"""The demonstration on a real server, its catalogue in pages of seven."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from rdflib import Graph

from api.dcat.addresses import PAGE_SIZE
from portal.db import Store
from tests.api.dcat.building import portal
from tests.browsing import serving
from tests.conftest import SHARED, Installation

SIZE = 7


@pytest.fixture(scope="module")
def seven(demo: Installation) -> Iterator[str]:
    """The address of the demonstration."""
    app = demo.make_app()
    app.config[PAGE_SIZE] = SIZE
    with serving(app) as address:
        yield address
    app.extensions["store"].close()


@pytest.fixture
def in_twos(stores: tuple[Store, Store], tmp_path) -> Iterator[Flask]:
    """An application over empty stores, two datasets a page."""
    with portal(*stores, tmp_path, size=2) as app:
        yield app


@pytest.fixture(scope="session")
def shapes() -> Callable[[str], Graph]:
    """The SHACL shapes of DCAT-AP by the name of their file, where the machine has them."""
    folder = SHARED / "dcat-ap-shapes"
    if not folder.is_dir():
        pytest.skip("the DCAT-AP shapes (../shared/dcat-ap-shapes) are not on this machine")
    return lambda name: Graph().parse(folder / f"{name}.ttl", format="turtle")
