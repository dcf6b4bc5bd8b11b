"""Landscape pattern, 01 of table B.2: richness, fragmentation, composition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def richness(codes: NDArray[np.integer]) -> int:
    """Number of patch types.

    Parameters
    ----------
    codes : int array, any shape
        Classes of cells, or of patches; 0 = outside the scope or no data.

    Returns
    -------
    int
        Different classes met [count]; 0 where there is no data at all.

    References
    ----------
    TD/T 1068 B.2-011.

    Examples
    --------
    >>> richness(np.array([[1, 1, 2], [0, 2, 5]]))
    3
    """
    return int(np.unique(codes[codes != 0]).size)


def fragmentation(patches: int, area_km2: float) -> float:
    """Number of landscape patches per area.

    Parameters
    ----------
    patches : int
        How many patches there are [count].
    area_km2 : float
        Area of the scope [km²], above 0.

    Returns
    -------
    float
        Patches per area [1/km²].

    Raises
    ------
    ValueError
        Where the area is not above 0.

    Notes
    -----
    C = N / A. The clause leaves the unit open; per square kilometre is our choice.

    References
    ----------
    TD/T 1068 B.2-012.
    """
    if not area_km2 > 0:
        raise ValueError(f"area_km2 is {area_km2}; give the scope's area in km², above 0")
    return patches / area_km2


def composition(areas: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float64]:
    """Share of each class in the area of all classes.

    Parameters
    ----------
    areas : float or int array, shape (classes,)
        Area [m²] or cells of each class, none negative; cells without data are not among them.

    Returns
    -------
    float array, shape (classes,)
        Shares [1], which add up to 1; NaN where there is no area at all.

    Raises
    ------
    ValueError
        Where an area is negative.

    Notes
    -----
    P_i = S_i / TS. Ground without data is left out of TS; the share of it is told beside.

    References
    ----------
    TD/T 1068 B.2-013; HJ 1171-2021 6.1.

    Examples
    --------
    >>> composition(np.array([6, 3, 1])).tolist()
    [0.6, 0.3, 0.1]
    """
    sizes = np.asarray(areas, dtype=np.float64)
    if (sizes < 0).any():
        raise ValueError(f"areas {sizes[sizes < 0][:3].tolist()} are negative; give areas of 0 and more")
    total = sizes.sum()
    return sizes / total if total > 0 else np.full(sizes.shape, np.nan)
