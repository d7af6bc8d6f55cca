"""The contract of ``/api/v1``: what each resource can be asked. Every parameter stands here; any other is refused."""

from api.parameters import AsOf, Between, Choice, Date, Language, Page, PeriodName, Ref, Since, Until
from api.schemas import LEVELS, NATURES
from portal.domain.changes import ChangeKind
from portal.domain.localities import LocalityKind
from portal.domain.money import Source
from portal.domain.obligations import Cadence, ReportState
from portal.domain.observations import Status
from portal.domain.programmes import ProgrammeState
from portal.domain.progress import ProgressStatus
from portal.domain.releases import ReleaseKind
from portal.domain.tasks import TaskKind, TaskState


class LocalityQuery(Page):
    on = Date("as the map was on this day; today unless asked")
    kind = Choice("of this tier", LocalityKind)
    parent = Ref("directly below this locality (code or slug)")
    commune = Ref("this commune (code or slug) and its villages")


class OneLocalityQuery(Language):
    on = Date("the locality that had the code on this day; today unless asked")


class PlanQuery(Page):
    commune = Ref("of this commune (code or slug)")


class TargetQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    indicator = Ref("about this indicator")
    year = Between("due in this year", 2000, 2100)


class TaskQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    kind = Choice("from this chapter", TaskKind)
    state = Choice("in this state today", TaskState)
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class ObligationQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    cadence = Choice("asked for this often", Cadence)
    state = Choice("in this state today", ReportState)
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class IndicatorQuery(Page):
    commune = Ref("that this commune (code or slug) has a target or an observation for")
    group = Ref("of this subject")
    level = Choice("measured at this level", LEVELS)
    nature = Choice("of this nature", NATURES)


class ObservationQuery(Page):
    indicator = Ref("of this indicator")
    locality = Ref("of exactly this locality (code, or a commune's slug)")
    within = Ref("of every village of this commune (code or slug)")
    dataset = Ref("of this dataset")
    period = PeriodName("of exactly this period")
    start = Since("of periods that end on or after this day, or the first day of this period", name="from")
    end = Until("of periods that end by this day, or the last day of this period", name="to")
    status = Choice("with this status", Status)
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class AsOfQuery(Language):
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class ProgressQuery(TargetQuery):
    status = Choice("with this status", ProgressStatus)
    as_of = AsOf("judged today by what was published by this release, day or instant; now unless asked")


class DatasetQuery(Page):
    commune = Ref("of this commune (code or slug)")
    group = Ref("of this subject")


class ReleaseQuery(Page):
    commune = Ref("of this commune (code or slug)")
    kind = Choice("of this kind", ReleaseKind)


class ChangeQuery(Page):
    indicator = Ref("of this indicator")
    change = Choice("of this kind", ChangeKind)


class MoneyQuery(Page):
    commune = Ref("of this commune (code or slug)")
    year = Between("of this year", 2000, 2100)
    source = Choice("from this source", Source)
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class ProgrammeQuery(Page):
    commune = Ref("of this commune (code or slug)")
    state = Choice("in this state today", ProgrammeState)
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class TeamQuery(Page):
    commune = Ref("of this commune (code or slug)")
    locality = Ref("for exactly this locality (code, or a commune's slug)")
    as_of = AsOf("as published by this release, day or instant; now unless asked")
