"""The contract of ``/api/v1``: what each resource answers. What can be asked of it stands in ``api.queries``.

Every field stands here and nowhere else, so a new column of a table never leaks into an answer. A field that was
once published keeps its name and meaning; new ones may be added. Rows of a list go from their query to the answer
under these names, single things through ``dump``; a test holds the two equal.
"""

from marshmallow import Schema

from api.fields import Day, Flag, Instant, Many, Number, One, Text, Texts, Whole, Word
from portal.domain.changes import ChangeKind
from portal.domain.localities import LocalityKind
from portal.domain.money import Source
from portal.domain.obligations import Cadence, ReportState
from portal.domain.observations import Status
from portal.domain.plans import Comparator
from portal.domain.programmes import ProgrammeState
from portal.domain.progress import ProgressStatus, Reason
from portal.domain.releases import ReleaseKind
from portal.domain.tasks import TaskKind, TaskState

LEVELS = ("village", "commune")
NATURES = ("stock", "flow")
UNITS = ("percent", "count", "count-per-year", "index")
SUBJECTS = ("person", "household", "file", "infrastructure", "official", "organisation")


class LocalitySchema(Schema):
    """A province, a commune or a village, with the days between which it is one."""

    code = Text("the register's code, which may have been another unit's before; of a village `<commune>-<nn>`")
    slug = Text("its name in addresses; of a village, unique in its commune")
    kind = Word("its tier", LocalityKind)
    unit = Text("what it is called: phường, xã, thôn, tổ dân phố …")
    name = Text("in Vietnamese")
    name_en = Text("in English")
    parent = Text("code of the locality it is part of", null=True)
    valid_from = Day("the first day; null where the registers begin later", null=True)
    valid_to = Day("the last day; null while it exists", null=True)
    population = Whole("residents", null=True)
    households = Whole("households", null=True)
    area_km2 = Number("area in square kilometres", null=True)
    lat = Number("latitude of a point inside, WGS 84", null=True)
    lon = Number("longitude of that point", null=True)
    illustrative = Flag("made up for demonstration")
    source = Text("where this row is from")


class PlanSchema(Schema):
    """A commune's digital-transformation plan."""

    slug = Text("its name in addresses")
    commune = Text("code of the commune")
    issuer = Text("who issued it")
    issuer_en = Text("the issuer in English")
    number = Text("the document's number; null where it was left blank", null=True)
    issued_on = Day("the day of issue; null where the document does not say", null=True)
    year = Whole("year of the document")
    title = Text("in Vietnamese")
    title_en = Text("in English")
    period_from = Whole("first year it plans for")
    period_to = Whole("last year it plans for")
    basis = Text("the resolution or law it carries out")
    note = Text("what the document leaves blank or lacks; may be empty")
    note_en = Text("the note in English")


class TargetSchema(Schema):
    """A numeric promise of a plan."""

    id = Text("`<plan>-<indicator>-<year or undated>`, permanent")
    plan = Text("slug of the plan")
    indicator = Text("code of the indicator")
    comparator = Word("how the observed value is held against the target", Comparator)
    value = Number("the value promised; of a range its low end")
    value_high = Number("the high end of a range", null=True)
    unit = Word("unit of the value", UNITS)
    year = Whole("due at the end of this year; null where the plan names none", null=True)
    citation = Text("where it stands in the document")
    citation_en = Text("the citation in English")
    note = Text("what to know when reading it", null=True)
    note_en = Text("the note in English", null=True)
    amends = Text("id of the older target it takes the place of", null=True)


class TaskSchema(Schema):
    """A piece of work a plan lists, or what it makes a body responsible for."""

    id = Text("permanent: the plan and the place in its document")
    plan = Text("slug of the plan")
    kind = Word("from the chapter on tasks, or from that on who carries out the plan", TaskKind)
    section = Text("path of its heading in the document")
    title = Text("in our own words")
    title_en = Text("in English")
    lead = Text("the body that leads, where the plan names one", null=True)
    lead_en = Text("that body in English", null=True)
    partners = Texts("bodies that co-operate")
    partners_en = Texts("those bodies in English")
    due = Day("the day it is due, where the plan names one", null=True)
    due_note = Text("what else the plan says about time", null=True)
    due_note_en = Text("that in English", null=True)
    state = Word("how far it is, today", TaskState)
    state_on = Day("the day on which the commune says it was so", null=True)
    evidence = Text("what shows the state", null=True)
    citation = Text("where it stands in the document")
    citation_en = Text("the citation in English")
    release = Text("id of the release that the state came in; null while it is unknown", null=True)
    illustrative = Flag("the state is made up for demonstration; the task is the plan's")


