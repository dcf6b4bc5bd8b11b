"""Ground without height in the elevation model: how much of the scope, and where."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from shanshui.finding import Finding
from shanshui.geo.areas import cell_area
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.zonal import Zones
from shanshui.quantity import convert, exact, printed, unit
from shanshui.workspace.layers import Layers, lon_lat

ROLE = "dem"


def voids(role: str, raster: AlignedRaster, zones: Zones, layers: Layers) -> Iterator[Finding]:
    """A finding about the cells of the scope that have no height: share, area, and the box that holds them.

    Parameters
    ----------
    role : str
        Only ``dem`` is looked at; a gap in other layers is told by its share alone.
    raster : AlignedRaster
        Its heights.
    zones : Zones
        The scope on the grid.
    layers : Layers
        For the finding.
    """
    if role != ROLE:
        return
    cells = total = 0
    box = np.array([np.inf, np.inf, -np.inf, -np.inf])
    for window, values in raster.blocks():
        inside = zones.burn(window) > 0
        total += int(inside.sum())
        rows, cols = np.nonzero(inside & np.isnan(values))
        if rows.size:
            cells += rows.size
            part = raster.grid.part(window)
            west, north = part.left + cols.min() * part.cell, part.top - rows.min() * part.cell
            east, south = part.left + (cols.max() + 1) * part.cell, part.top - (rows.max() + 1) * part.cell
            box = np.array([min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north)])
    if not 0 < cells < total:
        return
    west, south, east, north = lon_lat(shapely.box(*box), raster.grid.epsg)
    where = f"{west:.4f}°–{east:.4f}°E，{south:.4f}°–{north:.4f}°N"
    area = f"{printed(convert(exact(cells * cell_area(raster.grid)), 'm2', 'hm2'), 2)} {unit('hm2').symbol}"
    yield layers.fault(role)("LAYER-VOID", area, "", share=f"{100 * cells / total:.2g}%", where=where)
