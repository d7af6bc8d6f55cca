"""The register of villages: an operator's list read, checked against what is known, and stored whole or not at all."""

from portal.publishing.places.importing import Changed, Imported, NoCommune, get_asked, import_places
from portal.publishing.places.writing import export_csv, export_xlsx

__all__ = ["Changed", "Imported", "NoCommune", "export_csv", "export_xlsx", "get_asked", "import_places"]
