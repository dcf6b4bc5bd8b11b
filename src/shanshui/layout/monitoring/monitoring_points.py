"""Where points of monitoring lie: plots by ecosystem with spares, controls alike, sections on borders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sampling import inclusion, pivotal
from shanshui.layout.monitoring.monitoring_frame import Frame

Floats = NDArray[np.float64]

_LARGE_SHARE = 0.05
"""Share of the ground from which an ecosystem has two plots of its own at least."""
_APART = 1000.0
"""Distance between sections on one border [m]."""
_SMALLEST = 0.01
"""Streams with less than this share of the largest one's catchment have no section."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot.

    Parameters
    ----------
    place : tuple of float
        Where it lies [m].
    kind : int
        First level of HJ 1166; 0 where it does not matter.
    spare : tuple of float or None
        Where to go if it cannot be reached.
    """

    place: tuple[float, float]
    kind: int
    spare: tuple[float, float] | None = None


def allotted(areas: Mapping[int, float], count: int) -> dict[int, int]:
    """Plots for each ecosystem, in proportion to area.

    Parameters
    ----------
    areas : mapping of class to float
        Cells of each.
    count : int
        Plots in all.

    Returns
    -------
    dict of class to int
        Two at least where a class is not small, as far as the plots reach; never more than there are cells.

    Examples
    --------
    >>> allotted({1: 90.0, 2: 8.0, 3: 2.0}, 10)
    {1: 8, 2: 2, 3: 0}
    """
    total = sum(areas.values())
    if not total:
        return {}
    order = sorted(areas, key=lambda kind: (-areas[kind], kind))
    found = dict.fromkeys(sorted(areas), 0)
    for kind in order:
        if areas[kind] >= _LARGE_SHARE * total:
            found[kind] = min(2, int(areas[kind]), count - sum(found.values()))
    while sum(found.values()) < min(count, int(total)):
        room = [kind for kind in order if found[kind] < areas[kind]]
        short = max(room, key=lambda kind: areas[kind] / total * count - found[kind])
        found[short] += 1
    return found


def plots(frame: Frame, count: int, spare_share: float, seed: int) -> tuple[Plot, ...]:
    """Plots spread evenly over every ecosystem, in proportion to its area.

    Parameters
    ----------
    frame : Frame
        Where they may lie.
    count : int
        How many.
    spare_share : float
        Spares for each plot.
    seed : int
        Of the lots.

    Returns
    -------
    tuple of Plot
        Class by class. Plots and spares together are one even sample, and the plots an even sample of it.
    """
    areas = {int(kind): float((frame.kinds == kind).sum()) for kind in np.unique(frame.kinds)}
    found: list[Plot] = []
    for kind, number in allotted(areas, count).items():
        own = np.flatnonzero(frame.kinds == kind)
        more = min(len(own), number + round(number * spare_share))
        drawn = own[pivotal(inclusion(np.ones(len(own)), more), frame.places[own], seed + kind)]
        first = pivotal(inclusion(np.ones(len(drawn)), number), frame.places[drawn], seed + kind + 1000)
        main = frame.places[drawn[first]]
        spares = frame.places[np.setdiff1d(drawn, drawn[first])]
        found += _with_spares(main, spares, kind)
    return tuple(found)


def _with_spares(main: Floats, spares: Floats, kind: int) -> list[Plot]:
    """Each spare goes to the nearest plot that has none yet."""
    given: dict[int, tuple[float, float]] = {}
    for x, y in spares:
        free = [n for n in range(len(main)) if n not in given]
        if free:
            nearest = min(free, key=lambda n: (main[n][0] - x) ** 2 + (main[n][1] - y) ** 2)
            given[nearest] = (float(x), float(y))
    return [Plot((float(x), float(y)), kind, given.get(n)) for n, (x, y) in enumerate(main)]


def controls(frame: Frame, treated: tuple[Plot, ...], seed: int) -> tuple[Plot, ...]:
    """As many plots as were laid in a sub-project, on the same ecosystems, as far as the frame has them.

    Parameters
    ----------
    frame : Frame
        Ground around the sub-project that no works touch.
    treated : tuple of Plot
        Plots in it.
    seed : int
        Of the lots.
    """
    found: list[Plot] = []
    for kind in sorted({plot.kind for plot in treated}):
        own = np.flatnonzero(frame.kinds == kind)
        number = min(len(own), sum(plot.kind == kind for plot in treated))
        drawn = own[pivotal(inclusion(np.ones(len(own)), number), frame.places[own], seed + kind)]
        found += [Plot((float(x), float(y)), kind) for x, y in frame.places[drawn]]
    return tuple(found)


def weighted(frame: Frame, name: str, count: int, seed: int) -> tuple[Plot, ...]:
    """Points drawn in proportion to a field, spread evenly; alike where the field is not known.

    Parameters
    ----------
    frame : Frame
        Where they may lie.
    name : str
        The field; empty for none.
    count : int
        How many.
    seed : int
        Of the lots.
    """
    field = frame.values.get(name)
    sizes = np.ones(len(frame)) if field is None else np.nan_to_num(np.maximum(field, 0.0))
    number = min(count, int((sizes > 0).sum()))
    drawn = pivotal(inclusion(sizes, number), frame.places, seed)
    drawn_cells = zip(frame.places[drawn], frame.kinds[drawn], strict=True)
    return tuple(Plot((float(x), float(y)), int(kind)) for (x, y), kind in drawn_cells)


def sections(unit: BaseGeometry, accumulation: AlignedRaster, grid: Grid, most: int) -> tuple[tuple[float, float], ...]:
    """Where the largest streams cross the border of a unit.

    Parameters
    ----------
    unit : shapely geometry
        The unit, in the grid's CRS.
    accumulation : AlignedRaster
        Cells that drain through each cell.
    grid : Grid
        The project's.
    most : int
        How many at most.

    Returns
    -------
    tuple of (x, y)
        The largest catchment first [m]; no two nearer than a kilometre.
    """
    line = shapely.segmentize(unit.boundary, grid.cell / 2)
    cells = np.floor((shapely.get_coordinates(line) - (grid.left, grid.top)) / (grid.cell, -grid.cell)).astype(int)
    beside = np.array([(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)])  # streams slip through corners
    points = np.unique((np.unique(cells, axis=0)[:, None, :] + beside).reshape(-1, 2), axis=0)
    cols, rows = points[:, 0], points[:, 1]
    size = np.zeros(len(points))
    with accumulation.opened() as read:
        for window in grid.windows(near=unit.bounds):
            inside = (rows >= window.row) & (rows < window.row + window.height)
            inside &= (cols >= window.col) & (cols < window.col + window.width)
            if inside.any():
                size[inside] = np.nan_to_num(read(window)[rows[inside] - window.row, cols[inside] - window.col])
    x, y = grid.left + (cols + 0.5) * grid.cell, grid.top - (rows + 0.5) * grid.cell
    found: list[tuple[float, float]] = []
    for n in np.argsort(-size, kind="stable"):
        if len(found) == most or size[n] <= 0 or size[n] < _SMALLEST * size.max():
            break
        if all((x[n] - a) ** 2 + (y[n] - b) ** 2 >= _APART**2 for a, b in found):
            found.append((float(x[n]), float(y[n])))
    return tuple(found)
