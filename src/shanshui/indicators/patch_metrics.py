"""Patch metrics by class and landscape, in the definitions of FRAGSTATS; HJ 1171's edge density beside them.

Cells that touch by side or corner make a patch. Sides at the border of the landscape belong to perimeters
and count for no edge, as FRAGSTATS does by default.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    """

    kind: Ints
    cells: Ints
    inner: Ints
    perimeter: Ints
    sides: Ints
    cell: float


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """Metrics of each class; arrays of shape (classes,), NaN where a class is not there or a metric has no meaning.

    Parameters
    ----------
    patches : int array
        NP [count].
    area, share : float array
        CA [m²]; PLAND as a fraction.
    mean_area, largest_share : float array
        AREA_MN [m²]; LPI as a fraction.
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
    """

    patches: Ints
    area: Floats
    share: Floats
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
    if not found.cells.size or not found.cell > 0:
        raise ValueError(f"{found.cells.size} patches of cells of {found.cell} m have no metrics; give both above 0")
    classes, per_cell = found.sides.shape[0] - 1, found.cell**2
    cells, total = found.cells.astype(np.float64), float(found.cells.sum())

    def summed(values: NDArray[np.number]) -> Floats:
        return np.bincount(found.kind, weights=values, minlength=classes + 1)[1:].astype(np.float64)

    count = np.bincount(found.kind, minlength=classes + 1)[1:].astype(np.int64)
    largest = np.zeros(classes + 1)
    np.maximum.at(largest, found.kind, cells)
    own, squares, around = summed(cells), summed(cells**2), summed(found.perimeter)
    own[count == 0] = np.nan
    like = np.diagonal(found.sides)[1:].astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, edge = own / total, summed(found.inner) * found.cell
        least = least_perimeter(own)
        rooted = summed(found.perimeter * np.sqrt(cells))
        return ClassMetrics(
            patches=count,
            area=own * per_cell,
            share=share,
            mean_area=own * per_cell / count,
            largest_share=largest[1:] / total,
            edge=np.where(count > 0, edge, np.nan),
            edge_density=np.where(count > 0, edge, np.nan) / (total * per_cell),
            edge_density_hj=edge / (own * per_cell),
            shape_index=around / least,
            like_adjacency=like / (4 * own),
            aggregation=like / 2 / most_adjacencies(own),
            clumpiness=_clumpiness(like / (4 * own - least), share),
            cohesion=(1 - around / rooted) / (1 - 1 / np.sqrt(total)),
            division=np.where(count > 0, 1 - squares / total**2, np.nan),
            mesh=np.where(count > 0, squares / total * per_cell, np.nan),
            splitting=np.where(count > 0, total**2 / squares, np.nan),
        )


def diversity(found: Landscape) -> float:
    """Shannon's diversity of the classes (SHDI) [1]."""
    share = np.bincount(found.kind, weights=found.cells) / found.cells.sum()
    share = share[share > 0]
    return float(-(share * np.log(share)).sum())


def contagion(found: Landscape) -> float:
    """Contagion of the classes (CONTAG) as a fraction; NaN where there is only one.

    Notes
    -----
    1 + ΣΣ p ln p / (2 ln m), with p the share of a class times the share of its sides that face a class.
    """
    share = np.bincount(found.kind, weights=found.cells, minlength=found.sides.shape[0]) / found.cells.sum()
    number = int((share > 0).sum())
    if number < 2:
        return float("nan")
    faced = found.sides.sum(axis=1, keepdims=True)
    p = share[:, None] * found.sides / np.where(faced > 0, faced, 1)
    p = p[p > 0]
    return float(1 + (p * np.log(p)).sum() / (2 * np.log(number)))


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


def _clumpiness(like: Floats, share: Floats) -> Floats:
    """How far like adjacencies go beyond (above 0) or below what chance gives a class of this share."""
    below = (like < share) & (share < 0.5)
    found: Floats = np.where(below, (like - share) / share, (like - share) / (1 - share))
    return np.where(np.isfinite(found), found, np.nan)
