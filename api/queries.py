"""The contract of ``/api/v1``: what each resource can be asked. Every parameter stands here; any other is refused."""

from api.parameters import AsOf, Between, Choice, Date, Page, PeriodName, Ref, Since, Sort, Thing, Until, VersionNumber
from api.schemas import LEVELS, NATURES
from portal.domain.changes import ChangeKind
from portal.domain.corrections import CORRECTING
from portal.domain.localities import LocalityKind
from portal.domain.money import Source
from portal.domain.obligations import Cadence, ReportState
from portal.domain.observations import Status
from portal.domain.programmes import ProgrammeState
from portal.domain.progress import ProgressStatus
from portal.domain.releases import ReleaseKind
from portal.domain.tasks import TaskKind, TaskState
from portal.formats.mediatypes import FORMATS


class LocalityQuery(Page):
    on = Date("as the map was on this day; today unless asked")
    valid = Choice("`ever`: those of every day, also what is no more", ("ever",))
    kind = Choice("of this tier", LocalityKind)
    parent = Ref("directly below this locality (code or slug)")
    commune = Ref("this commune (code or slug) and its villages")
    sort = Sort("code", "kind", "name_en", "population", "households", "area_km2", "valid_from", "valid_to")


class OneLocalityQuery(Thing):
    on = Date("the locality that had the code on this day; today unless asked")


class HistoryQuery(Page):
    """Everything of one code."""


class PlanQuery(Page):
    commune = Ref("of this commune (code or slug)")
    sort = Sort("slug", "commune", "issued_on", "year")


class SectionQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    sort = Sort("plan", "commune", "path")


class GoalQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    year = Between("that the plan wants by this year", 2000, 2100)
    sort = Sort("id", "plan", "section", "year")


class TargetQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    indicator = Ref("about this indicator")
    year = Between("due in this year", 2000, 2100)
    sort = Sort("id", "plan", "indicator", "year", "value")


class TaskQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    kind = Choice("from this chapter", TaskKind)
    state = Choice("in this state today", TaskState)
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("id", "plan", "kind", "section", "due")


class ObligationQuery(Page):
    plan = Ref("of this plan")
    commune = Ref("of this commune (code or slug)")
    cadence = Choice("asked for this often", Cadence)
    state = Choice("in this state today", ReportState)
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("id", "plan", "cadence", "due", "received_on", "state")


class IndicatorQuery(Page):
    commune = Ref("that this commune (code or slug) has a target or an observation for")
    group = Ref("of this subject")
    level = Choice("measured at this level", LEVELS)
    nature = Choice("of this nature", NATURES)
    sort = Sort("code", "group", "level", "unit", "name_en")


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
    sort = Sort("indicator", "locality", "period", "value", "numerator", "denominator", "status", "release")


class SeriesQuery(Page):
    locality = Ref("of exactly this locality (code, or a commune's slug); unless asked, of those made of others")
    within = Ref("of every village that this commune (code or slug) has today")
    indicator = Ref("of this indicator")
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("indicator", "locality", "period", "kind", "value", "status")


class AsOfQuery(Thing):
    as_of = AsOf("as published by this release, day or instant; now unless asked")


class ProgressQuery(TargetQuery):
    status = Choice("with this status", ProgressStatus)
    as_of = AsOf("judged today by what was published by this release, day or instant; now unless asked")
    sort = Sort("target", "plan", "commune", "indicator", "year", "status", "gap", "expected")


class ReadinessQuery(Page):
    locality = Ref("of exactly this locality (code, or a commune's slug)")
    within = Ref("of every village of this commune (code or slug)")
    commune = Ref("of this commune (code or slug) and its villages")
    kind = Choice("of places of this tier", (LocalityKind.COMMUNE, LocalityKind.VILLAGE))
    period = PeriodName("of exactly this period")
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("locality", "period", "index")


class DatasetQuery(Page):
    commune = Ref("of this commune (code or slug)")
    group = Ref("of this subject")
    as_of = AsOf("in the version that was the newest by this release, day or instant; now unless asked")
    sort = Sort("slug", "commune", "group", "released_at", "rows")


class VersionQuery(Page):
    dataset = Ref("of this dataset")
    commune = Ref("of this commune (code or slug)")
    release = Ref("that this release made")
    as_of = AsOf("out by this release, day or instant; now unless asked")
    sort = Sort("dataset", "commune", "group", "released_at", "rows")


class FileQuery(Page):
    dataset = Ref("of this dataset")
    version = VersionNumber("of versions with this number")
    newest = Choice("`yes`: only of the newest version of each dataset", ("yes",))
    format = Choice("in this format", tuple(FORMATS))
    commune = Ref("of this commune (code or slug)")
    release = Ref("of versions that this release made")
    as_of = AsOf("of versions out by this release, day or instant; now unless asked")
    sort = Sort("dataset", "name", "format", "released_at", "bytes")


class CorrectionQuery(Page):
    commune = Ref("of this commune (code or slug)")
    indicator = Ref("that wrote a cell of this indicator")
    kind = Choice("of this kind", CORRECTING)
    as_of = AsOf("out by this release, day or instant; now unless asked")
    sort = Sort("id", "commune", "kind", "released_at")


class ReleaseQuery(Page):
    commune = Ref("of this commune (code or slug)")
    kind = Choice("of this kind", ReleaseKind)
    sort = Sort("id", "commune", "kind", "released_at")


class ChangeQuery(Page):
    indicator = Ref("of this indicator")
    change = Choice("of this kind", ChangeKind)
    sort = Sort("indicator", "locality", "period", "change", "old_value", "value")


class MoneyQuery(Page):
    commune = Ref("of this commune (code or slug)")
    year = Between("of this year", 2000, 2100)
    source = Choice("from this source", Source)
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("id", "commune", "year", "source", "allocated", "disbursed")


class ProgrammeQuery(Page):
    commune = Ref("of this commune (code or slug)")
    state = Choice("in this state today", ProgrammeState)
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("id", "commune", "open_from", "open_until")


class TeamQuery(Page):
    commune = Ref("of this commune (code or slug)")
    locality = Ref("for exactly this locality (code, or a commune's slug)")
    as_of = AsOf("as published by this release, day or instant; now unless asked")
    sort = Sort("id", "commune", "locality", "members")
