"""Roads: least-cost ways between the townships, out of the county and to every village."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse.csgraph import minimum_spanning_tree
from shapely.geometry import LineString

from countygen import kernels
from countygen.grid import Grid, resample
from countygen.rivers import smooth_path
from countygen.scene import Scene
from countygen.townships import slope_of
from countygen.villages import Village

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Road:
    """A road: class (1 trunk, 2 county, 3 village), name, line."""

    rank: int
    name: str
    line: LineString


def travel_cost(z: Floats, grid: Grid, water: Flags) -> Floats:
    """Cost of a metre of road [-]: steep ground is dear, wide water dearer."""
    return np.asarray(1.0 + (slope_of(z, grid.cell) / 0.10) ** 1.6 + 25.0 * water)


def working_grid(scene: Scene) -> tuple[Grid, Floats, Flags]:
    """Grid of about 90 m on which the ways are sought, its relief, its wide water."""
    step = max(1, round(90.0 / scene.grid.cell))
    if step == 1:
        return scene.grid, scene.z, scene.reservoir
    pick = (slice(step // 2, None, step), slice(step // 2, None, step))
    shape = scene.z[pick].shape
    grid = Grid(scene.grid.west, scene.grid.north, scene.grid.cell * step, *shape)
    return grid, resample(scene.z, scene.grid, grid), scene.reservoir[pick]


def town_links(centres: Floats) -> list[tuple[int, int]]:
    """Pairs of townships to join: the shortest tree and a few more short pairs that close rings."""
    away = np.hypot(*(centres[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    tree = minimum_spanning_tree(away).toarray() > 0
    pairs = {(min(int(i), int(j)), max(int(i), int(j))) for i, j in np.argwhere(tree)}
    rest = sorted(
        (float(away[i, j]), i, j)
        for i in range(len(centres))
        for j in range(i + 1, len(centres))
        if (i, j) not in pairs
    )
    return sorted(pairs) + [(i, j) for _, i, j in rest[: max(2, len(centres) // 3)]]


def build_roads(scene: Scene, centres: Floats, villages: tuple[Village, ...]) -> tuple[Road, ...]:
    """Return the road net: ways between townships first, then from every village to the nearest of them.

    Parameters
    ----------
    scene : Scene
    centres : float array, shape (n, 2) [m]; the first is the county seat
    villages : all villages
    """
    grid, z, water = working_grid(scene)
    cost = travel_cost(z, grid, water)
    used = np.zeros(grid.shape, bool)
    out: list[Road] = []
    for i, j in town_links(centres):
        path = _way(cost, grid, centres[i], centres[j])
        used.ravel()[path] = True
        rank = 1 if i == 0 or j == 0 else 2
        out.append(Road(rank, f"{'S' if rank == 1 else 'X'}{len(out) + 1:03d}", _line(path, grid)))
        cost = np.where(used, np.minimum(cost, 0.6), cost)
    for k, end in enumerate(_exits(scene, centres)):
        path = _way(cost, grid, centres[int(np.argmin(np.hypot(*(centres - end).T)))], end)
        used.ravel()[path] = True
        out.append(Road(1, f"S{len(out) + 1:03d}" if k else "G001", _line(path, grid)))
        cost = np.where(used, np.minimum(cost, 0.6), cost)
    out += _village_roads(cost, used, grid, villages)
    return tuple(road for whole in out for road in _within(whole, scene))


def _within(road: Road, scene: Scene) -> list[Road]:
    """Parts of a road within the survey area."""
    cut = road.line.intersection(scene.survey_shape)
    return [replace(road, line=part) for part in shapely.get_parts(cut) if part.geom_type == "LineString"]


def _line(path: NDArray[np.intp], grid: Grid) -> LineString:
    places = smooth_path(path, grid, 110.0) if path.size > 1 else np.zeros((2, 2))
    return LineString(places).simplify(4.0)


def _way(cost: Floats, grid: Grid, start: Floats, end: Floats) -> NDArray[np.intp]:
    """Cells of the cheapest way between two places."""
    rows, cols = grid.cells_of(np.array([start[0], end[0]]), np.array([start[1], end[1]]))
    first, last = (int(rows[k] * grid.cols + cols[k]) for k in (0, 1))
    begin = np.full(cost.size, np.nan)
    begin[first] = 0.0
    _, _, previous = kernels.cost_distance(cost.ravel(), begin, grid.rows, grid.cols, grid.cell)
    return _back(previous, last)


def _back(previous: NDArray[np.int32], last: int) -> NDArray[np.intp]:
    path = [last]
    while previous[path[-1]] not in (path[-1], -1):
        path.append(int(previous[path[-1]]))
    return np.array(path)


def _exits(scene: Scene, centres: Floats) -> list[Floats]:
    """Low places on the rim of the survey area towards four sides."""
    grid = scene.grid
    west, north = grid.west, grid.north
    east, south = west + grid.cols * grid.cell, north - grid.rows * grid.cell
    ends = []
    for x, y in ((east, north), (west, south), (east, south), (west, north)):
        along = np.linspace(0.25, 0.75, 21)
        middle = ((west + east) / 2, (south + north) / 2)
        xs = x + (middle[0] - x) * along
        rows, cols = grid.cells_of(xs, np.full(xs.size, y))
        k = int(np.argmin(scene.z[rows, cols]))
        ends.append(np.array([xs[k], y]))
    return ends


def _village_roads(cost: Floats, used: Flags, grid: Grid, villages: tuple[Village, ...]) -> list[Road]:
    """Ways from the villages to the nearest road, each only up to where another way begins."""
    start = np.where(used, 0.0, np.nan).ravel()
    _, _, previous = kernels.cost_distance(cost.ravel(), start, grid.rows, grid.cols, grid.cell)
    taken = used.ravel().copy()
    out: list[Road] = []
    for village in villages:
        rows, cols = grid.cells_of(np.array([village.x]), np.array([village.y]))
        path = _back(previous, int(rows[0] * grid.cols + cols[0]))
        stop = int(np.argmax(taken[path])) + 1 if taken[path].any() else path.size
        taken[path] = True
        if stop > 2:
            out.append(Road(3, f"Y{len(out) + 1:03d}", _line(path[:stop], grid)))
    return out
