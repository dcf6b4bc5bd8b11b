"""A satellite image in the frame's pixels: three bands, stretched between percentiles of what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp

from shanshui.dossier.maps.paper import View
from shanshui.geo.grid import Grid, Window
from shanshui.geo.raster import AlignedRaster

PERCENTILES = (2.0, 98.0)
"""Of the pixels shown: what is darker becomes black, what is brighter full light."""

STRIP = 256
"""Rows of pixels that are read at a time."""

_THINNED = 7
"""Every how manieth pixel tells the percentiles."""

_COLOURS = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)


def image_on(view: View, raster: AlignedRaster, inside: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The image as an RGB picture; white where it has no data and outside.

    Parameters
    ----------
    view : View
        The frame; the image is brought onto its pixels straight from the file, not by way of the project's cells.
    raster : AlignedRaster
        One band of the file; which three are shown, :func:`bands_of` tells.
    inside : bool array
        Pixels that are shown.

    Returns
    -------
    uint8 array, shape (rows, columns, 3)
        A file of one band is grey.
    """
    west, _, _, north = view.bounds
    rows, columns = view.shape
    grid = Grid(raster.grid.epsg, view.metres, west, north, columns, rows)
    picture = np.full((rows, columns, 3), 255, dtype=np.uint8)
    known = inside.copy()
    for place, band in enumerate(bands_of(raster)):
        placed = replace(raster, grid=grid, kind="values", band=band, limits=None)
        values = np.empty((rows, columns), dtype=np.float32)
        for first, strip in _strips(placed, rows, columns):
            values[first : first + len(strip)] = strip
        known &= ~np.isnan(values)
        picture[:, :, place] = _stretched(values, known)
    picture[~known] = 255
    return picture


def faded(picture: NDArray[np.uint8], strength: float) -> NDArray[np.uint8]:
    """An RGB picture with a share of its colour, the rest white, as an opaque RGBA one."""
    whole = np.full((*picture.shape[:2], 4), 255, dtype=np.uint8)
    whole[:, :, :3] = picture if strength == 1 else np.rint(255 - (255 - picture.astype(np.float32)) * strength)
    return whole


def bands_of(raster: AlignedRaster) -> tuple[int, int, int]:
    """Bands of the file for red, green and blue: as it names them, else the first three, else one for all."""
    with rasterio.open(raster.path) as source:
        named, count = list(source.colorinterp), source.count
    if all(colour in named for colour in _COLOURS):
        red, green, blue = (named.index(colour) + 1 for colour in _COLOURS)
        return red, green, blue
    first = raster.band
    return (first, first + 1, first + 2) if count >= first + 2 else (first, first, first)


def _strips(raster: AlignedRaster, rows: int, columns: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    with raster.opened() as read:
        for first in range(0, rows, STRIP):
            yield first, read(Window(first, 0, min(STRIP, rows - first), columns)).astype(np.float32)


def _stretched(values: NDArray[np.float32], known: NDArray[np.bool_]) -> NDArray[np.uint8]:
    shown = values[::_THINNED, ::_THINNED][known[::_THINNED, ::_THINNED]]
    if not shown.size:
        return np.full(values.shape, 255, dtype=np.uint8)
    low, high = np.percentile(shown, PERCENTILES)
    scaled = np.nan_to_num((values - low) * (255 / max(float(high - low), 1e-6)), nan=255.0)
    stretched: NDArray[np.uint8] = np.clip(scaled, 0, 255).astype(np.uint8)
    return stretched
