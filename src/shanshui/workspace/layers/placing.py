"""Where layers lie: brought into the project's CRS, what is to be said of the scope's place, files nearly named."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.finding import Finding, Place
from shanshui.geo import crs as reference
from shanshui.geo import files
from shanshui.standard import closest
from shanshui.workspace.catalog import LayerEntry
from shanshui.workspace.layers.boxes import cells_in

MOST_CELLS = 2e9
"""Cells of a grid; beyond, the scope is a mistake: a county of cells of 5 m has a hundred million."""


def of_scope(scope: BaseGeometry, cell: float, place: Place) -> tuple[Finding, ...]:
    """A scope in parts, or one too large to be computed.

    Parameters
    ----------
    scope : shapely geometry
        In the project's CRS.
    cell : float
        Side of the project's cells [m].
    place : Place
        File and layer that give the scope.
    """
    found = []
    parts = shapely.get_num_geometries(scope)
    if parts > 1:
        found.append(Finding("SCOPE-PARTS", place, str(parts), "1", "scope.parts"))
    if cells_in(scope.bounds, cell) > MOST_CELLS:
        west, south, east, north = scope.bounds
        got = f"{(east - west) / 1000:.0f} km × {(north - south) / 1000:.0f} km"
        found.append(Finding("SCOPE-SIZE", place, got, f"{cell:g} m", "scope.size"))
    return tuple(found)


def of_zone(zone: reference.Zone | None) -> tuple[Finding, ...]:
    """A scope that reaches beyond its 3° zone."""
    if zone is None or zone.beyond <= 0:
        return ()
    got = f"{zone.west:.4f}°–{zone.east:.4f}°"
    want = f"{zone.central_meridian - 1.5:g}°–{zone.central_meridian + 1.5:g}°"
    words = {"zone": str(zone.number), "beyond": f"{zone.beyond:.4f}"}
    place = Place(file="project.yaml", column="crs")
    return (Finding("SCOPE-ZONE", place, got, want, "scope.zone", words=words),)


def turned(frame: gpd.GeoDataFrame, epsg: int, entry: LayerEntry) -> gpd.GeoDataFrame:
    """The frame in another CRS, moved by the entry's shift where that CRS counts in metres."""
    turned = frame if frame.crs.to_epsg() == epsg else frame.to_crs(epsg)
    if entry.shift is None or epsg == reference.CGCS2000:
        return turned
    return turned.set_geometry(turned.geometry.translate(entry.shift.east, entry.shift.north))


def nearest_file(path: Path, root: Path) -> str:
    """A file of the same folder whose name is most like the one that is missing."""
    if not files.is_there(path.parent) or not path.parent.is_dir() or not path.is_relative_to(root):
        return ""
    near = closest(path.name, [p.name for p in path.parent.iterdir() if files.is_data_set(p)])
    return (path.parent / near).relative_to(root).as_posix() if near else ""
