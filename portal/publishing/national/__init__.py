"""All provinces and communes of the country, from the table that the package ``vietnamadminunits`` carries."""

from portal.publishing.national.comparing import Difference
from portal.publishing.national.importing import Imported, NotReady, import_national, take_over
from portal.publishing.national.table import Table, TableMissing, read_table

__all__ = ["Difference", "Imported", "NotReady", "Table", "TableMissing", "import_national", "read_table", "take_over"]
