"""What officers hand in beside figures"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submitted_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_submitted_records_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submitted_records")),
    )
    op.create_index(
        "uq_submitted_records_submission_id_kind_key",
        "submitted_records",
        ["submission_id", "kind", "key"],
        unique=True,
    )
    op.create_index("ix_submitted_records_kind_key", "submitted_records", ["kind", "key"])


def downgrade() -> None:
    op.drop_table("submitted_records")
