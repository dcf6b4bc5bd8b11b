"""The land as a block, seen from the south and from above in parallel projection (A.2.1 k)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry

from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.paper import Layout, View, view_of
from shanshui.dossier.maps.styles import Relief
from shanshui.geo.raster import AlignedRaster

TILT = 45
"""How steeply the eye looks down [degrees]."""

STANDS_OUT = 0.055
"""About what share of its width the land's relief takes on the picture."""

_TIMES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_BASE = 0.3
"""Height of the block's foot below the lowest land, as a share of the relief."""

_TINTS = 256
_WALL_TOP, _WALL_FOOT = (176, 156, 138), (122, 105, 92)
_WATER, _BORDER = (47, 120, 190), (70, 62, 78)


@dataclass(frozen=True, slots=True)
class Eye:
    """How ground and heights come onto the picture: to the right by metres east, up by :meth:`up`.

    Parameters
    ----------
    times : float
        Exaggeration of heights.
    foot : float
        Height at which the block is cut off below [m].
    """

    times: float
    foot: float

    def up(self, north: float | NDArray[np.floating], height: float | NDArray[np.floating]) -> NDArray[np.float64]:
        """Place on the picture from below [m at its scale] of a northing and a height [m]."""
        sine, cosine = math.sin(math.radians(TILT)), math.cos(math.radians(TILT))
        return np.asarray(north * sine + (height - self.foot) * self.times * cosine, dtype=np.float64)


def exaggeration(width: float, relief: float) -> float:
    """The round factor at which the relief stands out as it should.

    Examples
    --------
    >>> exaggeration(60_000, 1_040), exaggeration(5_000, 900)
    (3.0, 1.0)
    """
    wanted = width * STANDS_OUT / max(relief, 1.0)
    return max((t for t in _TIMES if t <= wanted), default=_TIMES[0])


def eye_for(focus: Geometry, low: float, high: float) -> Eye:
    """The eye that shows a stretch of ground between two heights [m]."""
    west, _, east, _ = focus.bounds
    return Eye(exaggeration(east - west, high - low), low - _BASE * max(high - low, 1.0))


def block_view(focus: Geometry, eye: Eye, high: float, layout: Layout, dpi: int) -> View:
    """The frame that shows the whole block at a round scale; its ``south`` is measured by :meth:`Eye.up`."""
    west, south, east, north = focus.bounds
    return view_of((west, float(eye.up(south, eye.foot)), east, float(eye.up(north, high))), layout, dpi)


@dataclass(frozen=True, slots=True)
class Skin:
    """What lies on the land: for each pixel of a plan of it height [m] and colour; only what is ``there`` is drawn."""

    heights: NDArray[np.float32]
    colours: NDArray[np.uint8]
    there: NDArray[np.bool_]


def plan_of(view: View, focus: Geometry) -> View:
    """A plan of the ground with the columns of the picture and rows as wide."""
    _, south, _, north = focus.bounds
    rows = max(math.ceil((north - south) / view.metres), 1)
    return replace(view, frame=(0, 0, view.frame[2], rows), south=south)


def skin_of(
    plan: View, elevation: AlignedRaster, focus: Geometry, look: tuple[tuple[float, ...], tuple[str, ...], Relief],
    rivers: NDArray[np.object_], borders: NDArray[np.object_],
) -> Skin:  # fmt: skip
    """Heights and colours of the land; rivers and borders are draped over it.

    Parameters
    ----------
    plan : View
        From :func:`plan_of`.
    elevation : AlignedRaster
        [m]
    focus : Geometry
        The ground shown.
    look : limits, colours, relief
        Limits of heights, a colour for each class, light.
    rivers, borders : array of Geometry
        Lines.
    """
    limits, colours, relief = look
    cells, transform = g.heights_on(plan, elevation)
    heights = g.resampled(plan, np.nan_to_num(cells, nan=float(np.nanmin(cells))), transform)
    levels = g.levels_of(g.light_on(plan, elevation, relief))
    picture = _tinted(heights, levels, limits, colours)
    for lines, colour, wide, strength in ((borders, _BORDER, 0.22, 0.7), (rivers, _WATER, 0.45, 1.0)):
        on = _lines_on(plan, lines, wide)
        picture[on, :3] = np.rint(picture[on, :3] * (1 - strength) + np.array(colour) * strength).astype(np.uint8)
    there = g.burnt_on(plan, np.array([focus]), np.ones(1, dtype=np.int32)) > 0
    return Skin(heights, picture, there)


