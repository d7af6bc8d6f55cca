"""The acts of publishing, and what they changed."""

from marshmallow import Schema

from api.fields import Flag, Instant, Many, Number, One, Text, Texts, Whole, Word
from api.schemas.words import AMONG
from portal.domain.changes import ChangeKind
from portal.domain.corrections import CORRECTING
from portal.domain.observations import Status
from portal.domain.releases import ReleaseKind


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
    old_denominator = Whole(AMONG, null=True)
    old_value = Number("the value before", null=True)
    old_status = Word("the status before; null where nothing stood", Status, null=True)
    numerator = Whole("what was counted", null=True)
    denominator = Whole(AMONG, null=True)
    value = Number("the rate in percent to four decimals, or the count", null=True)
    status = Word("what kind of value it is, or why there is none", Status)
    illustrative = Flag("made up for demonstration")


class ChangeCountsSchema(Schema):
    """How many cells a release wrote, by what became of them."""

    added = Whole("a value where there was none")
    changed = Whole("another value")
    removed = Whole("a value no more")
    withheld = Whole("not shown, to protect a small place")
    missing = Whole("still no value")


class CorrectionSchema(Schema):
    """A release that corrected figures or took them back, with its reason and what it changed."""

    id = Text("id of the release")
    commune = Text("code of the commune")
    kind = Word("corrected, or taken back", CORRECTING)
    released_at = Instant("when it was released")
    title = Text("in Vietnamese")
    title_en = Text("in English")
    reason = Text("why, in Vietnamese")
    reason_en = Text("why, in English", null=True)
    takes_back = Text("id of the release that it withdraws", null=True)
    restores = Text("id of the release whose state it brings back", null=True)
    withdrawn_by = Text("id of the release that withdrew it again", null=True)
    indicators = Texts("codes of the indicators whose cells it wrote")
    changes = One("cells it wrote, by kind", ChangeCountsSchema)
    records = Whole("tasks, reports, money, programmes and teams that it wrote or took away")
    changes_url = Text("absolute address of the cells, the old state beside the new")
    illustrative = Flag("carries figures made up for demonstration")
