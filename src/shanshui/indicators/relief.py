"""Relief: classes of slope, which land use, erosion and mapping share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def slope_classes(slope: NDArray[np.floating], limits: Sequence[float]) -> NDArray[np.int32]:
    """Class of each cell by its slope.

    Parameters
    ----------
    slope : float array, any shape
        Slope [°]; NaN = no data.
    limits : sequence of float
        Upper limits of all classes but the last [°], ascending; a limit belongs to the class below it.

    Returns
    -------
    int32 array, same shape
        1 for the flattest to ``len(limits) + 1``; 0 where there is no data.

    Raises
    ------
    ValueError
        Where the limits do not ascend.

    References
    ----------
    TD/T 1068 A.2.1 d; TD/T 1055-2019 (2, 6, 15, 25°).

    Examples
    --------
    >>> slope_classes(np.array([0.0, 2.0, 2.1, 30.0, np.nan]), (2, 6, 15, 25)).tolist()
    [1, 1, 2, 5, 0]
    """
    bounds = np.asarray(limits, dtype=np.float64)
    if (np.diff(bounds) <= 0).any():
        raise ValueError(f"limits {list(limits)} do not ascend; give each upper limit once, from the flattest")
    known = ~np.isnan(slope)
    found = np.zeros(slope.shape, dtype=np.int32)
    found[known] = np.searchsorted(bounds, slope[known], side="left") + 1
    return found
