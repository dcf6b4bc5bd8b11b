"""Databases of the dossier (H.2.4): file geodatabase, shapefiles, GeoPackage, attribute tables, rasters, metadata."""

from shanshui.dossier.databases.deliver import deliver_databases
from shanshui.dossier.databases.features import Shapes
from shanshui.dossier.databases.read import read_numbers
from shanshui.dossier.databases.shapes import shapes_of
from shanshui.dossier.databases.write import Databases, write_databases

__all__ = ["Databases", "Shapes", "deliver_databases", "read_numbers", "shapes_of", "write_databases"]
