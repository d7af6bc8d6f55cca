"""The attack on a commune as it stands in the stores."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.domain.folding import fold
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation
from portal.publishing.attack.public_rows import PublicRow, Report, Rule, Table
from portal.publishing.attack.rows import attack_rows
from portal.publishing.attack.targets import Truth


def attack_commune(
    public: Session,
    commune: Locality,
    *,
    threshold: int,
    truth: Truth | None = None,
    touching: Collection[Table] | None = None,
) -> Report:
    """``attack_rows`` on what the public store holds of a commune."""
    rows, rules = list_public_rows(public, commune), village_rules(public)
    return attack_rows(rows, rules, threshold=threshold, truth=truth, touching=touching)


def list_public_rows(public: Session, commune: Locality) -> list[PublicRow]:
    """Every row that the commune's village indicators ever had."""
    query = (
        select(
            Observation.indicator_code,
            Locality.kind,
            Locality.code,
            Observation.period,
            Observation.numerator,
            Observation.denominator,
            Observation.status,
            Observation.released_in,
            Observation.superseded_in,
        )
        .join(Locality, Observation.locality_id == Locality.id)
        .join(Indicator, Observation.indicator_code == Indicator.code)
        .where(or_(Locality.id == commune.id, Locality.parent_id == commune.id), Indicator.level == "village")
        .order_by(Observation.id)
    )
    found = public.execute(query)
    return [PublicRow(row[0], row[2] if row[1] == LocalityKind.VILLAGE else None, *row[3:]) for row in found]


def village_rules(public: Session) -> dict[str, Rule]:
    """What everyone knows of the indicators that villages have."""
    return {indicator.code: rule_of(indicator) for indicator in list_indicators(public, level="village")}


def rule_of(indicator: Indicator) -> Rule:
    return Rule(
        code=indicator.code,
        stock=indicator.nature == "stock",
        cumulative=indicator.cumulative,
        population=fold(indicator.denominator or ""),
        protected=indicator.protected,
    )
