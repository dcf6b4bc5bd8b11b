"""Vegetation cover, 03 of table B.2: forest cover, cover from a vegetation index."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray


def forest_cover(
    codes: NDArray[np.integer], areas: NDArray[np.floating] | NDArray[np.integer], forest: Collection[int]
) -> float:
    """Share of forest in the land.

    Parameters
    ----------
    codes : int array, shape (classes,)
        Class of each entry; 0 = no data, which is left out.
    areas : float or int array, shape (classes,)
        Area [m²] or cells of each class, none negative.
    forest : collection of int
        Classes that count as forest: canopy density 0.2 and above.

    Returns
    -------
    float
        Share [1], 0 to 1; NaN where there is no data at all.

    Raises
    ------
    ValueError
        Where codes and areas differ in length.

    Notes
    -----
    Forest area over the land's whole area, as forest surveys define it. Sparse forest below a canopy
    density of 0.2 and shrub are not forest; shrub that a province counts in by special rule has to be
    named among ``forest``.

    References
    ----------
    TD/T 1068 B.2-031.

    Examples
    --------
    >>> forest_cover(np.array([11, 14, 51]), np.array([6.0, 1.0, 3.0]), {11, 12, 13})
    0.6
    """
    if codes.shape != areas.shape:
        raise ValueError(f"{codes.size} codes and {areas.size} areas; give one area for each code")
    known = codes != 0
    total = float(areas[known].sum())
    wooded = float(areas[np.isin(codes, list(forest)) & known].sum())
    return wooded / total if total > 0 else float("nan")


def cover_from_ndvi(ndvi: NDArray[np.floating], bare: float, full: float) -> NDArray[np.float64]:
    """Fraction of ground under vegetation, from a vegetation index.

    Parameters
    ----------
    ndvi : float array, any shape
        Index [1], -1 to 1; NaN = no data.
    bare, full : float
        Index of bare ground and of closed vegetation; full above bare.

    Returns
    -------
    float64 array, same shape
        Fraction [1], 0 to 1; NaN = no data.

    Raises
    ------
    ValueError
        Where full is not above bare.

    Notes
    -----
    Mixture of two ends: (NDVI - bare) / (full - bare), cut at 0 and 1.

    References
    ----------
    HJ 1172-2021 appendix B.

    Examples
    --------
    >>> cover_from_ndvi(np.array([0.0, 0.45, 0.9]), 0.05, 0.85).round(3).tolist()
    [0.0, 0.5, 1.0]
    """
    if not full > bare:
        raise ValueError(f"closed vegetation has an index of {full} and bare ground {bare}; the first must be higher")
    return np.clip((ndvi.astype(np.float64) - bare) / (full - bare), 0.0, 1.0)
