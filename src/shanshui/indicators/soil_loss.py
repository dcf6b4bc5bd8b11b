"""Soil loss by water: cover factor C, potential and actual loss, delivery to channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TO_SQUARE_KILOMETRE = 100.0
"""t/km² in a t/hm²."""


def dry_cropland(cover: Floats) -> Floats:
    """C of dry cropland by its cover, cut to 0–1.

    Parameters
    ----------
    cover : float array, any shape
        Fraction of ground under vegetation, 0 to 1; NaN = no data.

    Returns
    -------
    float array, same shape
        0.221 − 0.595·lg c; 1 where c is so small that the line passes it (below 0.049).

    References
    ----------
    HJ 1173-2021 A.2.
    """
    share = np.asarray(cover, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.clip(0.221 - 0.595 * np.log10(share), 0.0, 1.0))


def cover_factor(
    kinds: NDArray[np.integer],
    cover: Floats,
    table: Floats,
    limits: Sequence[float],
    dry: int = 0,
    paddy_share: float = 0.0,
) -> Floats:
    """C of each cell by its kind of land and its cover.

    Parameters
    ----------
    kinds : int array, any shape
        Row of the table, from 1; 0 = no data.
    cover : float array, same shape
        Fraction of ground under vegetation, 0 to 1; NaN = no data.
    table : float array, shape (kinds + 1, classes)
        C of each kind and class of cover; row 0 is not looked at.
    limits : sequence of float
        Cover at which the second and each further class begins, ascending; a limit belongs to the class above it.
    dry : int
        Row of dry cropland, whose C is :func:`dry_cropland`; 0 where there is none.
    paddy_share : float
        Share of paddy, of which C is 0, in what counts as dry cropland.

    Returns
    -------
    float array, same shape
        C, 0 to 1; NaN where the kind, or a cover that counts, is not known.

    References
    ----------
    HJ 1173-2021 A.2, table A.1.
    """
    place = np.searchsorted(np.asarray(limits, np.float64), np.asarray(cover, np.float64), side="right")
    found = table[kinds, np.minimum(place, table.shape[1] - 1)]
    same = (table == table[:, :1]).all(axis=1)
    found = np.where(np.isnan(cover) & ~same[kinds], np.nan, found)
    if dry:
        found = np.where(kinds == dry, (1 - paddy_share) * dry_cropland(cover), found)
    return np.where(kinds == 0, np.nan, found)


def potential_loss(erosivity: Floats, erodibility: Floats, slope_factor: Floats, factor: float = 1.0) -> Floats:
    """Soil that would be lost from bare ground.

    Parameters
    ----------
    erosivity : float array
        R [MJ·mm/(hm²·h·a)].
    erodibility : float array
        K [t·hm²·h/(hm²·MJ·mm)].
    slope_factor : float array
        LS [1].
    factor : float
        What everything is multiplied with: calibration.

    Returns
    -------
    float array
        R·K·LS [t/(km²·a)]; NaN without data.

    References
    ----------
    HJ 1173-2021 A.2.

    Examples
    --------
    >>> potential_loss(np.array([5000.0]), np.array([0.03]), np.array([4.0])).tolist()
    [60000.0]
    """
    return np.asarray(erosivity * erodibility * slope_factor * (factor * TO_SQUARE_KILOMETRE))


def actual_loss(potential: Floats, cover: Floats, practice: float = 1.0) -> Floats:
    """Soil that is lost: the potential loss times C and P.

    Parameters
    ----------
    potential : float array
        As :func:`potential_loss` gives it [t/(km²·a)].
    cover : float array
        C, 0 to 1.
    practice : float
        P, 0 to 1; the standard has none, which is 1.
    """
    return np.asarray(potential * cover * practice)


def retained(potential: Floats, actual: Floats) -> Floats:
    """Soil retention: potential less actual loss [t/(km²·a)]; HJ 1173-2021 A.2."""
    return np.asarray(potential - actual)


LEAST_SLOPE, MOST_SLOPE = 0.005, 1.0
LEAST_COVER = 0.001
"""Bounds of the gradient and of C in the index of connectivity (Cavalli and others 2013; natcap.invest)."""


def bounded_gradient(slope: Floats) -> Floats:
    """Gradient [m/m] of a slope [°], within the bounds of the index of connectivity."""
    return np.asarray(np.clip(np.tan(np.radians(slope)), LEAST_SLOPE, MOST_SLOPE))


def bounded_cover(cover: Floats) -> Floats:
    """C, not below the bound of the index of connectivity."""
    return np.asarray(np.maximum(cover, LEAST_COVER))


def connectivity(upslope: NDArray[Any], way: NDArray[Any]) -> NDArray[Any]:
    """Index of connectivity between a cell and the channel.

    Parameters
    ----------
    upslope : float array
        C̄ · S̄ · √A [m]: mean C and gradient of the ground that drains through the cell, each within its bounds, and its
        area [m²].
    way : float array, same shape
        Sum of length / (C · gradient) along the way down to the channel [m], above 0.

    Returns
    -------
    float array, same shape
        IC = lg(upslope / way).

    References
    ----------
    Borselli and others 2008.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log10(upslope / way))


def delivery_ratio(index: NDArray[Any], k: float, middle: float, most: float) -> NDArray[Any]:
    """Share of the loss of a cell that reaches the channel, by its index of connectivity.

    Parameters
    ----------
    index : float array
        IC; NaN = no data.
    k, middle, most : float
        Parameters: slope, IC at which half of ``most`` is reached, greatest ratio.

    Returns
    -------
    float array
        ``most`` / (1 + exp((``middle`` − IC) / ``k``)).

    References
    ----------
    Vigiak and others 2012.
    """
    with np.errstate(over="ignore"):
        return np.asarray(most / (1 + np.exp((middle - index) / k)))
