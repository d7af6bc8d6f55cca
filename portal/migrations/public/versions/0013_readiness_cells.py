"""Places and periods that have a readiness are kept when published; an index has places in their order"""

import sqlalchemy as sa
from alembic import op

from portal.db import bytewise

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COMMUNES = sa.text("kind = 'commune'")
STANDING = """
insert into readiness_cells (locality_id, period_end, period, kind, product)
select seen.locality_id, seen.period_end, seen.period, place.kind,
  1.0 * max(case when measured.element = 'identity' then seen.value end)
  * max(case when measured.element = 'device' then seen.value end)
  * max(case when measured.element = 'skill' then seen.value end)
  * max(case when measured.element = 'account' then seen.value end)
from observations as seen join indicators as measured on measured.code = seen.indicator_code
  join localities as place on place.id = seen.locality_id
where measured.element is not null and seen.superseded_in is null
group by seen.locality_id, seen.period_end, seen.period, place.kind
"""


def upgrade() -> None:
    op.create_index(
        "ix_localities_of_communes", "localities", ["position"], sqlite_where=COMMUNES, postgresql_where=COMMUNES
    )
    op.create_index("ix_localities_parent_id_position", "localities", ["parent_id", "position"])
    op.drop_index("ix_localities_parent_id", "localities")
    op.create_table(
        "readiness_cells",
        sa.Column("locality_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period", bytewise(10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("product", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("locality_id", "period_end", "period", name=op.f("pk_readiness_cells")),
    )
    op.create_index("ix_readiness_cells_kind_period", "readiness_cells", ["kind", "period", "locality_id"])
    op.create_index("ix_readiness_cells_period", "readiness_cells", ["period", "locality_id"])
    op.execute(STANDING)


def downgrade() -> None:
    op.drop_table("readiness_cells")
    op.create_index("ix_localities_parent_id", "localities", ["parent_id"])
    op.drop_index("ix_localities_parent_id_position", "localities")
    op.drop_index("ix_localities_of_communes", "localities")