class ObligationSchema(Schema):
    """A report due under a plan; one row a report, up to the next one ahead."""

    id = Text("permanent: the duty's place, its cadence and the period")
    plan = Text("slug of the plan")
    cadence = Word("how often the plan asks for it", Cadence)
    period = Text("what the report is about; null where the plan names no day", null=True)
    due = Day("the last day on which it is on time; null where the plan names no day", null=True)
    received_on = Day("the day it was received", null=True)
    state = Word("what is known today; `unknown` for what was due before receipts were kept", ReportState)
    reporter = Text("who reports", null=True)
    reporter_en = Text("the reporter in English", null=True)
    recipient = Text("to whom", null=True)
    recipient_en = Text("the recipient in English", null=True)
    citation = Text("where the duty stands in the document")
    citation_en = Text("the citation in English")
    note = Text("what to know about the duty", null=True)
    note_en = Text("the note in English", null=True)
    release = Text("id of the release that the receipt came in; null without one", null=True)
    illustrative = Flag("the receipt is made up for demonstration; the duty is the plan's")


class IndicatorSchema(Schema):
    """What is measured, among whom, and how."""

    code = Text("permanent")
    group = Text("the subject, which is also a dataset's")
    level = Word("measured by village and summed, or for the commune as a whole", LEVELS)
    unit = Word("unit of its values", UNITS)
    subject = Word("what is counted; small village counts of persons, households and files are withheld", SUBJECTS)
    nature = Word("counted at the end of a period, or over it", NATURES)
    direction = Word("whether more or less is better", ("up", "down"))
    name = Text("in Vietnamese")
    name_en = Text("in English")
    definition = Text("what it tells")
    definition_en = Text("the definition in English")
    method = Text("how it is counted and by whom")
    method_en = Text("the method in English")
    numerator = Text("what is counted", null=True)
    numerator_en = Text("the numerator in English", null=True)
    denominator = Text("among how many", null=True)
    denominator_en = Text("the denominator in English", null=True)


class ObservationSchema(Schema):
    """A published figure. Zero is a value; one that is not shown is null, and the status says why."""

    indicator = Text("code of the indicator")
    locality = Text("code of the commune or village")
    period = Text("`2026`, `2026-H1`, `2026-Q3` or `2026-10`")
    numerator = Whole("what was counted", null=True)
    denominator = Whole("among how many", null=True)
    value = Number("the rate in percent to four decimals, or the count", null=True)
    status = Word("what kind of value it is, or why there is none", Status)
    reported = Whole("of a commune's sum: villages that reported", null=True)
    expected = Whole("of a commune's sum: villages there are", null=True)
    release = Text("id of the release it came in")
    illustrative = Flag("made up for demonstration")


class ReadingSchema(Schema):
    """The observation that progress was judged by."""

    period = Text("its period")
    value = Number("its value", null=True)
    numerator = Whole("what was counted", null=True)
    denominator = Whole("among how many", null=True)
    status = Word("its status", Status)
    reported = Whole("of a commune's sum: villages that reported", null=True)
    expected = Whole("of a commune's sum: villages there are", null=True)


class ProgressSchema(Schema):
    """How far a target has come: computed from the commune's observations, never set by hand."""

    target = Text("id of the target")
    plan = Text("slug of the plan")
    commune = Text("code of the commune")
    indicator = Text("code of the indicator")
    year = Whole("the target's year", null=True)
    due = Day("the end of that year", null=True)
    status = Word("where it stands today", ProgressStatus)
    reason = Word("why there is nothing to judge by, or what to bear in mind", Reason, null=True)
    latest = One("the newest observation", ReadingSchema, null=True)
    expected = Number("the straight line from the base to the target, at the end of the latest's period", null=True)
    gap = Number("the value judged less the target; of a rate in percentage points", null=True)
    arithmetic = Text("how the status was reached, with every number; in the language of `lang`")
    illustrative = Flag("judged by figures made up for demonstration")
    amended_by = Text("id of the newer target that took its place", null=True)


class FileSchema(Schema):
    """A download, which never changes."""

    name = Text("file name")
    format = Text("`csv`, `csv-excel`, `json` …")
    url = Text("absolute address")
    bytes = Whole("size")
    sha256 = Text("checksum of its bytes, hexadecimal")


class DatasetSchema(Schema):
    """A commune's observations of one subject, in the state of their newest version."""

    slug = Text("its name in addresses")
    title = Text("in Vietnamese")
    title_en = Text("in English")
    description = Text("what it is about")
    description_en = Text("the description in English")
    commune = Text("code of the commune")
    group = Text("the subject, as of its indicators")
    version = Text("number of the newest version; its first part grows when cells disappear", null=True)
    released_at = Instant("when that version was released", null=True)
    release = Text("id of the release that made it", null=True)
    rows = Whole("observations in it", null=True)
    licence = Text("SPDX name of the licence")
    illustrative = Flag("made up for demonstration")
    files = Many("downloads of that version", FileSchema)


class ExplanationSchema(Schema):
    """What the checks of the workbook asked about, and the officer's answer."""

    code = Text("which check asked")
    rule = Text("what it holds the figures to, in Vietnamese")
    rule_en = Text("the rule in English")
    text = Text("the officer's words")


