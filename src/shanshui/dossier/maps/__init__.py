"""Maps: composed as values, drawn for A3 paper, written as TIFF and JPEG; styles serve print and QGIS alike."""

from shanshui.dossier.maps.compose import Atlas
from shanshui.dossier.maps.desk import Desk, desk_of, draw, map_findings, sheets_of
from shanshui.dossier.maps.output import read_quotes
from shanshui.dossier.maps.series import CentredGround, held_layers
from shanshui.dossier.maps.sheet import Ground, HeldLayer, MapSheet

__all__ = [
    "Atlas",
    "CentredGround",
    "Desk",
    "Ground",
    "HeldLayer",
    "MapSheet",
    "desk_of",
    "draw",
    "held_layers",
    "map_findings",
    "read_quotes",
    "sheets_of",
]
