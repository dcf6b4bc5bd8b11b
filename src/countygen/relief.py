"""From the drawn rivers to the finished surface: calibration of the units, valley floors, reservoir, peaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from countygen import kernels
from countygen.grid import Grid, resample
from countygen.terrain import FLAT_STEP, edge_flags

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Target:
    """Published elevations of a unit [m] and the place of its peak (x, y) [m]."""

    mean: float
    low: float
    high: float
    peak: tuple[float, float]


@dataclass(frozen=True)
class Flow:
    """Flow over a surface: receivers and order (flat), upstream area [m²]."""

    receiver: NDArray[np.int32]
    order: NDArray[np.int32]
    area: Floats


def flow_over(z: Floats, grid: Grid) -> Flow:
    """Flow over a surface without depressions; the rim is the outlet."""
    receiver = kernels.receivers(z.ravel(), edge_flags(grid).ravel(), grid.rows, grid.cols)
    order = kernels.downstream_first(receiver)
    area = kernels.accumulate(receiver, order, np.full(z.size, grid.cell**2))
    return Flow(receiver, order, area.reshape(grid.shape))


def bell(grid: Grid, x: float, y: float, radius: float) -> Floats:
    """1 at a place, falling off within a radius [m]."""
    across = np.exp(-(((grid.xs() - x) / radius) ** 2))
    down = np.exp(-(((grid.ys() - y) / radius) ** 2))
    return np.asarray(down[:, None] * across[None, :])


def top_of(z: Floats, where: Flags, grid: Grid) -> tuple[float, float, float]:
    """Highest elevation within a region and its place: z, x, y [m]."""
    k = int(np.argmax(np.where(where, z, -np.inf)))
    r, c = divmod(k, grid.cols)
    return float(z[r, c]), float(grid.xs()[c]), float(grid.ys()[r])


def uplift_correction(z: Floats, unit: Codes, grid: Grid, targets: tuple[Target, ...]) -> Floats:
    """Factor on the uplift that brings the units nearer to their mean and highest elevations.

    Parameters
    ----------
    z : float array, shape `grid.shape` [m]
    unit : int array, shape `grid.shape`; -1 = outside
    targets : one per unit
    """
    known = unit >= 0
    _, (r, c) = ndimage.distance_transform_edt(~known, return_indices=True)
    factor = np.ones(grid.shape)
    for k, target in enumerate(targets):
        part = unit == k
        ratio = (target.mean - target.low) / max(float(z[part].mean()) - target.low, 1.0)
        factor[part] = np.clip(ratio, 0.6, 1.6)
    factor = ndimage.gaussian_filter(factor[r, c], 2400.0 / grid.cell)
    for k, target in enumerate(targets):
        part = unit[r, c] == k
        near = (unit == k) & (bell(grid, *target.peak, 1800.0) > np.exp(-1))
        if near.any():
            height, x, y = top_of(z, near, grid)
            lift = np.clip((target.high - height) / (target.high - target.low), -0.3, 0.3)
            factor *= 1.0 + 0.8 * lift * bell(grid, x, y, 2000.0)
        for _ in range(8):
            high = part & ~near & (factor * z > target.high - 25.0)
            if not high.any():
                break
            height, x, y = top_of(np.where(near, 0, factor * z), part, grid)
            excess = np.clip((height - target.high + 25.0) / (target.high - target.low), 0, 0.35)
            factor *= 1.0 - (0.4 * excess + 0.02) * bell(grid, x, y, 2200.0)
    return np.asarray(factor)


def valley_floors(z: Floats, grid: Grid, flow: Flow, basins: Floats) -> Floats:
    """Widen the floors of the valleys: low ground beside streams is pressed down.

    Parameters
    ----------
    z : float array, shape `grid.shape`, without depressions [m]
    flow : its flow
    basins : float array, shape `grid.shape`
        Additional depth of ground that is pressed down [m].

    Notes
    -----
    h, the height above the stream, becomes h² / (h + h0); this keeps the way of the water.
    """
    streams = (flow.area > 0.6e6).ravel()
    drain = kernels.nearest_drain(flow.receiver, flow.order, streams)
    height = z.ravel() - z.ravel()[drain]
    size = flow.area.ravel()[drain] / 1e6
    depth = np.clip(3.0 * size**0.33, 2.0, 13.0) + basins.ravel() * (size > 1.2)
    depth = ndimage.gaussian_filter(depth.reshape(grid.shape), 150.0 / grid.cell).ravel()
    pressed = z.ravel() - height * depth / (height + depth)
    return np.asarray(pressed.reshape(grid.shape))


def upstream_of(flow: Flow, cell: int) -> Flags:
    """Cells whose water passes a cell."""
    ends = np.zeros(flow.receiver.size, bool)
    ends[cell] = True
    drain = kernels.nearest_drain(flow.receiver, flow.order, ends)
    return np.asarray((drain == cell).reshape(flow.area.shape))


def pool_level(z: Floats, where: Flags, grid: Grid, wanted: float) -> float:
    """Level below which an area [m²] of a region lies [m]."""
    levels = np.sort(z[where])
    return float(levels[min(int(wanted / grid.cell**2), levels.size - 1)])


def dam_up(z: Floats, grid: Grid, dam: int, county: Flags, wanted: float) -> tuple[Floats, Flags]:
    """Fill a reservoir behind a dam.

    Parameters
    ----------
    z : float array, shape `grid.shape`, without depressions [m]
    dam : int
        Flat number of the river's cell at the dam.
    county : bool array
    wanted : float
        Area of water within the county [m²].

    Returns
    -------
    surface [m] and the cells of the reservoir
    """
    flow = flow_over(z, grid)
    above = upstream_of(flow, dam)
    pool = pool_level(z, above & county, grid, wanted)
    water = above & (z < pool)
    out = np.where(water, pool, z)
    wide = max(1, round(40.0 / grid.cell))
    wall = ndimage.binary_dilation(water, iterations=wide) & ~water & (out < pool + 6.0)
    out[wall] = pool + 6.0
    rim = edge_flags(grid)
    out[rim & ndimage.binary_dilation(water, iterations=2)] = pool + 3.0
    for cell in spillway(flow, dam, wall):
        out.flat[cell] = pool - 0.01
    return fill_to_rim(out, grid), water


def spillway(flow: Flow, dam: int, wall: Flags) -> list[int]:
    """Cells of the river from the dam through the wall."""
    cells, k = [dam], dam
    while wall.flat[int(flow.receiver[k])] and flow.receiver[k] != k:
        k = int(flow.receiver[k])
        cells.append(k)
    return cells


def fill_to_rim(z: Floats, grid: Grid) -> Floats:
    """Return the surface without depressions; the rim is the only outlet."""
    rim = edge_flags(grid).ravel()
    z = z.astype(np.float32).astype(np.float64)  # as it will be written: no fall may be lost by rounding
    return kernels.fill(z.ravel(), rim, grid.rows, grid.cols, FLAT_STEP).reshape(grid.shape)


def fitted(
    z: Floats, unit: Codes, grid: Grid, base: Floats, targets: tuple[Target, ...], high_ground: list[Flags]
) -> Floats:
    """Last small corrections: mean of each unit by the height above the rivers, peaks by soft bells.

    Parameters
    ----------
    z : float array, shape `grid.shape` [m]
    unit : int array, shape `grid.shape`; -1 = outside
    base : float array, shape `grid.shape`
        Level of the rivers, above which heights are stretched [m].
    targets : one per unit
    high_ground : bool arrays, shape `grid.shape`
        Where the peak of each unit has to be.
    """
    soft = [_soft_unit(unit, k, grid) for k in range(len(targets))]
    out = z
    for _ in range(3):
        out = _peaks(out, unit, soft, grid, targets, high_ground)
        height = np.maximum(out - base, 0.0)
        factor = np.zeros(grid.shape)
        for k, target in enumerate(targets):
            part = unit == k
            if part.any():
                factor += soft[k] * (target.mean - float(out[part].mean())) / float(height[part].mean())
        out = out + height * factor
    return _peaks(out, unit, soft, grid, targets, high_ground)


def _soft_unit(unit: Codes, k: int, grid: Grid) -> Floats:
    """1 within a unit, 0 within the others, with soft borders; outside as the nearest unit."""
    step = max(1, round(240.0 / grid.cell))
    coarse = unit[step // 2 :: step, step // 2 :: step]
    _, (r, c) = ndimage.distance_transform_edt(coarse < 0, return_indices=True)
    soft = ndimage.gaussian_filter((coarse[r, c] == k).astype(np.float64), 800.0 / (grid.cell * step))
    return resample(soft, Grid(grid.west, grid.north, grid.cell * step, *coarse.shape), grid)


def _peaks(
    z: Floats,
    unit: Codes,
    soft: list[Floats],
    grid: Grid,
    targets: tuple[Target, ...],
    high_ground: list[Flags],
) -> Floats:
    """Raise each unit's own peak to its height and press down softly what else comes near to that height."""
    out = z.copy()
    for k, target in enumerate(targets):
        part = unit == k
        near = high_ground[k] & (bell(grid, *target.peak, 2600.0) > np.exp(-1))
        near = near if near.any() else high_ground[k] & part
        if not near.any():
            continue
        _, x, y = top_of(out, near, grid)
        elsewhere = 1.0 - bell(grid, x, y, 1400.0)
        room, most = target.high - 120.0, float(out[part & (elsewhere > 0.6)].max()) - target.high + 120.0
        if most > 100.0:
            high = out > room
            over = out[high] - room
            pressed = room + over * (100.0 / most) ** np.clip(over / most, 0, 1)
            out[high] += (soft[k] * elsewhere)[high] * (pressed - out[high])
        height, x, y = top_of(out, near, grid)
        out += (target.high - height) * bell(grid, x, y, 1100.0)
        out[part] = np.minimum(out[part], target.high)
    return out
