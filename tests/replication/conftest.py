"""Two servers for each test that ends one of them."""

from collections.abc import Iterator

import pytest

from tests.conftest import lacking
from tests.postgresql import NotInstalled
from tests.replication.pair import Pair, running_pair


@pytest.fixture
def pair() -> Iterator[Pair]:
    try:
        with running_pair() as pair:
            yield pair
    except NotInstalled as reason:
        lacking(str(reason))
