"""What is measured, what was observed, and what follows from it."""

from marshmallow import Schema

from api.fields import Day, Flag, Many, Number, One, Text, Texts, Whole, Word
from api.schemas.words import AMONG, LEVELS, NATURES, SUBJECTS, UNITS
from portal.domain.observations import Status
from portal.domain.progress import ProgressStatus, Reason
from portal.domain.readiness import NOT_PUBLISHED, ReadinessStatus
from portal.domain.restating import Kind
from portal.domain.restating import Reason as RestatingReason


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
    denominator = Whole(AMONG, null=True)
    value = Number("the rate in percent to four decimals, or the count", null=True)
    status = Word("what kind of value it is, or why there is none", Status)
    reported = Whole("of a commune's sum: villages that reported", null=True)
    expected = Whole("of a commune's sum: villages there are", null=True)
    release = Text("id of the release it came in")
    illustrative = Flag("made up for demonstration")


class SeriesSourceSchema(Schema):
    """A locality that a restated figure is reckoned from."""

    locality = Text("its code")
    weight = Number("the share of it that went into the place, at most 1; null if unknown", null=True)
    status = Word("the status of what it published for the period; null where it published nothing", Status, null=True)


class SeriesSchema(Schema):
    """A place's figure at a period: published, or restated from what the places before a merger, a split or a renaming
    published (the rate is 100 × Σ weight × numerator ÷ Σ weight × denominator), or broken, with the reason.
    """

    indicator = Text("code of the indicator")
    locality = Text("code of the commune or village")
    period = Text("`2026`, `2026-H1`, `2026-Q3` or `2026-10`")
    kind = Word("published of the place itself, reckoned from its predecessors, or not to be told", Kind)
    value = Number("the rate in percent to four decimals, or the count", null=True)
    numerator = Whole("what was counted; null also where a share of a place was reckoned with", null=True)
    denominator = Whole("among how many; null also where a share of a place was reckoned with", null=True)
    status = Word(
        "what kind of value it is, `estimated` if a share of a place is in it; null if broken", Status, null=True
    )
    reason = Word(
        "why it is broken, or that an own figure covers only a part of its period", RestatingReason, null=True
    )
    about = Text("code of the locality that the reason is about", null=True)
    sources = Many("what it is reckoned from: `locality`, `weight`, `status`; empty if published", SeriesSourceSchema)
    release = Text("id of the release that a published figure came in; null otherwise", null=True)
    illustrative = Flag("made up for demonstration")


class ReadingSchema(Schema):
    """The observation that progress was judged by."""

    period = Text("its period")
    value = Number("its value", null=True)
    numerator = Whole("what was counted", null=True)
    denominator = Whole(AMONG, null=True)
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


class ElementSchema(Schema):
    """One of the four elements of the digital citizen, as published for the place and the period."""

    indicator = Text("code of the indicator that measures it")
    value = Number("the rate in percent", null=True)
    numerator = Whole("what was counted", null=True)
    denominator = Whole(AMONG, null=True)
    status = Word(
        "what kind of value it is, or why there is none; `not-published` where no release ever said anything",
        (*Status, NOT_PUBLISHED),
    )
    reported = Whole("of a commune's sum: villages that reported", null=True)
    expected = Whole("of a commune's sum: villages there are", null=True)
    release = Text("id of the release it came in", null=True)


class ReadinessSchema(Schema):
    """How far a place is with the four elements of the digital citizen, all of one period, and their geometric mean."""

    locality = Text("code of the commune or village")
    period = Text("`2026`, `2026-H1`, `2026-Q3` or `2026-10`; of all four elements")
    index = Number("(identity × device × skill × account)^¼, to four decimals; null while one is not shown", null=True)
    status = Word("the weakest status of the four; `incomplete` while one of them is not shown", ReadinessStatus)
    lacking = Texts("the elements that are not shown; the `status` of each says why")
    identity = One("residents with an electronic identity of level 2", ElementSchema)
    device = One("households with a smartphone", ElementSchema)
    skill = One("people with basic digital skills", ElementSchema)
    account = One("people with a digital account", ElementSchema)
    arithmetic = Text("the formula with its numbers, or what is lacking and why; in the language of `lang`")
    illustrative = Flag("made of figures made up for demonstration")
