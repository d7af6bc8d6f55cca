"""Uploads, and the states and persons of a submission's way"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATES = "'draft', 'submitted', 'returned', 'approved', 'published', 'superseded', 'withdrawn', 'discarded'"


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("submissions") as batch:
        batch.add_column(sa.Column("submitted_by", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("approved_by", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("created_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("upload_sha256", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("findings", sa.Text(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("explanations", sa.Text(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("returned_because", sa.Text(), nullable=True))
        batch.add_column(sa.Column("takes_back", sa.String(length=120), nullable=True))
        batch.add_column(sa.Column("restores", sa.String(length=120), nullable=True))
        batch.add_column(sa.Column("publish_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("digest", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("disclosure", sa.Text(), nullable=True))
        batch.create_foreign_key(op.f("fk_submissions_upload_sha256"), "uploads", ["upload_sha256"], ["sha256"])
        batch.drop_constraint(op.f("ck_submissions_state_known"), type_="check")
        batch.create_check_constraint(op.f("ck_submissions_state_known"), f"state in ({STATES})")
        batch.create_check_constraint(
            op.f("ck_submissions_two_persons"), "submitted_by is null or submitted_by <> approved_by"
        )


def downgrade() -> None:
    with op.batch_alter_table("submissions") as batch:
        for name in ("two_persons", "state_known"):
            batch.drop_constraint(op.f(f"ck_submissions_{name}"), type_="check")
        batch.drop_constraint(op.f("fk_submissions_upload_sha256"), type_="foreignkey")
        for column in (
            "disclosure digest publish_at restores takes_back returned_because explanations findings "
            "upload_sha256 created_at approved_by submitted_by"
        ).split():
            batch.drop_column(column)
        batch.create_check_constraint(op.f("ck_submissions_state_known"), "state in ('approved', 'published')")
    op.drop_table("uploads")
