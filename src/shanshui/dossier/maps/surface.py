"""Smooth surfaces of climate: their values on a coarse grid, their classes in pixels, their isolines."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import shapely
from contourpy import contour_generator
from numpy.typing import NDArray
from rasterio.transform import Affine
from scipy.ndimage import gaussian_filter
from shapely import Geometry

from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.paper import MM_PER_INCH, View
from shanshui.geo.raster import AlignedRaster

SMOOTHING = 3.0
"""Standard deviation of the bell that values are averaged with [mm on paper]."""

SHORTEST = 14.0
"""Isolines shorter than this are left out [mm on paper]."""

_STEPS = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0, 1000.0)


class Surface(NamedTuple):
    """Values on a grid of about a millimetre on paper, and the way from its column and row to ground coordinates.

    Where the raster has no value, those of the neighbourhood go on.
    """

    values: NDArray[np.float32]
    transform: Affine


def round_step(low: float, high: float, classes: int = 7) -> float:
    """The least round interval that divides a range into at most so many classes.

    Examples
    --------
    >>> round_step(1221, 1427), round_step(12.9, 18.7), round_step(0, 0)
    (50.0, 1.0, 0.1)
    """
    return next((s for s in _STEPS if (high - low) / s <= classes - 1), _STEPS[-1])


def round_levels(low: float, high: float, classes: int = 7) -> tuple[float, ...]:
    """Whole multiples of the round interval that lie inside a range.

    Examples
    --------
    >>> round_levels(1221, 1427)
    (1250.0, 1300.0, 1350.0, 1400.0)
    """
    step = round_step(low, high, classes)
    first, last = int(np.floor(low / step)) + 1, int(np.ceil(high / step)) - 1
    return tuple(round(n * step, 6) for n in range(first, last + 1))


def surface_on(view: View, raster: AlignedRaster) -> Surface:
    """Values of a raster over a frame, averaged and smoothed so that only what the scale can bear is left."""
    factor = MM_PER_INCH / view.dpi
    rows, columns = (max(round(n * factor), 2) for n in view.shape)
    coarse = replace(view, dpi=round(MM_PER_INCH), frame=(0, 0, columns, rows))
    values, transform = g.heights_on(coarse, raster)
    sigma = SMOOTHING * view.scale / 1000 / transform.a
    known = ~np.isnan(values)
    weight = gaussian_filter(known.astype(np.float32), sigma, mode="nearest")
    total = gaussian_filter(np.where(known, values, 0).astype(np.float32), sigma, mode="nearest")
    mean = float(np.nanmean(values)) if known.any() else 0.0
    smooth = np.where(weight > 1e-4, total / np.maximum(weight, 1e-4), mean)
    return Surface(smooth.astype(np.float32), transform)


def classes_on(view: View, surface: Surface, limits: tuple[float, ...]) -> NDArray[np.int32]:
    """Class of the surface at each pixel: 1 below the first limit."""
    values = g.resampled(view, surface.values, surface.transform)
    found: NDArray[np.int32] = np.searchsorted(np.asarray(limits), values, side="right").astype(np.int32) + 1
    return found


def isolines(view: View, surface: Surface, levels: tuple[float, ...], shown: Geometry) -> dict[float, Geometry]:
    """Lines of equal value on the ground shown, by value, without the shortest.

    Parameters
    ----------
    view : View
        The frame.
    surface : Surface
        From :func:`surface_on`.
    levels : tuple of float
        Values.
    shown : Geometry
        [m]
    """
    rows, columns = surface.values.shape
    x = surface.transform.c + (np.arange(columns) + 0.5) * surface.transform.a
    y = surface.transform.f + (np.arange(rows) + 0.5) * surface.transform.e
    generator = contour_generator(x, y, surface.values)
    least = SHORTEST * view.scale / 1000
    found = {}
    for level in levels:
        lines = [shapely.LineString(points) for points in generator.lines(level) if len(points) > 1]
        parts = shapely.get_parts(shapely.intersection(np.array(lines, dtype=object), shown))
        kept = [line for line in parts if line.length >= least]
        if kept:
            found[level] = shapely.MultiLineString([line for part in kept for line in shapely.get_parts(part)])
    return found
