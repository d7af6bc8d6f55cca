"""The attack on what is published: how closely can anyone reckon a withheld cell?

Written apart from the guard that decides what to withhold, and importing nothing of it, so that a mistake made there
is not made again here.
"""

from portal.publishing.attack.communes import attack_commune
from portal.publishing.attack.public_rows import Exposure, PublicRow, Report, Rule, Table
from portal.publishing.attack.rows import attack_rows

__all__ = ["Exposure", "PublicRow", "Report", "Rule", "Table", "attack_commune", "attack_rows"]
