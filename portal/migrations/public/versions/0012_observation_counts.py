"""Observations are counted when they are published; an index has them in the order in which they are read"""

import sqlalchemy as sa
from alembic import op

from portal.db import bytewise

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COUNTED = """
insert into observation_counts
  (commune_id, indicator_code, period, dataset_slug, kind, status, period_end, number)
with leaves as (
  select case place.kind when 'village' then place.parent_id else place.id end as commune_id,
    seen.indicator_code, seen.period, seen.period_end, seen.dataset_slug, place.kind, seen.status, count(*) as number
  from observations as seen join localities as place on place.id = seen.locality_id
  where seen.superseded_in is null
  group by 1, 2, 3, 4, 5, 6, 7
)
select leaves.commune_id * communes.one,
  case indicators.one when 1 then leaves.indicator_code else '' end,
  case periods.one when 1 then leaves.period else '' end,
  case communes.one when 1 then leaves.dataset_slug else '' end,
  leaves.kind, leaves.status,
  case periods.one when 1 then leaves.period_end end,
  sum(leaves.number)
from leaves cross join (select 0 as one union all select 1) as communes
  cross join (select 0 as one union all select 1) as indicators
  cross join (select 0 as one union all select 1) as periods
group by 1, 2, 3, 4, 5, 6, 7
"""
READING = ["locality_id", "indicator_code", "period_end", "id"]


def upgrade() -> None:
    op.create_index("ix_observations_reading", "observations", READING)
    op.drop_index("ix_observations_locality_id_indicator_code", "observations")
    op.create_table(
        "observation_counts",
        sa.Column("commune_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_code", sa.String(length=60), nullable=False),
        sa.Column("period", bytewise(10), nullable=False),
        sa.Column("dataset_slug", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "commune_id",
            "indicator_code",
            "period",
            "dataset_slug",
            "kind",
            "status",
            name=op.f("pk_observation_counts"),
        ),
    )
    op.execute(COUNTED)


def downgrade() -> None:
    op.drop_table("observation_counts")
    op.create_index("ix_observations_locality_id_indicator_code", "observations", ["locality_id", "indicator_code"])
    op.drop_index("ix_observations_reading", "observations")
