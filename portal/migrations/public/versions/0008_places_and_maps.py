"""Weights of mergers and splits, thinned outlines, the steps of an indicator's maps"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("locality_changes") as table:
        table.add_column(sa.Column("weight", sa.Float()))
        table.add_column(sa.Column("basis", sa.String(20)))
        table.add_column(sa.Column("source", sa.String(500)))
        table.create_check_constraint("weight_is_share", "weight is null or (weight > 0 and weight <= 1)")
        table.create_check_constraint("weight_with_basis", "(weight is null) = (basis is null)")
        table.create_check_constraint("basis_known", "basis is null or basis in ('people', 'households', 'whole')")
        table.create_index("ix_locality_changes_successor_id", ["successor_id"])
    op.add_column("boundaries", sa.Column("crs", sa.String(40)))
    op.add_column("boundaries", sa.Column("area_km2", sa.Float()))
    op.create_index("ix_boundaries_box", "boundaries", ["west", "east", "south", "north"])
    op.create_table(
        "simplified_boundaries",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("tolerance", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["boundaries.locality_id"], name="fk_simplified_boundaries_locality_id"
        ),
        sa.PrimaryKeyConstraint("locality_id", "tolerance", name="pk_simplified_boundaries"),
    )
    op.add_column("indicators", sa.Column("breaks", sa.String(60)))


def downgrade() -> None:
    op.drop_column("indicators", "breaks")
    op.drop_table("simplified_boundaries")
    op.drop_index("ix_boundaries_box", "boundaries")
    op.drop_column("boundaries", "area_km2")
    op.drop_column("boundaries", "crs")
    with op.batch_alter_table("locality_changes") as table:
        table.drop_index("ix_locality_changes_successor_id")
        for name in ("basis_known", "weight_with_basis", "weight_is_share"):
            table.drop_constraint(name, type_="check")
        for name in ("source", "basis", "weight"):
            table.drop_column(name)
