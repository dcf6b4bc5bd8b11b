"""Areas on the ellipsoid, areas in the plane, and cell counts turned into areas that close."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from shanshui.geo.crs import CGCS2000
from shanshui.geo.grid import Grid
from shanshui.quantity import close, exact, round_half_up

PLACES = 4
"""Decimals kept of an area in m²: one square centimetre, well below what any survey knows."""

_LONGEST_EDGE = 500.0
_METRES_PER_DEGREE = 111_320.0


def ellipsoidal(geometries: Sequence[object] | NDArray[np.object_], crs: CRS | int) -> NDArray[np.float64]:
    """Area of each geometry on the ellipsoid of CGCS2000 (GRS80).

    Parameters
    ----------
    geometries : sequence of shapely geometry
        Polygons and multipolygons, with holes; anything else has no area.
    crs : CRS or int
        Theirs; an EPSG code where a number.

    Returns
    -------
    float array, shape (geometries,)
        Area [m²]; None and empty geometries have 0.

    Notes
    -----
    Edges are straight in ``crs``. Those longer than 500 m are cut into shorter ones; then every vertex
    goes to the azimuthal equal-area projection of the ellipsoid about the whole degree nearest to the
    middle of all geometries, where straight lines of a Gauss–Krüger zone stay all but straight. Against
    geodesic areas (Karney) of densely cut edges the difference is below 1e-9 for a county and below 1e-7
    for parcels; the plane of the zone is off by 3e-4 at its border.
    """
    shapes = np.asarray(geometries, dtype=object)
    bounds = shapely.total_bounds(shapes) if shapes.size else np.full(4, np.nan)
    if not np.isfinite(bounds).all():
        return np.zeros(shapes.size)
    source = CRS.from_user_input(crs)
    forward = _equal_area(source, *_middle(source, bounds))
    step = _LONGEST_EDGE if source.is_projected else _LONGEST_EDGE / _METRES_PER_DEGREE
    cut = shapely.segmentize(shapes, step)
    plane = shapely.transform(cut, lambda points: np.column_stack(forward.transform(points[:, 0], points[:, 1])))
    found: NDArray[np.float64] = shapely.area(plane)
    return np.where(np.isfinite(found), found, 0.0)


def _middle(source: CRS, bounds: NDArray[np.float64]) -> tuple[int, int]:
    """Whole degrees of longitude and latitude next to the middle of a box."""
    lon, lat = _to_degrees(source).transform((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    return (round(lon), round(lat)) if np.isfinite([lon, lat]).all() else (0, 0)


@lru_cache(maxsize=32)
def _to_degrees(source: CRS) -> Transformer:
    return Transformer.from_crs(source, CRS.from_epsg(CGCS2000), always_xy=True)


@lru_cache(maxsize=32)
def _equal_area(source: CRS, lon: int, lat: int) -> Transformer:
    target = CRS.from_proj4(f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=GRS80 +units=m +no_defs")
    return Transformer.from_crs(source, target, always_xy=True)


def planar(geometries: Sequence[object] | NDArray[np.object_]) -> NDArray[np.float64]:
    """Area of each geometry in the plane of its own projection [m²]."""
    found: NDArray[np.float64] = shapely.area(np.asarray(geometries, dtype=object))
    return found


def cell_area(grid: Grid) -> float:
    """Area on the ellipsoid of the cell in the middle of a grid [m²]."""
    left, top = grid.cols // 2, grid.rows // 2
    west, south, east, north = grid.moved(left * grid.cell, -top * grid.cell).bounds
    east, south = west + grid.cell, north - grid.cell
    return float(ellipsoidal([shapely.box(west, south, east, north)], grid.epsg)[0])


def measured(area: float) -> Decimal:
    """An area as it is entered in the ledger: m², :data:`PLACES` decimals."""
    return round_half_up(exact(float(area)), PLACES)


def scale_to(counts: Sequence[int], total: Decimal, places: int = PLACES) -> tuple[Decimal, ...]:
    """Turn counts of cells into areas that add up to a total.

    Parameters
    ----------
    counts : sequence of int
        Cells per class, none negative.
    total : Decimal
        Area of all cells together [m²].
    places : int
        Decimals kept.

    Returns
    -------
    tuple of Decimal
        Area per class [m²]; their sum is ``total`` rounded to ``places``. A class without cells has 0.

    Raises
    ------
    ValueError
        Where no cell is counted at all, or a count is negative.

    Examples
    --------
    >>> scale_to([1, 1, 1], Decimal("100"), 2)
    (Decimal('33.34'), Decimal('33.33'), Decimal('33.33'))
    """
    cells = [int(c) for c in counts]
    if any(c < 0 for c in cells) or sum(cells) == 0:
        raise ValueError(f"counts {cells[:8]} cannot be scaled; give counts of 0 and more, one above 0")
    goal = round_half_up(total, places)
    unit = Fraction(goal) / sum(cells)
    scale = 10 ** (places + 6)
    shares = [Decimal(int(unit * c * scale)) / scale for c in cells]
    return close(shares, places, goal)
