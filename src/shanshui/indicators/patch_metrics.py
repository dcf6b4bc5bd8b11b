"""Patch metrics by class, in the definitions of FRAGSTATS; those of HJ 1171 beside them, named apart.

Cells that touch by side or corner make a patch. Sides at the border of the landscape belong to perimeters
and count for no edge, as FRAGSTATS does by default. The page docs/metrics.md lays all definitions side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.patches import Patches

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Landscape:
    """What the patches of one landscape come to; arrays of patches run alike.

    Parameters
    ----------
    kind : int array, shape (patches,)
        Class of each patch, from 1.
    cells : int array, shape (patches,)
        Its cells.
    inner, perimeter : int array, shape (patches,)
        Its cell sides towards other classes; those and its sides at the border.
    sides : int array, shape (classes + 1, classes + 1)
        Sides between cells of two classes, seen from both cells.
    cell : float
        Side of a cell [m], above 0.
    core : int array, shape (patches,), optional
        Its cells deeper than the depth of its edge.
    nearest : int array, shape (patches,), optional
        Squared distance to the nearest other patch of its class [cells²]; below 0 where there is none.
    """

    kind: Ints
    cells: Ints
    inner: Ints
    perimeter: Ints
    sides: Ints
    cell: float
    core: Ints | None = None
    nearest: Ints | None = None

    @property
    def classes(self) -> int:
        """Greatest number of a class."""
        return int(self.sides.shape[0] - 1)

    def by_class(self, values: NDArray[np.number] | None = None) -> Floats:
        """Sum over the patches of each class, or their number; shape (classes,)."""
        return np.bincount(self.kind, weights=values, minlength=self.classes + 1)[1:].astype(np.float64)

    def distances(self) -> Floats:
        """Distance of each patch to the nearest of its class (ENN) [m]; NaN where there is none."""
        if self.nearest is None:
            return np.full(self.cells.size, np.nan)
        return np.where(self.nearest >= 0, np.sqrt(np.maximum(self.nearest, 0)), np.nan) * self.cell


def landscape_of(
    found: Patches, zone: int, cell: float, cored: bool = False, nearest: Ints | None = None
) -> Landscape | None:
    """The landscape of one zone of a scan; None where it has no patch.

    Parameters
    ----------
    found : Patches
        Of all zones.
    zone : int
        Its number, from 1.
    cell : float
        Side of a cell [m].
    cored : bool
        Whether cores were looked for.
    nearest : int array, shape (patches,), optional
        As :func:`shanshui.indicators.nearest.nearest_patches` gives it for all patches.
    """
    own = found.zone == zone
    if not own.any():
        return None
    return Landscape(
        found.kind[own],
        found.cells[own],
        found.inner[own],
        found.perimeter[own],
        found.sides[zone],
        cell,
        found.core[own] if cored else None,
        nearest[own] if nearest is not None else None,
    )


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """Metrics of each class; arrays of shape (classes,), NaN where a class is not there or a metric has no meaning.

    Parameters
    ----------
    patches : int array
        NP [count].
    area, share : float array
        CA [m²]; PLAND as a fraction.
    density : float array
        PD [1/m²].
    mean_area, largest_share : float array
        AREA_MN, which HJ 1171 calls mean patch area [m²]; LPI as a fraction.
    edge, edge_density, edge_density_hj : float array
        TE [m]; ED over the landscape's area, and HJ 1171's over the class's own [m/m²].
    shape_index : float array
        LSI [1].
    like_adjacency, aggregation, clumpiness : float array
        PLADJ and AI as fractions; CLUMPY [1].
    cohesion, division : float array
        COHESION as a fraction; DIVISION [1].
    mesh, splitting : float array
        MESH [m²]; SPLIT [1].
    core_area, core_share : float array
        TCA [m²]; CPLAND as a fraction; NaN where no core was looked for.
    nearest : float array
        ENN_MN [m]: mean over the patches that have a neighbour; NaN where distances were not looked for.
    """

    patches: Ints
    area: Floats
    share: Floats
    density: Floats
    mean_area: Floats
    largest_share: Floats
    edge: Floats
    edge_density: Floats
    edge_density_hj: Floats
    shape_index: Floats
    like_adjacency: Floats
    aggregation: Floats
    clumpiness: Floats
    cohesion: Floats
    division: Floats
    mesh: Floats
    splitting: Floats
    core_area: Floats
    core_share: Floats
    nearest: Floats


def class_metrics(found: Landscape) -> ClassMetrics:
    """Metrics of each class of a landscape.

    Parameters
    ----------
    found : Landscape
        Its patches; at least one.

    Raises
    ------
    ValueError
        Where there is no patch, or the cell is not above 0.

    References
    ----------
    McGarigal & Marks 1995 (FRAGSTATS); HJ 1171-2021 6.3 to 6.5.
    """
    check(found)
    per_cell = found.cell**2
    cells, total = found.cells.astype(np.float64), float(found.cells.sum())
    patches = found.by_class()
    there = patches > 0
    largest = np.zeros(found.classes + 1)
    np.maximum.at(largest, found.kind, cells)
    own, squares, around = (found.by_class(values) for values in (cells, cells**2, found.perimeter))
    own[~there] = np.nan
    like = np.diagonal(found.sides)[1:].astype(np.float64)
    core = np.where(there, found.by_class(found.core), np.nan) if found.core is not None else np.full(own.size, np.nan)
    distances = found.distances()
    near = ~np.isnan(distances)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, edge = own / total, np.where(there, found.by_class(found.inner) * found.cell, np.nan)
        least = least_perimeter(own)
        rooted = found.by_class(found.perimeter * np.sqrt(cells))
        return ClassMetrics(
            patches=patches.astype(np.int64),
            area=own * per_cell,
            share=share,
            density=np.where(there, patches / (total * per_cell), np.nan),
            mean_area=own * per_cell / patches,
            largest_share=np.where(there, largest[1:] / total, np.nan),
            edge=edge,
            edge_density=edge / (total * per_cell),
            edge_density_hj=edge / (own * per_cell),
            shape_index=around / least,
            like_adjacency=like / (4 * own),
            aggregation=aggregation_of(found),
            clumpiness=_clumpiness(like / (4 * own - least), share),
            cohesion=_finite((1 - around / rooted) / (1 - 1 / np.sqrt(total))),
            division=np.where(there, 1 - squares / total**2, np.nan),
            mesh=np.where(there, squares / total * per_cell, np.nan),
            splitting=np.where(there, total**2 / squares, np.nan),
            core_area=core * per_cell,
            core_share=core / total,
            nearest=found.by_class(np.where(near, distances, 0)) / found.by_class(near),
        )


def least_perimeter(cells: Floats) -> Floats:
    """Sides around so many cells where they lie as closely as they can [count].

    Examples
    --------
    >>> least_perimeter(np.array([1.0, 2.0, 4.0, 5.0, 7.0])).tolist()
    [4.0, 6.0, 8.0, 10.0, 12.0]
    """
    side = np.floor(np.sqrt(cells))
    rest = cells - side**2
    found: Floats = np.where(rest == 0, 4 * side, np.where(rest <= side, 4 * side + 2, 4 * side + 4))
    return found


def most_adjacencies(cells: Floats) -> Floats:
    """Sides inside so many cells where they lie as closely as they can [count].

    Examples
    --------
    >>> most_adjacencies(np.array([2.0, 4.0, 5.0, 7.0])).tolist()
    [1.0, 4.0, 5.0, 8.0]
    """
    side = np.floor(np.sqrt(cells))
    rest = cells - side**2
    whole = 2 * side * (side - 1)
    found: Floats = np.where(rest == 0, whole, whole + 2 * rest - np.where(rest <= side, 1, 2))
    return found


def check(found: Landscape) -> None:
    """Refuse a landscape that has no metrics.

    Raises
    ------
    ValueError
        Where there is no patch, or the cell is not above 0.
    """
    if not found.cells.size or not found.cell > 0:
        raise ValueError(f"{found.cells.size} patches of cells of {found.cell} m have no metrics; give both above 0")


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def shares_of(found: Landscape) -> Floats:
    """Share of each class in the landscape; 0 of one that is not there."""
    return found.by_class(found.cells) / float(found.cells.sum())


def aggregation_of(found: Landscape) -> Floats:
    """AI of each class as a fraction; NaN of a class of one cell, or that is not there."""
    own, like = found.by_class(found.cells), np.diagonal(found.sides)[1:].astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Floats = np.where(own > 1, like / 2 / most_adjacencies(own), np.nan)
    return shares


def _clumpiness(like: Floats, share: Floats) -> Floats:
    """How far like adjacencies go beyond (above 0) or below what chance gives a class of this share."""
    below = (like < share) & (share < 0.5)
    return _finite(np.where(below, (like - share) / share, (like - share) / (1 - share)))
