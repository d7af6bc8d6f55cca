"""Places."""

from marshmallow import Schema

from api.fields import Day, Flag, Many, Number, Text, Whole, Word
from portal.domain.lineage import Relation
from portal.domain.localities import Basis, LocalityKind


class LocalityRefSchema(Schema):
    """Another locality: codes were used again, so only the code with its days says which. The weight is of the change
    between the two."""

    code = Text("its code")
    name = Text("in Vietnamese")
    valid_from = Day("its first day; null where the registers begin later", null=True)
    valid_to = Day("its last day; null while it exists", null=True)
    weight = Number("the share, at most 1, of the predecessor that went to the successor; null if unknown", null=True)
    basis = Word("what the weight is a share of: all, residents or households; null without one", Basis, null=True)


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
    predecessors = Many(
        "the localities it was made of: `code`, `name`, `valid_from`, `valid_to`; of the change `weight` and `basis`",
        LocalityRefSchema,
    )
    successors = Many("the localities it became, or became part of: the same fields", LocalityRefSchema)


class HistorySchema(LocalitySchema):
    """A locality that bore the code, or that one of these was made of or became; the oldest first."""

    relation = Word("whether it bore the code itself, came before, or came after", Relation)
