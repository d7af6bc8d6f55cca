"""A UUID for each dataset, and a count of the changes to the store"""

import sqlalchemy as sa
from alembic import op

from portal.domain.identifiers import identify

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.execute("insert into revision (id, number) values (1, 0)")
    op.add_column("datasets", sa.Column("uuid", sa.String(length=36), server_default="", nullable=False))
    connection = op.get_bind()
    for (slug,) in connection.execute(sa.text("select slug from datasets")).all():
        given = {"uuid": identify("dataset", slug), "slug": slug}
        connection.execute(sa.text("update datasets set uuid = :uuid where slug = :slug"), given)
    op.create_index("uq_datasets_uuid", "datasets", ["uuid"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_datasets_uuid", "datasets")
    op.drop_column("datasets", "uuid")
    op.drop_table("revision")
