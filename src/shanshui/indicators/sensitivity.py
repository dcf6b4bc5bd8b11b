"""Importance and sensitivity of ground: levels from 1 (highest) to 3 (the rest), 0 = no data."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Cells = NDArray[np.float64]
Codes = NDArray[np.int32]

GENERAL = 3
"""Level of the ground that is neither very important or sensitive nor important or sensitive."""


def soil_conservation(
    codes: Codes, slope: Cells, cover: Cells, natural: Collection[int], steps: Sequence[tuple[float, float]]
) -> Codes:
    """Importance for the conservation of soil.

    Parameters
    ----------
    codes : int32 array, any shape
        First-level classes of ecosystems; 0 = no data.
    slope : float array, same shape
        Slope [°]; NaN = no data.
    cover : float array, same shape
        Vegetation cover [1]; NaN = no data.
    natural : collection of int
        Classes that count: forest, shrubland, grassland.
    steps : sequence of (float, float)
        Least slope [°] and cover [1] of each level from the highest; both ends belong to it.

    Returns
    -------
    int32 array, same shape

    References
    ----------
    Guide of the double evaluation (2020), importance of ecosystem services.

    Examples
    --------
    >>> steps = ((25, 0.8), (15, 0.6))
    >>> codes, slope = np.array([1, 1, 5], np.int32), np.array([25.0, 20.0, 30.0])
    >>> soil_conservation(codes, slope, np.array([0.8, 0.9, 0.9]), {1, 2, 3}, steps).tolist()
    [1, 2, 3]
    """
    judged = np.isin(codes, list(natural))
    known = (codes > 0) & (~judged | (~np.isnan(slope) & ~np.isnan(cover)))
    found = np.full(codes.shape, GENERAL, np.int32)
    for level, (steep, dense) in reversed(list(enumerate(steps, start=1))):
        with np.errstate(invalid="ignore"):
            found[judged & (slope >= steep) & (cover >= dense)] = level
    return np.where(known, found, 0).astype(np.int32)


def geometric_mean(*scores: Codes) -> Cells:
    """Geometric mean of scores.

    Parameters
    ----------
    scores : int32 arrays of one shape
        1, 3 or 5; 0 = no data.

    Returns
    -------
    float array
        1 to 5; NaN where one of them is not known.

    References
    ----------
    Guide of the ecological redline (2017): fourth root of R·K·LS·C, cube root of D·P·C.

    Examples
    --------
    >>> geometric_mean(np.array([5, 0], np.int32), np.array([1, 5], np.int32)).round(4).tolist()
    [2.2361, nan]
    """
    stacked = np.stack(scores).astype(np.float64)
    known = (stacked > 0).all(axis=0)
    product = np.where(known, stacked.prod(axis=0), np.nan)
    found: Cells = product ** (1.0 / len(scores))
    return found


def amplitude(elevation: Cells, reach: int) -> Cells:
    """Height between the highest and the lowest cell around every cell.

    Parameters
    ----------
    elevation : float array, shape (rows + 2 reach, columns + 2 reach)
        Elevation [m] with a ring; NaN = no data, which is passed over.
    reach : int
        Cells on every side of a cell that count.

    Returns
    -------
    float array, shape (rows, columns)
        [m]; NaN where the cell itself has no data.
    """
    size = 2 * reach + 1
    known = ~np.isnan(elevation)
    high = ndimage.maximum_filter(np.where(known, elevation, -np.inf), size=size)
    low = ndimage.minimum_filter(np.where(known, elevation, np.inf), size=size)
    inner = (slice(reach, -reach or None),) * 2
    centre = known[inner]
    found = np.full(centre.shape, np.nan)
    found[centre] = (high[inner] - low[inner])[centre]
    return found


def texture_score(sand: float, silt: float, clay: float) -> int:
    """How easily water carries a soil away, by its texture.

    Parameters
    ----------
    sand, silt, clay : float
        Shares [%]; NaN = not known.

    Returns
    -------
    int
        1 sand and clay, 3 loam, 5 sandy loam, silt and the loams rich in clay or silt; 0 where not known.

    Notes
    -----
    The guide names textures of an older Chinese scale without limits; the limits are those of the texture triangle
    of the USDA, by our choice.

    References
    ----------
    Guide of the ecological redline (2017), soil texture K.

    Examples
    --------
    >>> [texture_score(*parts) for parts in ((90, 5, 5), (40, 40, 20), (65, 25, 10), (20, 20, 60))]
    [1, 3, 5, 1]
    """
    if not sand + silt + clay > 0:
        return 0
    if silt + 1.5 * clay < 30 and sand >= 70:  # sand, loamy sand
        return 1
    if clay >= 40:  # clay, but for silty clay
        return 5 if silt >= 40 else 1
    if clay >= 27:  # the loams rich in clay
        return 5
    if silt >= 50 or (clay < 20 and sand >= 52):  # silt, silt loam, sandy loam
        return 5
    return 3
