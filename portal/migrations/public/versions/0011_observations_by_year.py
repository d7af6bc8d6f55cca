"""Observations lie in a partition for each year on PostgreSQL; a figure is live once per period and its end"""

import sqlalchemy as sa
from alembic import op

from portal.migrations.partitions import Shape, rebuild

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LIVE = "superseded_in is null"
INDEXES = {
    "ix_observations_locality_id_indicator_code": "(locality_id, indicator_code)",
    "ix_observations_dataset_slug": "(dataset_slug)",
    "ix_observations_released_in": "(released_in)",
    "ix_observations_superseded_in": "(superseded_in) where superseded_in is not null",
}
# Only who owns a table may have it analysed; whoever publishes need not own it.
ANALYSE = """
    create function analyze_observations() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$ begin analyze observations; end $$
"""
BEFORE = ["indicator_code", "locality_id", "period"]
NOW = [*BEFORE, "period_end"]


def upgrade() -> None:
    live = {"uq_observations_live": f"({', '.join(NOW)}) where {LIVE}"}
    shape = Shape(("id", "period_end"), "bigint", INDEXES | live, by="period_end", years=range(2020, 2046))
    _change(shape, NOW)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ANALYSE)
        op.execute("revoke execute on function analyze_observations() from public")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function analyze_observations()")
    live = {"uq_observations_live": f"({', '.join(BEFORE)}) where {LIVE}"}
    _change(Shape(("id",), "integer", INDEXES | live), BEFORE)


def _change(shape: Shape, columns: list[str]) -> None:
    """SQLite keeps its table, under the same rule."""
    if op.get_bind().dialect.name == "postgresql":
        rebuild(op.get_bind(), "observations", shape)
        return
    op.drop_index("uq_observations_live", "observations")
    op.create_index("uq_observations_live", "observations", columns, unique=True, sqlite_where=sa.text(LIVE))
