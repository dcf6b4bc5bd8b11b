"""The ground on which plots of monitoring may lie: cells that people can walk to, thinned evenly where many."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from math import ceil, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sampling import thinned
from shanshui.geo.zonal import Zones
from shanshui.ledger import Facts
from shanshui.workspace.fields import read_field

Floats = NDArray[np.float64]

MOST = 3000
"""Cells among which points are drawn: the local pivotal method takes time in their square."""
_OPEN_WATER = (42, 43)
"""Lakes and rivers in HJ 1166, second level."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What the assessment has left to draw points by.

    Parameters
    ----------
    ecosystem : AlignedRaster
        Codes of HJ 1166.
    values : mapping of name to AlignedRaster
        ``slope`` and whatever tells how plots differ.
    year : int
        Of the ecosystems.
    """

    ecosystem: AlignedRaster
    values: Mapping[str, AlignedRaster]
    year: int


def fields_of(names: tuple[str, ...], year: int, work: Path, facts: Facts, grid: Grid) -> Fields | None:
    """The fields that are there; None without ecosystems.

    Parameters
    ----------
    names : tuple of str
        Fields beside the ecosystems.
    year : int
        The base year.
    work : Path
        Folder of intermediate files.
    facts : Facts
        For the contents of fields.
    grid : Grid
        The project's.
    """
    ecosystem = read_field(f"ecosystem@{year}", work, facts, grid)
    if ecosystem is None:
        return None
    found = {name: read_field(name, work, facts, grid) for name in names}
    return Fields(ecosystem, {name: raster for name, raster in found.items() if raster is not None}, year)


@dataclass(frozen=True, slots=True)
class Frame:
    """Cells of one place, each with the same weight.

    Parameters
    ----------
    places : array of float, shape (n, 2)
        Centres of the cells [m].
    kinds : array of int, shape (n,)
        First level of HJ 1166.
    values : mapping of name to array of float, shape (n,)
        Of the fields; NaN where there is none.
    cells : int
        How many cells of the grid the frame stands for.
    """

    places: Floats
    kinds: NDArray[np.int32]
    values: Mapping[str, Floats]
    cells: int

    def __len__(self) -> int:
        return len(self.places)

    def only(self, chosen: NDArray[np.bool_]) -> Frame:
        """Some of its cells; what they stand for shrinks alike."""
        values = {name: field[chosen] for name, field in self.values.items()}
        share = float(chosen.mean()) if len(self) else 0.0
        return Frame(self.places[chosen], self.kinds[chosen], values, round(self.cells * share))

    def of_kinds(self, kinds: tuple[int, ...]) -> Frame:
        """Cells of some first-level classes."""
        return self.only(np.isin(self.kinds, kinds))

    def walkable(self, steepest: float, least: int) -> tuple[Frame, bool]:
        """Cells no steeper than a slope [°], and whether some were left out; all where under ``least`` would stay."""
        slope = self.values.get("slope")
        if slope is None:
            return self, False
        flat = self.only(np.isnan(slope) | (slope <= steepest))
        return (flat, len(flat) < len(self)) if len(flat) >= least else (self, False)

    def spread(self, name: str) -> tuple[float, float]:
        """Mean of a field, and its deviation within the classes; NaN where no cell knows it."""
        values = self.values.get(name)
        known = ~np.isnan(values) if values is not None else np.zeros(len(self), bool)
        if values is None or not known.any():
            return float("nan"), float("nan")
        groups = [values[known & (self.kinds == kind)] for kind in np.unique(self.kinds[known])]
        within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups)
        return float(values[known].mean()), sqrt(within / int(known.sum()))


def frame_of(place: BaseGeometry, fields: Fields, grid: Grid, seed: int) -> Frame:
    """Cells of a polygon that are neither open water nor unknown.

    Parameters
    ----------
    place : shapely geometry
        Polygons in the grid's CRS.
    fields : Fields
        What is read of each cell.
    grid : Grid
        The project's.
    seed : int
        Of the start of the lattice by which a large place is thinned.

    Returns
    -------
    Frame
        No more than :data:`MOST` cells, each of which stands for as many.
    """
    if place.is_empty:
        return Frame(np.zeros((0, 2)), np.zeros(0, np.int32), {name: np.zeros(0) for name in fields.values}, 0)
    step = max(1, ceil(sqrt(place.area / grid.cell**2 / MOST)))
    start = np.random.default_rng(seed).integers(step, size=2)
    zones = Zones([place], grid)
    found: list[tuple[Floats, NDArray[np.int32], list[Floats]]] = []
    with ExitStack() as stack:
        codes_in = stack.enter_context(fields.ecosystem.opened())
        values_in = [stack.enter_context(raster.opened()) for raster in fields.values.values()]
        for window in grid.windows(near=place.bounds):
            rows, cols = (
                np.arange(window.row, window.row + window.height),
                np.arange(window.col, window.col + window.width),
            )
            lattice = np.ix_((rows % step) == start[0], (cols % step) == start[1])
            codes = codes_in(window)[lattice]
            kept = (zones.burn(window)[lattice] > 0) & (codes > 0) & ~np.isin(codes, _OPEN_WATER)
            at, across = np.nonzero(kept)
            y = grid.top - (rows[(rows % step) == start[0]][at] + 0.5) * grid.cell
            x = grid.left + (cols[(cols % step) == start[1]][across] + 0.5) * grid.cell
            codes = codes[kept]
            kinds = np.where(codes >= 10, codes // 10, codes).astype(np.int32)
            found.append((np.column_stack([x, y]), kinds, [read(window)[lattice][kept] for read in values_in]))
    places = np.concatenate([one[0] for one in found]) if found else np.zeros((0, 2))
    kinds = np.concatenate([one[1] for one in found]) if found else np.zeros(0, np.int32)
    values = [np.concatenate([one[2][n] for one in found]) if found else np.zeros(0) for n in range(len(fields.values))]
    whole = Frame(places, kinds, dict(zip(fields.values, values, strict=True)), len(places) * step**2)
    if len(whole) <= MOST:
        return whole
    chosen = np.zeros(len(whole), dtype=bool)
    chosen[thinned(len(whole), MOST, seed)] = True
    return Frame(places[chosen], kinds[chosen], {k: v[chosen] for k, v in whole.values.items()}, whole.cells)
