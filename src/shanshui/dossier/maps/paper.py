"""The sheet of paper: where each part stands, and which stretch of ground the frame shows at which scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.transform import Affine

MM_PER_INCH = 25.4
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a sheet stand, in millimetres from the lower left corner.

    Parameters
    ----------
    width, height : float
        Of the paper.
    border, frame, legend, title : Box
        Outer border; neat line of the map; column of the legend; strip of the title.
    gap : float
        Between the neat line and the thick line around it, in which the coordinates stand.
    margin : float
        Least distance between the ground shown and the neat line.
    """

    width: float
    height: float
    border: Box
    frame: Box
    legend: Box
    title: Box
    gap: float
    margin: float


@dataclass(frozen=True, slots=True)
class View:
    """The frame's pixels on paper and on the ground.

    Parameters
    ----------
    dpi : int
        Pixels per inch of paper.
    page : (int, int)
        Width and height of the paper [px].
    frame : (int, int, int, int)
        Left, bottom, width, height of the frame [px], from the lower left corner.
    west, south : float
        Ground coordinates of the frame's lower left corner [m].
    scale : int
        Denominator of the numeric scale.
    """

    dpi: int
    page: tuple[int, int]
    frame: tuple[int, int, int, int]
    west: float
    south: float
    scale: int

    @property
    def metres(self) -> float:
        """Ground length of one pixel [m]."""
        return self.scale * MM_PER_INCH / 1000 / self.dpi

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the frame."""
        return self.frame[3], self.frame[2]

    @property
    def bounds(self) -> Box:
        """West, south, east, north of the frame [m]."""
        rows, columns = self.shape
        return self.west, self.south, self.west + columns * self.metres, self.south + rows * self.metres

    @property
    def transform(self) -> Affine:
        """From column and row of the frame to ground coordinates."""
        return Affine(self.metres, 0, self.west, 0, -self.metres, self.bounds[3])

    @property
    def page_transform(self) -> Affine:
        """From column and row of the whole page to ground coordinates."""
        left, bottom, _, height = self.frame
        above = self.page[1] - bottom - height
        return self.transform @ Affine.translation(-left, -above)

    def px(self, mm: float) -> float:
        """A length on paper in pixels."""
        return mm * self.dpi / MM_PER_INCH

    def points(self, mm: float) -> float:
        """A length on paper in points of 1/72 inch."""
        return mm * 72 / MM_PER_INCH


_STEPS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


def round_scale(needed: float) -> int:
    """The smallest round denominator that is not below the one needed.

    Examples
    --------
    >>> round_scale(196_000), round_scale(200_000), round_scale(1), round_scale(81_000)
    (200000, 200000, 100, 100000)
    """
    power = 10 ** max(math.floor(math.log10(needed)), 2) if needed > 0 else 100
    for factor in (*_STEPS, 10.0):
        if factor * power >= needed * (1 - 1e-9):
            return round(factor * power)
    raise ValueError(f"scale denominator {needed} is not a number")


def view_of(ground: Box, layout: Layout, dpi: int) -> View:
    """Choose the scale and put the ground into the middle of the frame.

    Parameters
    ----------
    ground : Box
        West, south, east, north of what must be seen [m], in a projected CRS.
    layout : Layout
        The sheet.
    dpi : int
        Pixels per inch.

    Raises
    ------
    ValueError
        Where the ground has no extent.
    """
    west, south, east, north = ground
    if not (east > west and north > south):
        raise ValueError(f"ground {ground} has no extent; give west < east and south < north")
    left, bottom, right, top = layout.frame
    inside = (right - left - 2 * layout.margin, top - bottom - 2 * layout.margin)
    scale = round_scale(max((east - west) / inside[0], (north - south) / inside[1]) * 1000)
    px = dpi / MM_PER_INCH
    x0, y0 = round(left * px), round(bottom * px)
    columns, rows = round(right * px) - x0, round(top * px) - y0
    metres = scale * MM_PER_INCH / 1000 / dpi
    return View(
        dpi,
        (round(layout.width * px), round(layout.height * px)),
        (x0, y0, columns, rows),
        (west + east) / 2 - columns * metres / 2,
        (south + north) / 2 - rows * metres / 2,
        scale,
    )


def bar_length(scale: int, mm: float) -> float:
    """The longest round ground length that is no longer than ``mm`` on paper [m].

    Examples
    --------
    >>> bar_length(200_000, 50)
    10000.0
    """
    longest = scale * mm / 1000
    power = 10 ** math.floor(math.log10(longest))
    return float(max(f for f in (1, 2, 4, 5, 8) if f * power <= longest) * power)


_MINUTES = (0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300)


def graticule_step(span: float, wanted: int = 5) -> float:
    """Interval of the coordinate ticks [minutes of arc].

    Parameters
    ----------
    span : float
        Longest side of the frame [minutes of arc].
    wanted : int
        About how many ticks shall stand along it.

    Examples
    --------
    >>> graticule_step(36), graticule_step(55)
    (5, 10)
    """
    return next((m for m in _MINUTES if span / m <= wanted * 1.6), _MINUTES[-1])


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a meridian or parallel meets the frame.

    Parameters
    ----------
    side : str
        ``left``, ``right``, ``bottom`` or ``top``.
    along : float
        Ground coordinate along that side [m].
    minutes : float
        Longitude or latitude [minutes of arc].
    """

    side: str
    along: float
    minutes: float


