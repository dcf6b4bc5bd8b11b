"""Change of ecosystems between two years: for each cell the class it was of and the one it is of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.ground import Field, Ground, Recipe
from shanshui.geo.sweep import Step

BASE = 100
"""Codes of HJ 1166 are below it."""


def transition(_: Ground, when: str) -> Field:
    """Codes of a change, ``100 · from + to``, of the finest classes told; ``when`` is ``<from>_<to>``, two years."""
    first, last = when.split("_")
    return Field(
        Step((f"ecosystem@{first}", f"ecosystem@{last}"), paired),
        method="assess.fields.change.paired",
        coded=True,
    )


def paired(first: NDArray[np.int32], last: NDArray[np.int32]) -> NDArray[np.int32]:
    """Two codes in one; 0 where either is no data.

    Parameters
    ----------
    first, last : int32 array, shape (height, width)
        Codes below 100; 0 = no data.
    """
    return np.where((first > 0) & (last > 0), first * BASE + last, 0).astype(np.int32)


RECIPES: dict[str, Recipe] = {"transition": transition}
