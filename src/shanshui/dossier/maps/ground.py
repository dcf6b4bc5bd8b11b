"""The ground in the frame's pixels: codes, slope classes and light, read strip by strip.

Whatever the raster's size, no more of it is held than a strip of it and the frame itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image
from rasterio.features import rasterize
from rasterio.transform import Affine

from shanshui.dossier.maps.paper import View
from shanshui.dossier.maps.styles import Relief
from shanshui.geo.grid import Window
from shanshui.geo.quiet import quiet
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.terrain import slope

STRIP_CELLS = 1_000_000
_AT_ONCE = 2_000
"""Polygons that are taken apart into numbers at once."""

Codes = NDArray[np.int32]
Heights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows ``first`` to ``last`` of the frame, and the cells of the raster below their pixels."""

    first: int
    last: int
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]


def _indices(view: View, transform: Affine, shape: tuple[int, int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column of the raster under the middle of each pixel row and column; -1 beside it."""
    rows, columns = view.shape
    west, _, _, north = view.bounds
    x = west + (np.arange(columns) + 0.5) * view.metres
    y = north - (np.arange(rows) + 0.5) * view.metres
    column = np.floor((x - transform.c) / transform.a).astype(np.intp)
    row = np.floor((y - transform.f) / transform.e).astype(np.intp)
    row[(row < 0) | (row >= shape[0])] = -1
    column[(column < 0) | (column >= shape[1])] = -1
    return row, column


def _strips(view: View, raster: AlignedRaster) -> Iterator[_Rows]:
    """Runs of pixel rows whose cells fit into :data:`STRIP_CELLS`."""
    row, column = _indices(view, raster.grid.transform, raster.grid.shape)
    seen = column[column >= 0]
    if not seen.size or not (row >= 0).any():
        return
    wide = int(seen.max() - seen.min()) + 1
    cells = max(STRIP_CELLS // wide, 1)
    first = int(np.flatnonzero(row >= 0)[0])
    end = int(np.flatnonzero(row >= 0)[-1]) + 1
    while first < end:
        last = first + max(int(np.searchsorted(row[first:end], row[first] + cells)), 1)
        yield _Rows(first, last, row[first:last], column)
        first = last


def codes_on(view: View, raster: AlignedRaster) -> Codes:
    """The code of the cell under each pixel's middle; 0 beside the raster and where it has no data.

    Parameters
    ----------
    view : View
        The frame.
    raster : AlignedRaster
        Codes as integers above 0.
    """
    return _nearest(view, raster, 0, lambda cells: np.nan_to_num(cells, nan=0).astype(np.int32))


def slope_classes_on(view: View, elevation: AlignedRaster, limits: Sequence[float]) -> Codes:
    """Class of the slope of the cell under each pixel's middle: 1 up to the first limit, 0 no data.

    Parameters
    ----------
    view : View
        The frame.
    elevation : AlignedRaster
        Heights [m], NaN where there are none.
    limits : sequence of float
        Upper limits of all classes but the last [degrees], each belonging to the class below it.

    Notes
    -----
    Slope on the raster's own cells, as in the facts that the legend quotes; the paper only picks cells.
    """
    cell, steps = elevation.grid.cell, np.asarray(limits)

    def classes(heights: NDArray[np.generic]) -> Codes:
        found = slope(heights.astype(np.float32), cell)
        return np.where(np.isnan(found), 0, np.searchsorted(steps, found, side="left") + 1).astype(np.int32)

    return _nearest(view, elevation, 1, classes)


def value_classes_on(view: View, raster: AlignedRaster, limits: Sequence[float]) -> Codes:
    """Class of the value of the cell under each pixel's middle: 1 below the first limit, 0 no data.

    Parameters
    ----------
    view : View
        The frame.
    raster : AlignedRaster
        Values, NaN where there are none.
    limits : sequence of float
        Lower limits of all classes but the first, each belonging to the class above it.
    """
    steps = np.asarray(limits)

    def classes(values: NDArray[np.generic]) -> Codes:
        return np.where(np.isnan(values), 0, np.searchsorted(steps, values, side="right") + 1).astype(np.int32)

    return _nearest(view, raster, 0, classes)


def gradients(
    heights: NDArray[np.floating], cell: tuple[float, float]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Rise per metre to the east and to the north, by Horn's 3×3 window.

    Parameters
    ----------
    heights : float array, shape (rows, cols)
        [m]; NaN where there are none: such a neighbour counts as level with the cell itself.
    cell : (float, float)
        Width and height of a cell [m].

    Returns
    -------
    east, north : float arrays
        [1]; NaN where the cell itself has no height.
    """
    padded = np.pad(heights, 1, mode="edge")
    rows, columns = heights.shape

    def beside(down: int, right: int) -> NDArray[np.floating]:
        part = padded[1 + down : 1 + down + rows, 1 + right : 1 + right + columns]
        return np.where(np.isnan(part), heights, part)

    northwest, north, northeast = beside(-1, -1), beside(-1, 0), beside(-1, 1)
    southwest, south, southeast = beside(1, -1), beside(1, 0), beside(1, 1)
    west, east = beside(0, -1), beside(0, 1)
    to_east = (northeast + 2 * east + southeast - northwest - 2 * west - southwest) / (8 * cell[0])
    to_north = (northwest + 2 * north + northeast - southwest - 2 * south - southeast) / (8 * cell[1])
    return to_east, to_north


def _nearest(view: View, raster: AlignedRaster, halo: int, turn: Callable[[NDArray[np.generic]], Codes]) -> Codes:
    """Cells turned into codes window by window, picked for each pixel; ``turn`` takes the halo off."""
    found = np.zeros(view.shape, dtype=np.int32)
    with raster.opened() as read:
        for strip in _strips(view, raster):
            window = _window(strip.rows, strip.columns)
            codes = turn(read(window.grown(halo)))
            inside = np.flatnonzero(strip.columns >= 0)
            rows, columns = strip.rows - window.row, strip.columns[inside] - window.col
            found[strip.first : strip.last, inside] = codes[np.ix_(rows, columns)]
    return found


def _window(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Window:
    """The smallest window that holds the cells named; -1 names none."""
    seen = columns[columns >= 0]
    top, left = int(rows.min()), int(seen.min())
    return Window(top, left, int(rows.max()) - top + 1, int(seen.max()) - left + 1)


def heights_on(view: View, raster: AlignedRaster) -> tuple[Heights, Affine]:
    """Heights over the frame, averaged down until a cell is about as large as a pixel.

    Parameters
    ----------
    view : View
        The frame.
    raster : AlignedRaster
        Heights [m], NaN where there are none.

    Returns
    -------
    heights : float32 array
        No larger than about twice the frame each way; NaN where there are none.
    transform : Affine
        From its column and row to ground coordinates.
    """
    row, column = _indices(view, raster.grid.transform, raster.grid.shape)
    if not (row >= 0).any() or not (column >= 0).any():
        return np.full((1, 1), np.nan, dtype=np.float32), view.transform
    step = max(int(view.metres / raster.grid.cell), 1)
    whole = _window(row[row >= 0], column).grown(step)
    rows, columns = whole.height // step, whole.width // step
    found = np.empty((rows, columns), dtype=np.float32)
    at_once = max(STRIP_CELLS // (columns * step * step), 1)
    with raster.opened() as read:
        for first in range(0, rows, at_once):
            last = min(first + at_once, rows)
            strip = Window(whole.row + first * step, whole.col, (last - first) * step, columns * step)
            found[first:last] = _block_means(read(strip).astype(np.float32), step)
    transform = raster.grid.transform @ Affine.translation(whole.col, whole.row) @ Affine.scale(step)
    return found, transform


def _block_means(cells: Heights, step: int) -> Heights:
    if step == 1:
        return cells
    blocks = cells.reshape(cells.shape[0] // step, step, -1, step)
    known = ~np.isnan(blocks)
    count = known.sum(axis=(1, 3))
    total = np.where(known, blocks, 0).sum(axis=(1, 3), dtype=np.float64)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan).astype(np.float32)


def light(heights: Heights, cell: tuple[float, float], relief: Relief) -> NDArray[np.float32]:
    """Brightness of each cell under the lamps: 1 on a plain, less in shade, up to 1 where it faces them.

    Parameters
    ----------
    heights : float array
        [m], NaN where there are none; such cells are fully bright.
    cell : (float, float)
        Width and height of a cell [m].
    relief : Relief
        Lamps.

    Returns
    -------
    float32 array
        [1], from ``relief.darkest`` to 1.
    """
    east, north = gradients(heights, cell)
    east, north = east * relief.exaggeration, north * relief.exaggeration
    length = np.sqrt(east**2 + north**2 + 1)
    total = np.zeros(heights.shape, dtype=np.float32)
    for azimuth, altitude, weight in zip(relief.azimuth, relief.altitude, relief.weights, strict=True):
        a, h = math.radians(azimuth), math.radians(altitude)
        lamp = (math.sin(a) * math.cos(h), math.cos(a) * math.cos(h), math.sin(h))
        shine = (-east * lamp[0] - north * lamp[1] + lamp[2]) / length
        total += weight * np.clip(shine / lamp[2], 0, 1.25)
    scaled = relief.darkest + (1 - relief.darkest) * np.clip(total, 0, 1.25) / 1.06
    bright: NDArray[np.float32] = np.nan_to_num(np.clip(scaled, relief.darkest, 1.0), nan=1.0).astype(np.float32)
    return bright


def _light_by_strips(heights: Heights, cell: tuple[float, float], relief: Relief) -> NDArray[np.float32]:
    """The same as :func:`light`, a strip at a time with a row of neighbours on each side."""
    bright = np.empty(heights.shape, dtype=np.float32)
    at_once = max(STRIP_CELLS // heights.shape[1], 1)
    for first in range(0, heights.shape[0], at_once):
        above = min(first, 1)
        strip = heights[first - above : first + at_once + 1]
        bright[first : first + at_once] = light(strip, cell, relief)[above : above + at_once]
    return bright


def levels_of(bright: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Light on each pixel from 0 to 255."""
    levels: NDArray[np.uint8] = (bright * 255 + np.float32(0.5)).astype(np.uint8)
    return levels


def softened(levels: NDArray[np.uint8], light: float) -> NDArray[np.uint8]:
    """Levels with ``light`` of the shade left: 1 all, 0 none."""
    table = np.rint(255 - (255 - np.arange(256)) * light).astype(np.uint8)
    softer: NDArray[np.uint8] = table[levels]
    return softer


def light_on(view: View, elevation: AlignedRaster, relief: Relief) -> NDArray[np.float32]:
    """Brightness of each pixel of the frame."""
    heights, transform = heights_on(view, elevation)
    bright = _light_by_strips(heights, (transform.a, -transform.e), relief)
    return np.clip(resampled(view, bright, transform), relief.darkest, 1.0)


def resampled(view: View, cells: NDArray[np.float32], transform: Affine) -> NDArray[np.float32]:
    """Values of cells at each pixel of the frame, by bicubic interpolation; beyond their edge they go on unchanged.

    Parameters
    ----------
    view : View
        The frame.
    cells : float array
        Without gaps.
    transform : Affine
        From their column and row to ground coordinates.
    """
    west, south, east, north = view.bounds
    pad = 2
    wide = np.pad(cells, pad, mode="edge")
    rows, columns = wide.shape
    box = (
        (west - transform.c) / transform.a + pad,
        (north - transform.f) / transform.e + pad,
        (east - transform.c) / transform.a + pad,
        (south - transform.f) / transform.e + pad,
    )
    need = (max(-box[0], 0.0), max(-box[1], 0.0), max(box[2] - columns, 0.0), max(box[3] - rows, 0.0))
    left, above, right, below = (int(np.ceil(n)) for n in need)
    wide = np.pad(wide, ((above, below), (left, right)), mode="edge")
    moved = (box[0] + left, box[1] + above, box[2] + left, box[3] + above)
    size = (view.shape[1], view.shape[0])
    image = Image.fromarray(wide).resize(size, Image.Resampling.BICUBIC, box=moved)
    return np.asarray(image, dtype=np.float32)


def burnt_on(view: View, shapes: NDArray[np.object_], codes: NDArray[np.int32]) -> Codes:
    """Codes of areas in the frame's pixels; 0 outside them all, later ones over earlier ones."""
    areas = shapely.get_dimensions(shapes) == 2
    parts, whole = shapely.get_parts(shapes[areas], return_index=True)
    if not parts.size:
        return np.zeros(view.shape, dtype=np.int32)
    meant, burnt = codes[areas][whole].tolist(), np.zeros(view.shape, dtype=np.int32)
    for first in range(0, len(parts), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        with quiet():
            rasterize(zip(_outlines(parts[some]), meant[some], strict=True), out=burnt, transform=view.transform)
    return burnt


def _outlines(polygons: NDArray[np.object_]) -> Iterator[dict[str, object]]:
    """Polygons as GeoJSON, all coordinates taken out at once."""
    _, places, (rings, owners) = shapely.to_ragged_array(polygons, include_z=False)
    points, ends, firsts = places.tolist(), rings.tolist(), owners.tolist()
    for first, last in pairwise(firsts):
        loops = [points[ends[n] : ends[n + 1]] for n in range(first, last)]
        yield {"type": "Polygon", "coordinates": loops}


def colour_table(colours: Sequence[tuple[int, str]], most: int, strength: float = 1.0) -> NDArray[np.uint8]:
    """Colour of each code from 0 to ``most``; white where a code has none.

    Parameters
    ----------
    colours : sequence of (int, str)
        Code and ``#rrggbb``.
    most : int
        Greatest code.
    strength : float
        Share of the colour that is kept, the rest is white.
    """
    table = np.full((max([most, *(c for c, _ in colours)]) + 1, 3), 255.0)
    for code, colour in colours:
        table[code] = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    faded: NDArray[np.uint8] = np.rint(255 + (table - 255) * strength).astype(np.uint8)
    return faded


def painted(
    codes: Codes, table: NDArray[np.uint8], levels: NDArray[np.uint8], beyond: float = 0.0
) -> NDArray[np.uint8]:
    """Colours of codes with the land's light on them, as an RGBA picture.

    Parameters
    ----------
    codes : int array
        0 and above; those from the table's length on mean the same colours once more, faded.
    table : uint8 array, shape (codes, 3)
        From :func:`colour_table`.
    levels : uint8 array
        Light on each pixel, 255 for all of it.
    beyond : float
        How much of their look the faded ones keep, the rest is white.

    Notes
    -----
    Every code under every light is mixed once; each pixel then only looks its colour up.
    """
    lit = (table[:, None, :].astype(np.uint16) * np.arange(256, dtype=np.uint16)[:, None] + 127) // 255
    pale = np.rint(255 - (255.0 - lit) * beyond)
    mixed = np.full((2 * len(table), 256, 4), 255, dtype=np.uint8)
    mixed[:, :, :3] = np.concatenate([lit, pale])
    looks = mixed.view(np.uint32).ravel()
    picture = np.empty(codes.shape, dtype=np.uint32)
    at_once = max(STRIP_CELLS // codes.shape[1], 1)
    for first in range(0, codes.shape[0], at_once):
        rows = slice(first, first + at_once)
        picture[rows] = looks[(codes[rows].astype(np.intp) << 8) | levels[rows]]
    found: NDArray[np.uint8] = picture.view(np.uint8).reshape(*codes.shape, 4)
    return found
