"""How recipes read layers, and turn codes into other codes or values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.ground import Field, Ground, Missing
from shanshui.geo.sweep import Input


def layer(ground: Ground, role: str, unit: str = "1", halo: int = 0) -> Field | Missing:
    """The cells of a raster layer.

    Parameters
    ----------
    ground : Ground
        With the layers.
    role : str
        Which one.
    unit : str
        Unit code of its values.
    halo : int
        Cells around each window that are read besides.
    """
    raster = ground.layers.raster(role)
    if raster is None:
        return Missing((role,))
    return Field(Input(raster, halo), unit, "workspace.layers", (f"layer:{role}",), coded=raster.kind == "codes")


@dataclass(frozen=True, slots=True)
class Recode:
    """Codes by other codes, or by values; what stands in no entry is no data.

    Parameters
    ----------
    codes : tuple of int
        Ascending, without 0.
    targets : tuple of int or float
        One for each code; integers give codes, floats give values.
    """

    codes: tuple[int, ...]
    targets: tuple[float, ...]

    def __call__(self, cells: NDArray[np.integer]) -> NDArray[Any]:
        """Every cell turned."""
        whole = all(isinstance(target, int) for target in self.targets)
        nothing = 0 if whole else np.nan
        table = np.array([*self.targets, nothing], np.int32 if whole else np.float64)
        if not self.codes:
            return np.full(cells.shape, nothing, table.dtype)
        known = np.array(self.codes)
        place = np.minimum(np.searchsorted(known, cells), known.size - 1)
        turned: NDArray[Any] = table[np.where(known[place] == cells, place, known.size)]
        return turned


def recode(mapping: Mapping[int, float]) -> Recode:
    """A way from codes to codes or values; codes of 0 are left out."""
    items = sorted((code, target) for code, target in mapping.items() if code)
    return Recode(tuple(code for code, _ in items), tuple(target for _, target in items))
