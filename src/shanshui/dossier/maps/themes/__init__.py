"""What the single maps are about: colours of the base and lines of the legend, one small function each, by subject."""

from collections.abc import Mapping

from shanshui.dossier.maps.themes import cover, diagnosis, project
from shanshui.dossier.maps.themes.context import Context, Theme, Themed
from shanshui.dossier.maps.themes.project import unit_colours

THEMES: Mapping[str, Theme] = {
    "graded": diagnosis.graded,
    "main_problem": diagnosis.main_problem,
    "reference": diagnosis.reference,
    "classes": cover.classes,
    "landuse": cover.landuse,
    "landcover": cover.landcover,
    "slope": cover.slope,
    "layout": project.layout,
    "layout_on_landcover": project.layout_on_landcover,
}
"""By the name that ``sheets.yaml`` calls them."""

__all__ = ["THEMES", "Context", "Theme", "Themed", "unit_colours"]
