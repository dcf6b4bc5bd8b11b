"""The listed rivers: those drawn, and the longest streams of the made relief; and the ground they drain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize
from scipy import ndimage
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from countygen import kernels
from countygen.courses import Course
from countygen.grid import Grid
from countygen.measure import length
from countygen.published import River
from countygen.scene import Scene, flow_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]

LEAST_AREA = 0.2e6  # [m²] streams are followed up to here


@dataclass(frozen=True)
class Stream:
    """A listed river: name, line from mouth to head within the county, drained area [m²], main river or not."""

    name: str
    line: BaseGeometry
    drained: float
    main: bool


@dataclass(frozen=True)
class Trace:
    """A stream of the relief: its cells from mouth to head and their upstream areas [m²]."""

    cells: NDArray[np.intp]
    areas: Floats


def main_donors(area: Floats, receiver: Codes) -> Codes:
    """Donor with the largest upstream area of each cell; -1 where there is none."""
    flat = area.ravel()
    own = np.arange(flat.size)
    donors = own[(receiver != own) & (flat >= LEAST_AREA)]
    order = donors[np.argsort(flat[donors], kind="stable")]
    best = np.full(flat.size, -1, np.int32)
    best[receiver[order]] = order
    return best


def traces(scene: Scene, trunk: Flags, receiver: Codes) -> list[Trace]:
    """Streams that join the trunk (drawn rivers and reservoir) or one another, each up its largest donors."""
    area, flat_trunk = scene.area.ravel(), trunk.ravel()
    best = main_donors(np.where(trunk, 0.0, scene.area), receiver)
    own = np.arange(area.size)
    enough = (area >= 4e6) & ~flat_trunk & (receiver != own)
    mouths = own[enough & (flat_trunk[receiver] | (best[receiver] != own))]
    out = []
    for mouth in mouths:
        cells = [int(mouth)]
        while best[cells[-1]] >= 0:
            cells.append(int(best[cells[-1]]))
        path = np.array(cells)
        out.append(Trace(path, area[path]))
    return out


def smooth_path(cells: NDArray[np.intp], grid: Grid, reach: float) -> Floats:
    """Places along a path of cells, smoothed over a reach [m], shape (n, 2); the ends stay."""
    xy = np.column_stack([grid.xs()[cells % grid.cols], grid.ys()[cells // grid.cols]])
    soft = ndimage.gaussian_filter1d(xy, reach / grid.cell, axis=0, mode="nearest")
    soft[[0, -1]] = xy[[0, -1]]
    return np.asarray(soft)


def trace_line(trace: Trace, grid: Grid, receiver: Codes, head_area: float) -> LineString | None:
    """Line of a stream from its mouth to where it drains `head_area` [m²]; None where it is too short."""
    cells = trace.cells[trace.areas >= head_area]
    if cells.size < 4:
        return None
    cells = np.concatenate([[receiver[cells[0]]], cells])
    return LineString(smooth_path(cells, grid, 55.0)).simplify(0.15 * grid.cell)


def in_county(line: BaseGeometry, county: BaseGeometry) -> BaseGeometry:
    """Part of a line within the county, as few lines as possible, mouth first."""
    cut = line.intersection(county)
    return shapely.line_merge(cut) if cut.geom_type == "MultiLineString" else cut


def listed_streams(
    scene: Scene,
    courses: tuple[Course, ...],
    rivers: tuple[River, ...],
    hints: dict[str, Floats],
    count: int,
    total: float,
) -> tuple[list[Stream], Codes]:
    """Listed rivers and the number of the one that drains each cell.

    Parameters
    ----------
    scene : Scene
    courses : drawn rivers
    rivers : as published
    hints : place near which a named but undrawn river runs [m]
    count : int
        Number of rivers to list.
    total : float
        Their length within the county [m].

    Returns
    -------
    streams : list of Stream
    basins : int array, shape `scene.grid.shape`; -1 where no listed river drains the cell

    Notes
    -----
    Streams found in the relief start where they drain one common area, which is chosen so that the lengths add up.
    """
    receiver, order = flow_of(scene)
    trunk = rasterize(
        [(course.line, 1) for course in courses],
        out_shape=scene.grid.shape,
        transform=scene.grid.transform,
        all_touched=True,
        dtype="uint8",
    ).astype(bool)
    found = _longest(scene, traces(scene, trunk | scene.reservoir, receiver), receiver, count - len(courses))
    upper = _headwaters(scene, courses, trunk, receiver)
    lines = _cut_heads(scene, courses, upper, found, receiver, total)
    names = _names(lines[len(courses) :], hints)
    ids = _river_cells(scene, courses, found)
    basins = _basins(ids, receiver, order, scene.grid)
    sizes = np.bincount(basins[basins >= 0], minlength=count).astype(np.float64) * scene.grid.cell**2
    drained = _with_tributaries(sizes, ids, receiver, scene)
    main = {river.name for river in rivers if river.main}
    labels = _numbered([course.name for course in courses] + names)
    streams = [
        Stream(label, line, float(drained[k]), label in main)
        for k, (label, line) in enumerate(zip(labels, lines, strict=True))
    ]
    return streams, basins


def _longest(scene: Scene, found: list[Trace], receiver: Codes, count: int) -> list[Trace]:
    """Longest streams within the county that are long or drain much."""
    ranked = []
    for trace in found:
        line = trace_line(trace, scene.grid, receiver, 0.8e6)
        if line is None:
            continue
        here = line.intersection(scene.county_shape).length
        if here > max(0.8 * line.length, 4_000.0):
            ranked.append((trace.areas[0] < 20e6 and here < 9_000, -here, trace))
    ranked.sort(key=lambda item: item[:2])
    return [trace for *_, trace in ranked[:count]]


def _headwaters(scene: Scene, courses: tuple[Course, ...], trunk: Flags, receiver: Codes) -> list[Trace]:
    """Streams of the relief above the heads of the drawn rivers; empty for the main river."""
    best = main_donors(np.where(trunk, 0.0, scene.area), receiver)
    flat_trunk, area = trunk.ravel(), scene.area.ravel()
    out = [Trace(np.empty(0, np.intp), np.empty(0))]
    for course in courses[1:]:
        x, y = course.places[-1]
        rows, cols = scene.grid.cells_of(np.array([x]), np.array([y]))
        around = [int((rows[0] + dr) * scene.grid.cols + cols[0] + dc) for dr in range(-3, 4) for dc in range(-3, 4)]
        starts = [k for k in around if flat_trunk[receiver[k]] and not flat_trunk[k]]
        cells = [max(starts, key=lambda k: (area[k], k))] if starts else []
        while cells and best[cells[-1]] >= 0:
            cells.append(int(best[cells[-1]]))
        path = np.array(cells, np.intp)
        out.append(Trace(path, area[path]))
    return out


def _prolonged(course: Course, upper: Trace, grid: Grid, head_area: float) -> LineString:
    """Line of a drawn river with its headwater up to where it drains `head_area` [m²]."""
    cells = upper.cells[upper.areas >= head_area]
    if cells.size < 4:
        return course.line
    return LineString(np.vstack([course.places, smooth_path(cells, grid, 55.0)[1:]])).simplify(1.0)


def _cut_heads(
    scene: Scene,
    courses: tuple[Course, ...],
    upper: Sequence[Trace],
    found: Sequence[Trace],
    receiver: Codes,
    wanted: float,
) -> list[BaseGeometry]:
    """Lines of all rivers, from one common drained area on, so that their lengths add up to `wanted` [m]."""

    def lines_from(head: float) -> list[BaseGeometry]:
        drawn = [_prolonged(c, u, scene.grid, head) for c, u in zip(courses, upper, strict=True)]
        free = [trace_line(trace, scene.grid, receiver, head) for trace in found]
        return [in_county(line, scene.county_shape) for line in (*drawn, *free) if line is not None]

    low, high = np.log(LEAST_AREA), np.log(8e6)
    for _ in range(14):
        middle = (low + high) / 2
        if sum(length(line, scene.epsg) for line in lines_from(float(np.exp(middle)))) > wanted:
            low = middle
        else:
            high = middle
    return lines_from(float(np.exp((low + high) / 2)))


def _names(lines: Sequence[BaseGeometry], hints: dict[str, Floats]) -> list[str]:
    """Names of the found streams: each hint goes to the nearest that has none yet."""
    names = [""] * len(lines)
    for name, place in hints.items():
        free = [k for k in range(len(lines)) if not names[k]]
        if free:
            names[min(free, key=lambda k: lines[k].distance(Point(place)))] = name
    return names


def _numbered(names: Sequence[str]) -> list[str]:
    """Give nameless rivers a number."""
    out, k = [], 0
    for name in names:
        k += not name
        out.append(name or f"支流{k}")
    return out


def _river_cells(scene: Scene, courses: tuple[Course, ...], found: Sequence[Trace]) -> Codes:
    """Number of the river that runs through each cell, -1 elsewhere; the main river wins."""
    ids = np.full(scene.grid.shape, -1, np.int32)
    for k, trace in enumerate(found):
        ids.ravel()[trace.cells] = len(courses) + k
    for k in range(len(courses) - 1, -1, -1):
        touched = rasterize(
            [courses[k].line],
            out_shape=ids.shape,
            transform=scene.grid.transform,
            all_touched=False,
            dtype="uint8",
        )
        ids[touched == 1] = k
    return ids


def _basins(ids: Codes, receiver: Codes, order: Codes, grid: Grid) -> Codes:
    """Number of the first listed river downstream of each cell; -1 = none."""
    drain = kernels.nearest_drain(receiver, order, (ids >= 0).ravel())
    return np.asarray(ids.ravel()[drain].reshape(grid.shape))


def _with_tributaries(sizes: Floats, ids: Codes, receiver: Codes, scene: Scene) -> Floats:
    """Drained area of each river with those that flow into it [m²]."""
    flat = ids.ravel()
    into = np.full(sizes.size, -1)
    for k in range(1, sizes.size):
        cells = np.flatnonzero(flat == k)
        if cells.size == 0:
            continue
        mouth = int(cells[np.argmax(scene.area.ravel()[cells])])
        for _ in range(40):
            nxt = int(receiver[mouth])
            if nxt == mouth:
                break
            mouth = nxt
            if flat[mouth] >= 0 and flat[mouth] != k:
                into[k] = flat[mouth]
                break
    total = sizes.astype(np.float64).copy()
    for k in range(sizes.size):
        j, seen = into[k], {k}
        while j >= 0 and j not in seen:
            total[j] += sizes[k]
            seen.add(int(j))
            j = into[j]
    return total
