"""Change of ecosystems between two dates: rates of classes, transition matrix, dynamic degrees.

A transition matrix has a row for each class at the first date and a column for each class at the last, in the same
order; its cells are areas. Ground that is unknown at either date is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dynamics:
    """What a transition matrix comes to; arrays of shape (classes,), NaN where something has no meaning.

    Parameters
    ----------
    rate : float array
        Area change rate E_V of each class [1]: gain or loss over its first area.
    degree : float
        Comprehensive ecosystem dynamic degree EC [1]: all that changed class over the whole.
    yearly : float array
        Single ecosystem dynamic degree K_T of each class [1/a].
    intensity : float array
        Intensity of transfer R_T [1]: share of a class that left it over the share of the whole that changed.
    from_share, to_share : float array, shape (classes, classes)
        A_ij and B_ij [1]: what went from i to j as a share of the first area of i, and of the last area of j.
    """

    rate: Floats
    degree: float
    yearly: Floats
    intensity: Floats
    from_share: Floats
    to_share: Floats


def dynamics(transfers: NDArray[Any], years: float) -> Dynamics:
    """Rates and degrees of a transition matrix.

    Parameters
    ----------
    transfers : float or int array, shape (classes, classes)
        Areas [m²] or cells by first class (row) and last class (column); none negative.
    years : float
        Between the two dates [a], above 0.

    Raises
    ------
    ValueError
        Where the matrix is not square, an area is negative or the years are not above 0.

    Notes
    -----
    E_V = (EU_b - EU_a) / EU_a; EC = Σ ΔECO(i → not i) / Σ ECO_i, without a half and without the years, as HJ 1171
    has it; K_T = E_V / T; R_T = (ΔLU_i / LU_i) / (ΔLU_0 / LU_0). A class without first area has no rate.

    References
    ----------
    TD/T 1068 B.2-014, B.2-015; HJ 1171-2021 6.2, 6.7, 6.8; HJ 1175-2021 A.1, A.2.

    Examples
    --------
    >>> found = dynamics(np.array([[90.0, 10.0], [0.0, 100.0]]), 10.0)
    >>> found.rate.tolist(), found.degree, found.yearly.tolist()
    ([-0.1, 0.1], 0.05, [-0.01, 0.01])
    """
    if transfers.ndim != 2 or transfers.shape[0] != transfers.shape[1]:
        raise ValueError(f"a transition matrix of shape {transfers.shape} is not square")
    if (transfers < 0).any() or not years > 0:
        raise ValueError(f"areas must be 0 and more and years above 0; years are {years}")
    areas = transfers.astype(np.float64)
    first, last, kept = areas.sum(axis=1), areas.sum(axis=0), np.diagonal(areas)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(first > 0, (last - first) / first, np.nan)
        degree = float((first - kept).sum() / first.sum()) if first.sum() > 0 else float("nan")
        left = np.where(first > 0, (first - kept) / first, np.nan)
        return Dynamics(
            rate=rate,
            degree=degree,
            yearly=rate / years,
            intensity=left / degree if degree > 0 else np.full(first.shape, np.nan),
            from_share=np.where(first[:, None] > 0, areas / first[:, None], np.nan),
            to_share=np.where(last[None, :] > 0, areas / last[None, :], np.nan),
        )


def conversion_index(transfers: Floats, levels: Floats) -> float:
    """Land cover conversion index (LCCI) [1]; above 0 where the ground that changed became better.

    Parameters
    ----------
    transfers : float array, shape (classes, classes)
        As for :func:`dynamics`.
    levels : float array, shape (classes,)
        Ecological level of each class, 1 the best; NaN for none: what passes from such a class or to it is left out.

    Returns
    -------
    float
        NaN where nothing changed.

    Notes
    -----
    Σ A_ij (D_a - D_b) / Σ A_ij over what changed class. Literature of the ten-year assessment of 2000 to 2010; HJ 1171
    does not have it, and its levels are no standard.

    References
    ----------
    Technical scheme of the national assessment of ecological change 2000-2010 by remote sensing.

    Examples
    --------
    >>> conversion_index(np.array([[5.0, 1.0], [3.0, 5.0]]), np.array([1.0, 4.0]))
    1.5
    """
    better = levels[:, None] - levels[None, :]
    moved = np.where(np.eye(levels.size, dtype=bool) | np.isnan(better), 0.0, transfers)
    total = float(moved.sum())
    return float((moved * np.nan_to_num(better)).sum() / total) if total > 0 else float("nan")