ToDegrees = Callable[[NDArray[np.float64], NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]]
"""Ground coordinates to longitude and latitude [degrees]."""


def ticks(bounds: Box, to_degrees: ToDegrees, step: float) -> tuple[Tick, ...]:
    """Where whole steps of longitude and latitude meet the four sides of the frame.

    Parameters
    ----------
    bounds : Box
        Of the frame [m].
    to_degrees : callable
        The way back from the projection.
    step : float
        [minutes of arc]
    """
    west, south, east, north = bounds
    x, y = np.linspace(west, east, 65), np.linspace(south, north, 65)
    found: list[Tick] = []
    for side, level in (("bottom", south), ("top", north)):
        longitude = to_degrees(x, np.full_like(x, level))[0] * 60
        found += [Tick(side, a, m) for a, m in _crossings(x, longitude, step)]
    for side, level in (("left", west), ("right", east)):
        latitude = to_degrees(np.full_like(y, level), y)[1] * 60
        found += [Tick(side, a, m) for a, m in _crossings(y, latitude, step)]
    return tuple(found)


def _crossings(along: NDArray[np.float64], minutes: NDArray[np.float64], step: float) -> list[tuple[float, float]]:
    first, last = math.ceil(minutes[0] / step), math.floor(minutes[-1] / step)
    wanted = [k * step for k in range(first, last + 1)]
    return [(float(np.interp(m, minutes, along)), m) for m in wanted]


def degrees_and_minutes(minutes: float) -> str:
    """Minutes of arc as a map writes them.

    Examples
    --------
    >>> degrees_and_minutes(6540), degrees_and_minutes(6545.5)
    ('109°00′', '109°05.5′')
    """
    degrees, rest = divmod(round(minutes * 10), 600)
    whole, tenth = divmod(rest, 10)
    return f"{degrees}°{whole:02d}" + (f".{tenth}" if tenth else "") + "′"


def graticule(bounds: Box, marks: Sequence[Tick]) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
    """Straight lines between the two ticks of one meridian or parallel.

    Over one sheet the curvature of a parallel stays below a line's width at county scale.
    """
    west, south, east, north = bounds
    lines = []
    for one, other in (("bottom", "top"), ("left", "right")):
        ends = {m.minutes: m.along for m in marks if m.side == other}
        for mark in marks:
            if mark.side == one and mark.minutes in ends:
                a, b = mark.along, ends[mark.minutes]
                lines.append(((a, south), (b, north)) if one == "bottom" else ((west, a), (east, b)))
    return tuple(lines)
