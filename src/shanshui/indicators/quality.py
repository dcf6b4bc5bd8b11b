"""Ecosystem quality, 02 of table B.2: how dense, leafy and productive ground is beside the best of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Best:
    """What one quantity is compared with.

    Parameters
    ----------
    least, most : tuple of float
        By number of the type from 1; ``least`` is 0 where density is taken against the most alone.
    """

    least: tuple[float, ...]
    most: tuple[float, ...]


def relative_density(values: Cells, types: NDArray[np.int32], best: Best) -> Cells:
    """Values beside the best of their type.

    Parameters
    ----------
    values : float array, any shape
        Any unit, not below 0; NaN = no data.
    types : int32 array, same shape
        Number of the type from 1; 0 = none that is judged.
    best : Best
        In the unit of the values.

    Returns
    -------
    float array, same shape
        0 to 1; NaN where there is no data, no type, or nothing to compare with.

    References
    ----------
    HJ 1172-2021 6: relative density against the maximum of type and region.
    """
    least, most = (np.array([np.nan, *ends]) for ends in (best.least, best.most))
    low, high = least[types], most[types]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (values - low) / (high - low)
    found: Cells = np.clip(np.where(high > low, share, np.nan), 0.0, 1.0)
    return found


@dataclass(frozen=True, slots=True)
class Quality:
    """The index of quality with what it compares with, so that windows can be computed anywhere.

    Parameters
    ----------
    best : tuple of Best
        One for each quantity, in the order in which their cells are given.
    """

    best: tuple[Best, ...]

    def __call__(self, types: NDArray[np.int32], *quantities: Cells) -> Cells:
        """Index of every cell; see :func:`ecosystem_quality`."""
        densities = [relative_density(q, types, best) for q, best in zip(quantities, self.best, strict=True)]
        return ecosystem_quality(densities)


def ecosystem_quality(densities: Sequence[Cells]) -> Cells:
    """Index of ecosystem quality.

    Parameters
    ----------
    densities : sequence of float array, one shape
        Relative densities, 0 to 1, of cover, leaf area and production; NaN = no data.

    Returns
    -------
    float array
        Their mean times 100; NaN where one of them is not known.

    References
    ----------
    HJ 1172-2021 6, formula 3.

    Examples
    --------
    >>> ecosystem_quality([np.array([0.9, 0.3]), np.array([0.6, np.nan]), np.array([0.6, 0.3])]).round(6).tolist()
    [70.0, nan]
    """
    found: Cells = np.mean(np.stack(densities), axis=0) * 100.0
    return found
