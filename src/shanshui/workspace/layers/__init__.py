"""The county's layers by role: opened, judged, mended and brought into the project's CRS and grid."""

from shanshui.workspace.layers.classes import NO_DATA, Translation, translation
from shanshui.workspace.layers.layers import Layers
from shanshui.workspace.layers.state import LayerState
from shanshui.workspace.layers.statement import Statement, measured_on
from shanshui.workspace.layers.subjects import (
    Shape,
    Shapes,
    assessment_units,
    lon_lat,
    subprojects,
    townships,
    units,
)

__all__ = [
    "NO_DATA",
    "LayerState",
    "Layers",
    "Shape",
    "Shapes",
    "Statement",
    "Translation",
    "assessment_units",
    "lon_lat",
    "measured_on",
    "subprojects",
    "townships",
    "translation",
    "units",
]
