"""What communes publish beside figures."""

from marshmallow import Schema

from api.fields import Day, Flag, Text, Whole, Word
from portal.domain.money import Source
from portal.domain.programmes import ProgrammeState


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
