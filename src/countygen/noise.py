"""Smooth random fields that do not depend on the cell size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from countygen.grid import Grid


def _spline_weights(position: NDArray[np.float64], knots: int) -> csr_array:
    """Uniform cubic B-spline weights of positions [knot spacings], shape (positions, knots), four in a row."""
    start = np.floor(position).astype(np.intp)
    t = position - start
    parts = (
        (1 - t) ** 3 / 6,
        (3 * t**3 - 6 * t**2 + 4) / 6,
        (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6,
        t**3 / 6,
    )
    columns = (start[:, None] + np.arange(4)).ravel()
    rows = np.arange(0, 4 * position.size + 1, 4)
    return csr_array((np.column_stack(parts).ravel(), columns, rows), shape=(position.size, knots))


def smooth_noise(grid: Grid, wavelength: float, seed: tuple[int, ...]) -> NDArray[np.float64]:
    """One octave of noise, mean about 0 and standard deviation about 1.

    Parameters
    ----------
    grid : Grid
        The same box with another cell size gives the same field.
    wavelength : float
        Distance between the knots [m].
    seed : tuple of int
        Names the field.

    Returns
    -------
    float array, shape `grid.shape`
    """
    width, height = grid.cols * grid.cell, grid.rows * grid.cell
    nx, ny = int(width / wavelength) + 5, int(height / wavelength) + 5
    lattice = np.random.default_rng(seed).standard_normal((ny, nx))
    down = _spline_weights((grid.north - grid.ys()) / wavelength, ny)
    along = _spline_weights((grid.xs() - grid.west) / wavelength, nx)
    return np.asarray(2.1 * (along @ (down @ lattice).T).T)


def fractal_noise(grid: Grid, wavelength: float, octaves: int, seed: tuple[int, ...]) -> NDArray[np.float64]:
    """Sum of octaves, each of half the wavelength and 0.55 of the height of the one before.

    The standard deviation is about 1; octaves finer than two cells are left out.
    """
    total = np.zeros(grid.shape)
    power, height = 0.0, 1.0
    for k in range(octaves):
        length = wavelength / 2**k
        if length < 2 * grid.cell:
            break
        total += height * smooth_noise(grid, length, (*seed, k))
        power += height**2
        height *= 0.55
    return np.asarray(total / max(float(np.sqrt(power)), 1e-9))