class DisclosureSchema(Schema):
    """What the attack on a release found before it was approved."""

    threshold = Whole("how many values a withheld count must be able to take, at least")
    cells = Whole("village cells in the tables that the release touched")
    withheld = Whole("of them withheld")
    narrowest = Whole("the fewest values that any withheld count can still take", null=True)
    solved = Whole("linear programs that were solved")


class ReleaseSchema(Schema):
    """The published act that made observations and dataset versions; never altered afterwards."""

    id = Text("permanent; what `as_of` takes")
    commune = Text("code of the commune")
    kind = Word("new figures, corrected ones, or figures taken back", ReleaseKind)
    released_at = Instant("when it was released")
    title = Text("in Vietnamese")
    title_en = Text("in English")
    reason = Text("why something was corrected or taken back", null=True)
    reason_en = Text("the reason in English", null=True)
    source = Text("where the figures are from")
    source_en = Text("the source in English")
    submitted_by_role = Text("role of the officer who submitted it")
    approved_by_role = Text("role of the officer who approved it")
    takes_back = Text("id of the release that this one withdraws", null=True)
    restores = Text("id of the release whose state this one brings back", null=True)
    withdrawn_by = Text("id of the release that withdrew this one", null=True)
    explanations = Many("answers to what the checks asked about: `code`, `rule`, `rule_en`, `text`", ExplanationSchema)
    disclosure = One(
        "the attack on it before it was approved: `threshold`, `cells`, `withheld`, `narrowest`, `solved`",
        DisclosureSchema,
        null=True,
    )
    illustrative = Flag("carries figures made up for demonstration")


class ChangeSchema(Schema):
    """A cell that a release wrote: what stood there before, and what it wrote."""

    indicator = Text("code of the indicator")
    locality = Text("code of the commune or village")
    period = Text("`2026`, `2026-H1`, `2026-Q3` or `2026-10`")
    change = Word("a new value, another one, none any more, one withheld, or still none", ChangeKind)
    old_numerator = Whole("what had been counted", null=True)
    old_denominator = Whole("among how many", null=True)
    old_value = Number("the value before", null=True)
    old_status = Word("the status before; null where nothing stood", Status, null=True)
    numerator = Whole("what was counted", null=True)
    denominator = Whole("among how many", null=True)
    value = Number("the rate in percent to four decimals, or the count", null=True)
    status = Word("what kind of value it is, or why there is none", Status)
    illustrative = Flag("made up for demonstration")


class MoneySchema(Schema):
    """Money for a plan: a line by year, programme and source, or a total that the commune states itself."""

    id = Text("permanent")
    commune = Text("code of the commune")
    year = Whole("budget year; of a total, null where it is over all years", null=True)
    programme = Text("what it is spent on; of a total, null where it is over all", null=True)
    programme_en = Text("in English, where the commune gave it", null=True)
    source = Word("whose money; of a total, null where it is over all", Source, null=True)
    is_total = Flag("a total stated by the commune; sums are reckoned from the other rows, never from it")
    allocated = Whole("allocated, in đồng")
    disbursed = Whole("disbursed, in đồng; null where the commune does not say", null=True)
    decision_number = Text("the decision that allocated it", null=True)
    decided_on = Day("the day of that decision", null=True)
    note = Text("what the commune says about it", null=True)
    release = Text("id of the release it came in")
    illustrative = Flag("made up for demonstration")
    sum_allocated = Whole("of a total: what the lines under it come to", null=True)
    sum_disbursed = Whole("of a total: what the lines under it come to, those that do not say left out", null=True)
    adds_up = Flag("of a total: whether it is the sum of its lines", null=True)


class ProgrammeSchema(Schema):
    """A support programme: for whom, what, and how to apply."""

    id = Text("permanent")
    commune = Text("code of the commune")
    name = Text("in Vietnamese")
    name_en = Text("in English, where the commune gave it", null=True)
    audience = Text("for whom")
    audience_en = Text("for whom, in English", null=True)
    support = Text("what support")
    support_en = Text("what support, in English", null=True)
    how = Text("how to apply")
    how_en = Text("how to apply, in English", null=True)
    place = Text("where to apply", null=True)
    phone = Text("an office's telephone", null=True)
    open_from = Day("the first day on which one can apply", null=True)
    open_until = Day("the last day; null while there is none", null=True)
    basis = Text("the decision or law it rests on", null=True)
    release = Text("id of the release it came in")
    illustrative = Flag("made up for demonstration")
    state = Word("whether one can apply today", ProgrammeState)


class TeamSchema(Schema):
    """A community digital technology team, and where to find it."""

    id = Text("permanent")
    commune = Text("code of the commune")
    locality = Text("code of the village it helps, or of the commune where it helps all of it")
    locality_name = Text("the name of that place")
    name = Text("in Vietnamese")
    name_en = Text("in English, where the commune gave it", null=True)
    members = Whole("how many it has", null=True)
    contact = Text("a role or an office, never a person's name", null=True)
    phone = Text("an office's telephone", null=True)
    place = Text("where to meet it", null=True)
    hours = Text("when", null=True)
    release = Text("id of the release it came in")
    illustrative = Flag("made up for demonstration")