def _tinted(
    heights: NDArray[np.float32], levels: NDArray[np.uint8], limits: tuple[float, ...], colours: tuple[str, ...]
) -> NDArray[np.uint8]:
    """Heights in colours under the light; each class has its own in its middle and passes into its neighbours'."""
    step = limits[1] - limits[0] if len(limits) > 1 else 1.0
    middles = np.array([limits[0] - step / 2, *(limit + step / 2 for limit in limits)]) if limits else np.zeros(1)
    marks = np.linspace(middles[0], middles[-1], _TINTS)
    table = g.colour_table(list(enumerate(colours)), 0)
    tints = np.stack([np.interp(marks, middles, table[:, band]) for band in range(3)], axis=-1)
    share = (heights - marks[0]) * np.float32((_TINTS - 1) / max(float(marks[-1] - marks[0]), 1e-6))
    codes = np.clip(np.rint(share), 0, _TINTS - 1).astype(np.int32)
    return g.painted(codes, np.rint(tints).astype(np.uint8), levels)


def _lines_on(plan: View, lines: NDArray[np.object_], wide: float) -> NDArray[np.bool_]:
    """Pixels under lines of a width [mm]."""
    if not lines.size:
        return np.zeros(plan.shape, dtype=bool)
    bands = shapely.buffer(lines, wide * plan.scale / 2000)
    return g.burnt_on(plan, bands, np.ones(len(bands), dtype=np.int32)) > 0


def seen(skin: Skin, plan: View, view: View, eye: Eye) -> NDArray[np.uint8]:
    """What the eye sees, as an opaque RGBA picture of the frame; white beside the block.

    From the front row to the last, each cell covers what rises above all before it; where the land begins, the
    side of the block is seen down to its foot.
    """
    rows, columns = view.shape
    picture = np.full((rows, columns, 4), 255, dtype=np.uint8)
    top = np.full(columns, -1, dtype=np.int64)  # highest pixel covered so far in each column, counted from below
    before = np.zeros(columns, dtype=bool)
    everyone = np.arange(columns)
    for row in range(plan.shape[0] - 1, -1, -1):
        there = skin.there[row]
        if there.any():
            north = plan.bounds[3] - (row + 0.5) * plan.metres
            level = np.rint((eye.up(north, skin.heights[row]) - view.south) / view.metres).astype(np.int64)
            level = np.clip(level, 0, rows - 1)
            foot = max(round((float(eye.up(north, eye.foot)) - view.south) / view.metres), 0)
            for column in np.flatnonzero(there & ~before):
                _side(picture, int(column), max(int(top[column]) + 1, foot), int(level[column]), foot)
                top[column] = max(top[column], level[column] - 1)
            rising = there & (level > top)
            for step in range(int((level - top)[rising].max(initial=0))):
                now = everyone[rising & (level - step > top)]
                picture[rows - 1 - (level[now] - step), now, :3] = skin.colours[row, now, :3]
            top = np.where(rising, level, top)
        before = there
    return picture


def _side(picture: NDArray[np.uint8], column: int, low: int, high: int, foot: int) -> None:
    """Paint the side of the block in one column from a pixel up to another."""
    if high <= low:
        return
    rows = picture.shape[0]
    share = ((np.arange(low, high) - foot) / max(high - foot, 1))[:, None]
    colours = np.array(_WALL_FOOT) * (1 - share) + np.array(_WALL_TOP) * share
    picture[rows - high : rows - low, column, :3] = np.rint(colours[::-1]).astype(np.uint8)
