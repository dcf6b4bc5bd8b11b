"""Degradation of ecosystems: five grades from 1 (none) to 5 (extreme), 0 = no data or not judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shanshui.indicators.grading import graded

Cells = NDArray[np.float64]
Codes = NDArray[np.int32]
Combination = Literal["median", "cover_led", "worst"]


def karst_grade(slope: Codes, cover: Codes, rock: Codes, combination: Combination = "median") -> Codes:
    """Grade of rocky desertification from its three factors.

    Parameters
    ----------
    slope, cover : int32 array, any shape
        Grades of slope and of vegetation cover, 1 to 5; 0 = no data.
    rock : int32 array, same shape
        Grade of the carbonate rock, 1 to 5; above 5 another rock, on which there is no rocky desertification.
    combination : {"median", "cover_led", "worst"}
        How the three become one: the middle one; half cover and a quarter each of the others, rounded half up; the
        highest.

    Returns
    -------
    int32 array, same shape

    References
    ----------
    HJ 1174-2021 table A.3, which grades the factors and leaves open how they combine.

    Examples
    --------
    >>> factors = [np.array([v, v], np.int32) for v in (4, 2)] + [np.array([5, 6], np.int32)]
    >>> karst_grade(*factors).tolist()
    [4, 1]
    """
    factors = np.stack([slope, cover, rock])
    if combination == "median":
        found = np.sort(factors, axis=0)[1]
    elif combination == "worst":
        found = factors.max(axis=0)
    else:
        found = (2 * cover + slope + rock + 2) // 4
    known = (factors > 0).all(axis=0)
    return np.where(rock > 5, 1, np.where(known, found, 0)).astype(np.int32)


def within(
    codes: Codes, values: Cells, of: Collection[int], limits: Sequence[float], numbers: Sequence[int], others: int = 0
) -> Codes:
    """Grade of the values of some classes; every other class gets one number.

    Parameters
    ----------
    codes : int32 array, any shape
        Classes; 0 = no data.
    values : float array, same shape
        NaN = no data.
    of : collection of int
        Classes that are judged.
    limits, numbers : sequence
        As in :func:`shanshui.indicators.grading.graded`, left-closed.
    others : int
        Grade of the classes that are not judged; 1 where they are not degraded by definition.

    Returns
    -------
    int32 array, same shape

    References
    ----------
    HJ 1174-2021 tables A.2, A.4, A.5.

    Examples
    --------
    >>> codes, cover = np.array([72, 72, 12], np.int32), np.array([0.4, 0.05, 0.9])
    >>> within(codes, cover, {72}, (0.1, 0.3, 0.5), (5, 4, 3, 2), others=1).tolist()
    [3, 5, 1]
    """
    judged = np.isin(codes, list(of))
    found = np.where(judged, graded(values, limits, numbers), others)
    return np.where(codes > 0, found, 0).astype(np.int32)


def shrinkage(before: float, after: float) -> float:
    """Share of the wetland of a first year that is gone [1]; 0 where it grew, NaN where there was none.

    References
    ----------
    HJ 1174-2021 table A.6: of the area of the base year of the assessment.

    Examples
    --------
    >>> shrinkage(100.0, 80.0), shrinkage(100.0, 120.0)
    (0.2, 0.0)
    """
    return max(before - after, 0.0) / before if before > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Nutrient:
    """Part of the trophic state index that one measurement gives.

    Parameters
    ----------
    intercept, slope : float
        Index = 10 (intercept + slope · ln value).
    weight : float
        Square of its correlation with chlorophyll.
    """

    intercept: float
    slope: float
    weight: float


def trophic_index(measured: Mapping[str, float], nutrients: Mapping[str, Nutrient]) -> float:
    """Trophic state index (TLI) of a lake.

    Parameters
    ----------
    measured : mapping of str to float
        Chlorophyll a [mg/m3], total phosphorus, total nitrogen, permanganate index [mg/L], transparency [m]; each
        above 0. What stands in no entry of ``nutrients`` is left out.
    nutrients : mapping of str to Nutrient
        By the same names.

    Returns
    -------
    float
        Weighted mean; below 30 poor in nutrients, above 50 eutrophic. NaN where nothing was measured.

    Raises
    ------
    ValueError
        Where a value is not above 0.

    References
    ----------
    HJ 1174-2021 appendix A; weights of the method of 2001 of the national monitoring centre.

    Examples
    --------
    >>> round(trophic_index({"chla": 1.0}, {"chla": Nutrient(2.5, 1.086, 1.0)}), 3)
    25.0
    """
    used = [(value, nutrients[name]) for name, value in measured.items() if name in nutrients]
    bad = [value for value, _ in used if not value > 0]
    if bad:
        raise ValueError(f"a concentration of {bad[0]} has no logarithm; give values above 0")
    total = sum(one.weight for _, one in used)
    parts = sum(one.weight * 10 * (one.intercept + one.slope * np.log(value)) for value, one in used)
    return float(parts / total) if total else float("nan")
