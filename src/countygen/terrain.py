"""Relief: rivers cut into uplifted ground, from coarse cells to fine ones.

The surface is the steady state of stream power erosion, slope = U / (A + A0)^m, reached by implicit steps; the
drawn rivers are its base levels. Valleys therefore branch, narrow and steepen upstream, and drain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from countygen import kernels
from countygen.courses import Course
from countygen.grid import Grid, resample
from countygen.noise import fractal_noise

EXPONENT = 0.42
HEAD_AREA = 60_000.0  # [m²]
FLAT_STEP = 0.0008  # [m] fall from cell to cell on made flats; float32 holds it at 1300 m
LEVELS = (240.0, 120.0, 60.0, 30.0)
STEPS = {240.0: 60, 120.0: 24, 60.0: 9, 30.0: 4}

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Ground:
    """What the erosion starts from, on one grid: fixed beds (NaN elsewhere), uplift."""

    grid: Grid
    bed: Floats
    uplift: Floats


def levels_to(resolution: float) -> tuple[float, ...]:
    """Cell sizes from the coarsest to the wanted one [m]."""
    return (*(cell for cell in LEVELS if cell > resolution), resolution)


def edge_flags(grid: Grid) -> Flags:
    """Cells on the rim of a grid."""
    rim = np.zeros(grid.shape, bool)
    rim[[0, -1], :] = True
    rim[:, [0, -1]] = True
    return rim


def burnt_beds(grid: Grid, courses: tuple[Course, ...]) -> Floats:
    """Beds of the drawn rivers on a grid, lowest first; NaN elsewhere [m]."""
    bed = np.full(grid.shape, np.nan)
    for course in courses:
        places, level = course.places, course.bed
        parts = max(1, int(np.ceil(60.0 / grid.cell)))
        s = np.linspace(0, len(level) - 1, (len(level) - 1) * parts + 1)
        x, y = (np.interp(s, np.arange(len(level)), places[:, k]) for k in (0, 1))
        inside = (
            (x > grid.west)
            & (x < grid.west + grid.cols * grid.cell)
            & (y < grid.north)
            & (y > grid.north - grid.rows * grid.cell)
        )
        rows, cols = grid.cells_of(x[inside], y[inside])
        z = np.interp(s, np.arange(len(level)), level)[inside]
        held = bed[rows, cols]
        np.fmin.at(bed, (rows, cols), np.where(np.isnan(held), z, held))
    return bed


def rim_elevation(grid: Grid, seed: int) -> Floats:
    """Level of the ground at the rim, to which the land outside the county drains [m]."""
    return np.asarray(560.0 + 60.0 * fractal_noise(grid, 9000.0, 2, (seed, 31)))


def border_height(grid: Grid, county: BaseGeometry) -> Floats:
    """1 on the county's border, falling to 0 within 4 km of it: borders run along heights."""
    coarse = grid.at(240.0)
    line = rasterize(
        [county.boundary], out_shape=coarse.shape, transform=coarse.transform, all_touched=True, dtype="uint8"
    )
    away = ndimage.distance_transform_edt(line == 0) * coarse.cell
    return resample(np.exp(-((away / 2200.0) ** 2)), coarse, grid)


def uplift_field(grid: Grid, county: BaseGeometry, seed: int) -> Floats:
    """Uplift before calibration: uneven over kilometres, higher along the border [-]."""
    broad = fractal_noise(grid, 7000.0, 4, (seed, 32))
    fine = fractal_noise(grid, 1500.0, 3, (seed, 33))
    swell = np.exp(0.17 * broad + 0.24 * fine)
    return np.asarray(30.0 * swell * (1.0 + 0.35 * border_height(grid, county)))


def drain(z: Floats, bed: Floats, rim: Flags) -> Floats:
    """Return the surface without depressions; drawn beds and the rim are the outlets."""
    outlet = (rim | ~np.isnan(bed)).ravel()
    rows, cols = z.shape
    return kernels.fill(z.ravel(), outlet, rows, cols, FLAT_STEP).reshape(rows, cols)


def evolve(z: Floats, ground: Ground, steps: int, time: float) -> Floats:
    """Run implicit erosion steps on one grid, beds and rim held.

    Parameters
    ----------
    z : float array, shape `ground.grid.shape` [m]
    ground : Ground
    steps : int
    time : float
        Length of one step [scaled]; long steps come near the steady state at once.
    """
    grid = ground.grid
    rim = edge_flags(grid)
    fixed = (rim | ~np.isnan(ground.bed)).ravel()
    surface = drain(np.where(np.isnan(ground.bed), z, ground.bed), ground.bed, rim).ravel()
    weight = np.full(surface.size, grid.cell**2)
    uplift = ground.uplift.ravel()
    for _ in range(steps):
        receiver = kernels.receivers(surface, fixed, grid.rows, grid.cols)
        order = kernels.downstream_first(receiver)
        area = kernels.accumulate(receiver, order, weight)
        surface = kernels.erode(surface, receiver, order, area, uplift, grid.cols, grid.cell, time, EXPONENT, HEAD_AREA)
    return surface.reshape(grid.shape)


def first_surface(grid: Grid, bed: Floats, county: BaseGeometry, seed: int) -> Floats:
    """Rough ground that falls towards the drawn rivers and the rim: where erosion starts [m]."""
    rim = edge_flags(grid)
    known = ~np.isnan(bed) | rim
    away, (r, c) = ndimage.distance_transform_edt(~known, return_indices=True)
    base = np.where(rim & np.isnan(bed), rim_elevation(grid, seed), bed)[r, c]
    hills = fractal_noise(grid, 3600.0, 4, (seed, 34))
    rise = 0.05 * np.sqrt(away * grid.cell * 1500.0) + 40.0 * hills * np.clip(away * grid.cell / 1500.0, 0, 1)
    return np.asarray(np.where(known, base, base + 5.0 + np.maximum(rise, 0) + 0.01 * away * grid.cell))


def inside(grid: Grid, shape: BaseGeometry, touched: bool = False) -> Flags:
    """Cells whose centre (or any part) lies in a polygon."""
    if shapely.is_empty(shape):
        return np.zeros(grid.shape, bool)
    mask = rasterize([shape], out_shape=grid.shape, transform=grid.transform, all_touched=touched, dtype="uint8")
    return np.asarray(mask == 1)
