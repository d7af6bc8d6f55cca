"""The contract of ``/api/v1``: what each resource answers. What can be asked of it stands in ``api.queries``.

Every field stands here and nowhere else, so a new column of a table never leaks into an answer. A field that was
once published keeps its name and meaning; new ones may be added. Rows of a list go from their query to the answer
under these names, single things through ``dump``; a test holds the two equal.
"""

from api.schemas.catalogue import DatasetSchema, DownloadSchema, FileSchema, VersionSchema
from api.schemas.figures import (
    ElementSchema,
    IndicatorSchema,
    ObservationSchema,
    ProgressSchema,
    ReadinessSchema,
    ReadingSchema,
    SeriesSchema,
    SeriesSourceSchema,
)
from api.schemas.places import HistorySchema, LocalityRefSchema, LocalitySchema
from api.schemas.plans import GoalSchema, ObligationSchema, PlanSchema, SectionSchema, TargetSchema, TaskSchema
from api.schemas.records import MoneySchema, ProgrammeSchema, TeamSchema
from api.schemas.releases import (
    ChangeCountsSchema,
    ChangeSchema,
    CorrectionSchema,
    DisclosureSchema,
    ExplanationSchema,
    ReleaseSchema,
)
from api.schemas.words import LEVELS, NATURES, SUBJECTS, UNITS

__all__ = [
    "LEVELS",
    "NATURES",
    "SUBJECTS",
    "UNITS",
    "ChangeCountsSchema",
    "ChangeSchema",
    "CorrectionSchema",
    "DatasetSchema",
    "DisclosureSchema",
    "DownloadSchema",
    "ElementSchema",
    "ExplanationSchema",
    "FileSchema",
    "GoalSchema",
    "HistorySchema",
    "IndicatorSchema",
    "LocalityRefSchema",
    "LocalitySchema",
    "MoneySchema",
    "ObligationSchema",
    "ObservationSchema",
    "PlanSchema",
    "ProgrammeSchema",
    "ProgressSchema",
    "ReadinessSchema",
    "ReadingSchema",
    "ReleaseSchema",
    "SectionSchema",
    "SeriesSchema",
    "SeriesSourceSchema",
    "TargetSchema",
    "TaskSchema",
    "TeamSchema",
    "VersionSchema",
]
