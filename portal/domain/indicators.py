"""Indicators: what is measured, among whom, and how to read it.

The list is ``data/indicators.csv``; its codes are public and never change their meaning.
"""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from portal.db import PublicBase, Rows, narrow
from portal.statements import Statement

PROTECTED_SUBJECTS = frozenset({"person", "household", "file"})
"""Village counts about these subjects are withheld when small; the others are public facts."""

ELEMENTS = ("identity", "device", "skill", "account")
"""What makes a resident a digital citizen; each is the ``element`` of one indicator."""


class IndicatorGroup(PublicBase):
    """A subject that a dataset is about, such as the digital society."""

    __tablename__ = "indicator_groups"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    description_en: Mapped[str] = mapped_column(Text)


class Indicator(PublicBase):
    __tablename__ = "indicators"
    __table_args__ = (
        CheckConstraint("level in ('village', 'commune')", name="level_known"),
        CheckConstraint("unit in ('percent', 'count', 'count-per-year', 'index')", name="unit_known"),
        CheckConstraint("nature in ('stock', 'flow')", name="nature_known"),
        CheckConstraint("direction in ('up', 'down')", name="direction_known"),
        CheckConstraint(
            "subject in ('person', 'household', 'file', 'infrastructure', 'official', 'organisation')",
            name="subject_known",
        ),
    )

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    group_code: Mapped[str] = mapped_column(ForeignKey("indicator_groups.code"))
    level: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(20))
    nature: Mapped[str] = mapped_column(String(10))
    direction: Mapped[str] = mapped_column(String(10))
    cumulative: Mapped[bool]  # its numerator can only grow
    decimals: Mapped[int]
    breaks: Mapped[str | None] = mapped_column(String(60))  # where its maps' steps begin; None: by unit
    element: Mapped[str | None] = mapped_column(String(20))  # of the digital citizen
    name: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300))
    short: Mapped[str] = mapped_column(String(60))
    short_en: Mapped[str] = mapped_column(String(60))
    definition: Mapped[str] = mapped_column(Text)
    definition_en: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)
    method_en: Mapped[str] = mapped_column(Text)
    numerator: Mapped[str | None] = mapped_column(String(300))
    numerator_en: Mapped[str | None] = mapped_column(String(300))
    denominator: Mapped[str | None] = mapped_column(String(300))
    denominator_en: Mapped[str | None] = mapped_column(String(300))

    group: Mapped[IndicatorGroup] = relationship(lazy="joined")

    @property
    def protected(self) -> bool:
        """Whether small village counts of it are withheld."""
        return self.level == "village" and self.subject in PROTECTED_SUBJECTS


def get_indicator(session: Session, code: str) -> Indicator | None:
    return session.get(Indicator, code)


_KNOWN = Statement(select(Indicator.code).where(Indicator.code == bindparam("code")))


def is_indicator(session: Session, code: str) -> bool:
    return _KNOWN.value(session, code=code) is not None


def list_indicators(session: Session, *, group: str | None = None, level: str | None = None) -> list[Indicator]:
    query = select(Indicator)
    if group is not None:
        query = query.where(Indicator.group_code == group)
    if level is not None:
        query = query.where(Indicator.level == level)
    return list(session.scalars(query.order_by(Indicator.position)))


def list_elements(session: Session) -> list[Indicator]:
    """The indicators of the four elements of the digital citizen, in their order."""
    found = session.scalars(select(Indicator).where(Indicator.element.in_(ELEMENTS)))
    return sorted(found, key=lambda indicator: ELEMENTS.index(indicator.element or ""))


def list_groups(session: Session, *, measured: bool = False) -> list[IndicatorGroup]:
    """The subjects of datasets; ``measured`` are those that have indicators."""
    query = select(IndicatorGroup).order_by(IndicatorGroup.position)
    if measured:
        query = query.where(IndicatorGroup.code.in_(select(Indicator.group_code)))
    return list(session.scalars(query))


def select_indicators(
    *, code: str | None = None, group: str | None = None, level: str | None = None, nature: str | None = None
) -> Rows:
    """Rows under the public field names."""
    query = select(
        Indicator.code,
        Indicator.group_code.label("group"),
        Indicator.level,
        Indicator.unit,
        Indicator.subject,
        Indicator.nature,
        Indicator.direction,
        Indicator.name,
        Indicator.name_en,
        Indicator.definition,
        Indicator.definition_en,
        Indicator.method,
        Indicator.method_en,
        Indicator.numerator,
        Indicator.numerator_en,
        Indicator.denominator,
        Indicator.denominator_en,
    )
    return narrow(
        query,
        (Indicator.code, code),
        (Indicator.group_code, group),
        (Indicator.level, level),
        (Indicator.nature, nature),
    )
