"""The sentences of every refusal and notice: message, English message, what to do, the same in English."""

from portal.publishing.places.catalogue.changes import DAYS, PREDECESSORS
from portal.publishing.places.catalogue.files import FILES, NOTICES
from portal.publishing.places.catalogue.villages import CODES, NAMES, NUMBERS

CATALOGUE = {**FILES, **NAMES, **CODES, **DAYS, **NUMBERS, **PREDECESSORS, **NOTICES}
