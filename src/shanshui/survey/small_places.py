"""Units and sub-projects that are smaller than a cell of the grid, of which no raster can tell anything."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding, Place
from shanshui.geo.areas import ellipsoidal, measured
from shanshui.geo.centres import holds_centre
from shanshui.plan import Plan
from shanshui.quantity import printed
from shanshui.workspace.layers import Layers, assessment_units, subprojects, units


def small_places(plan: Plan, layers: Layers) -> Iterator[Finding]:
    """One finding for each unit, sub-project or assessment unit in which no cell has its centre."""
    grid = layers.grid
    if grid is None:
        return
    for kind, role, shapes in (
        ("unit", "units", units(plan, layers)),
        ("subproject", "subprojects", subprojects(plan, layers)),
        ("assessment_unit", "assessment_units", assessment_units(layers)),
    ):
        for code, shape in shapes.items():
            if shape.has_area and not holds_centre(shape.geometry, grid):
                size = measured(ellipsoidal([shape.geometry], grid.epsg)[0])
                entry = layers.entry(role)
                place = Place(file=entry.file if entry is not None else "", layer=role, feature=code)
                got, want = f"{printed(size, 2)} m²", f"{grid.cell:g} m × {grid.cell:g} m"
                yield Finding("PLACE-CELL", place, got, want, f"{kind}:{code}", words={"name": shape.name or code})
