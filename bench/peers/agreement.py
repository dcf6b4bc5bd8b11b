"""How far two rasters agree, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import Affine

CLOSE = 1e-5
"""Relative difference up to which two float32 values of one formula are the same."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two rasters side by side.

    Parameters
    ----------
    cells : int
        That both have.
    only_one : int
        Cells that only one of them has.
    same : float
        Share of the cells whose values differ by no more than :data:`CLOSE`, relative to the larger or, below a
        tenth of the greatest value, to that tenth.
    largest : float
        Largest absolute difference.
    ratio : float
        Our sum over theirs.
    """

    cells: int
    only_one: int
    same: float
    largest: float
    ratio: float


def values(path: str | Path) -> tuple[NDArray[np.float64], Affine]:
    """Cells of a raster, NaN = no data, and where it lies."""
    with rasterio.open(path) as source:
        cells, nothing, at = source.read(1), source.nodata, source.transform
    gone = np.zeros(cells.shape, bool) if nothing is None else cells == cells.dtype.type(nothing)
    return np.where(gone, np.nan, cells).astype(np.float64), at


def compare(ours: NDArray[Any], theirs: NDArray[Any]) -> Agreement:
    """Two arrays of one shape."""
    both = np.isfinite(ours) & np.isfinite(theirs)
    one, other = ours[both], theirs[both]
    if not one.size:
        return Agreement(0, int((np.isfinite(ours) ^ np.isfinite(theirs)).sum()), 0.0, float("nan"), float("nan"))
    scale = np.maximum(np.maximum(np.abs(one), np.abs(other)), 0.1 * np.abs(other).max())
    apart = np.abs(one - other)
    close = apart <= CLOSE * np.where(scale > 0, scale, 1)
    total = float(other.sum())
    ratio = float(one.sum()) / total if total else float("nan")
    return Agreement(
        one.size, int((np.isfinite(ours) ^ np.isfinite(theirs)).sum()), float(close.mean()), float(apart.max()), ratio
    )


def onto(cells: NDArray[Any], at: Affine, shape: tuple[int, int], target: Affine) -> NDArray[np.float64]:
    """Cells of one raster at the middles of the cells of another."""
    rows, cols = np.indices(shape)
    col, row = (np.floor(n).astype(int) for n in ~at @ (target @ (cols + 0.5, rows + 0.5)))
    there = (row >= 0) & (row < cells.shape[0]) & (col >= 0) & (col < cells.shape[1])
    placed = np.full(shape, np.nan)
    placed[there] = cells[row[there], col[there]]
    return placed
