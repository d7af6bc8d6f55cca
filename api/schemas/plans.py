"""Plans and what stands in them."""

from marshmallow import Schema

from api.fields import Day, Flag, Number, Text, Texts, Whole, Word
from api.schemas.words import UNITS
from portal.domain.obligations import Cadence, ReportState
from portal.domain.plans import Comparator
from portal.domain.tasks import TaskKind, TaskState


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


class SectionSchema(Schema):
    """A heading of a plan's document; tasks, targets and goals stand under one."""

    id = Text("`<plan>-<path>` in small letters with dashes, permanent")
    plan = Text("slug of the plan")
    commune = Text("code of the commune")
    path = Text("its number in the document: `III`, `III.5`; what stands under it has a `section` that begins with it")
    parent = Text("id of the heading above it; null at the top", null=True)
    title = Text("in Vietnamese")
    title_en = Text("in English")


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


class GoalSchema(Schema):
    """What a plan wants without a number; it is listed and never judged."""

    id = Text("permanent: the plan and the place in its document")
    plan = Text("slug of the plan")
    section = Text("path of its heading in the document")
    year = Whole("the year the plan names; null where it names none", null=True)
    title = Text("in our own words")
    title_en = Text("in English")
    citation = Text("where it stands in the document")
    citation_en = Text("the citation in English")


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
