"""Withdrawals, restorations, explanations and disclosure reports of releases"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("releases", sa.Column("takes_back", sa.String(length=120), nullable=True))
    op.add_column("releases", sa.Column("restores", sa.String(length=120), nullable=True))
    op.add_column("releases", sa.Column("explanations", sa.Text(), nullable=False, server_default="[]"))
    op.create_index("ix_releases_takes_back", "releases", ["takes_back"])
    op.create_table(
        "disclosure_reports",
        sa.Column("release_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("narrowest", sa.Integer(), nullable=True),
        sa.Column("solved", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["release_seq"], ["releases.seq"], name=op.f("fk_disclosure_reports_release_seq")),
        sa.PrimaryKeyConstraint("release_seq", name=op.f("pk_disclosure_reports")),
    )


def downgrade() -> None:
    op.drop_table("disclosure_reports")
    op.drop_index("ix_releases_takes_back", "releases")
    with op.batch_alter_table("releases") as batch:
        batch.drop_column("explanations")
        batch.drop_column("restores")
        batch.drop_column("takes_back")
