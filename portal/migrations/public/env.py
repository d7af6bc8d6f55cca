"""Alembic's entry for the public store."""

import portal.domain  # noqa: F401 - maps the tables
from portal.db import PublicBase
from portal.migrations.running import run

run(PublicBase.metadata)
