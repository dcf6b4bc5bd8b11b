"""A raster layer on its way into the project: judged by its head and by whether it holds anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyproj import CRS
from pyproj.exceptions import ProjError

from shanshui.errors import DataError
from shanshui.finding import Finding
from shanshui.geo import crs as reference
from shanshui.geo import raster
from shanshui.geo.grid import Bounds
from shanshui.standard import LayerRole
from shanshui.workspace.catalog import LayerEntry
from shanshui.workspace.layers.scaled import unstated_scale
from shanshui.workspace.layers.state import Fault
from shanshui.workspace.layers.vector import GCJ02, source_crs


@dataclass(frozen=True, slots=True)
class OpenedRaster:
    """A raster that was looked into.

    Parameters
    ----------
    head : RasterHead or None
        None where nothing can be done with the file.
    crs : CRS or None
        CRS that it stands in.
    bounds : tuple of float or None
        In the CRS asked for [m].
    cell : float or None
        Side of a cell on the ground [m].
    scale : float
        By which its values have to be multiplied besides what the catalog says.
    """

    head: raster.RasterHead | None
    findings: tuple[Finding, ...]
    crs: CRS | None = None
    bounds: Bounds | None = None
    cell: float | None = None
    scale: float = 1.0


def open_raster(
    path: Path, entry: LayerEntry, fault: Fault, many_bands: bool = False, role: LayerRole | None = None
) -> OpenedRaster:
    """Look into a raster: head, CRS, band, and whether any cell holds data.

    Parameters
    ----------
    path : Path
        The file, which exists.
    entry : LayerEntry
        What the catalog says of it.
    fault : callable
        Makes the findings.
    many_bands : bool
        Whether all bands are used, as those of an image.
    role : LayerRole or None
        What is wanted of it.
    """
    try:
        head = raster.head(path)
    except DataError as error:
        return OpenedRaster(None, (fault("LAYER-UNREADABLE", error.detail),))
    if entry.band > head.bands:
        return OpenedRaster(None, (fault("LAYER-BAND", entry.band, head.bands, column="band"),))
    if entry.crs.upper().replace("_", "-") in (GCJ02, "GCJ02"):
        return OpenedRaster(None, (fault("LAYER-DATUM", GCJ02, "CGCS2000"),))
    source, findings = source_crs(head.crs, entry, fault)
    if head.bands > 1 and "band" not in entry.model_fields_set and not many_bands:
        findings = (*findings, fault("LAYER-BANDS", entry.band, head.bands, column="band"))
    if source is not None and not head.placed:
        source, findings = None, (*findings, fault("LAYER-NOCRS"))
    if source is None:
        return OpenedRaster(None, findings)
    try:
        if not raster.holds_data(path, entry.band):
            return OpenedRaster(None, (*findings, fault("LAYER-EMPTY", 0)))
        scale, told = unstated_scale(path, entry, role, fault)
    except DataError as error:
        return OpenedRaster(None, (*findings, fault("LAYER-UNREADABLE", error.detail)))
    return OpenedRaster(head, (*findings, *told), source, None, ground_cell(head, source), scale)


def bounds_in(head: raster.RasterHead, source: CRS, epsg: int) -> Bounds:
    """Extent of a raster in another CRS; infinite where it has no place there."""
    try:
        turned = reference.transformer(source, epsg).transform_bounds(*head.bounds, densify_pts=21)
    except ProjError:
        return np.inf, np.inf, np.inf, np.inf
    west, south, east, north = map(float, turned)
    return west, south, east, north


def ground_cell(head: raster.RasterHead, source: CRS) -> float:
    """Side of a cell on the ground [m]; of a cell in degrees its height, to the metre."""
    if not source.is_geographic:
        factor = source.axis_info[0].unit_conversion_factor if source.axis_info else 1.0
        return float(head.cell[1] * factor)
    metres = head.cell[1] * 111_320.0
    return float(round(metres)) if metres >= 2 else metres
