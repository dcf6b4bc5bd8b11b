"""How delivered layers look in other programs: the signs of printed maps as QML, SLD and web style; a QGIS project."""

from shanshui.dossier.looks.look import Look, Sign
from shanshui.dossier.looks.maplibre import web_style
from shanshui.dossier.looks.qgis import LayerGroup, ProjectLayer, write_project
from shanshui.dossier.looks.qml import qml
from shanshui.dossier.looks.raster import raster_qml
from shanshui.dossier.looks.sld import sld

__all__ = ["LayerGroup", "Look", "ProjectLayer", "Sign", "qml", "raster_qml", "sld", "web_style", "write_project"]
