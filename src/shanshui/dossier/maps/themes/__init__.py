"""What the single maps are about: colours of the base and lines of the legend, one small function each, by subject."""

from collections.abc import Mapping

from shanshui.dossier.maps.themes import (
    atlas,
    cover,
    diagnosis,
    kinds,
    lines,
    nature,
    network,
    places,
    project,
    schedule,
    water,
)
from shanshui.dossier.maps.themes.atlas import site_colours
from shanshui.dossier.maps.themes.context import Context, Theme, Themed
from shanshui.dossier.maps.themes.kinds import first_kind
from shanshui.dossier.maps.themes.project import unit_colours
from shanshui.dossier.maps.themes.schedule import period_colours, years

THEMES: Mapping[str, Theme] = {
    "graded": diagnosis.graded,
    "main_problem": diagnosis.main_problem,
    "reference": diagnosis.reference,
    "classes": cover.classes,
    "kinds": kinds.kinds,
    "landuse": cover.landuse,
    "landcover": cover.landcover,
    "slope": cover.slope,
    "vegetation": cover.vegetation,
    "planned": cover.planned,
    "image": cover.image,
    "control_lines": lines.control_lines,
    "lines_on_landuse": lines.lines_on_landuse,
    "lines_on_landcover": lines.lines_on_landcover,
    "overlaps": lines.overlaps,
    "network": network.network,
    "location": places.location,
    "units": places.units,
    "monitoring": places.monitoring,
    "schedule": schedule.schedule,
    "basins": water.basins,
    "rivers": water.rivers,
    "streams": water.streams,
    "unit_on_landcover": atlas.unit_on_landcover,
    "unit_on_landuse": atlas.unit_on_landuse,
    "unit_on_relief": atlas.unit_on_relief,
    "climate": nature.climate,
    "block": nature.block,
    "layout": project.layout,
    "layout_on_landcover": project.layout_on_landcover,
}
"""By the name that ``sheets.yaml`` calls them."""

__all__ = [
    "THEMES",
    "Context",
    "Theme",
    "Themed",
    "first_kind",
    "period_colours",
    "site_colours",
    "unit_colours",
    "years",
]
