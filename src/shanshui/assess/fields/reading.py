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


def at(stem: str, when: str) -> str:
    """Name of a field at a time: ``fvc@2010``, or ``fvc`` of the present."""
    return f"{stem}@{when}" if when else stem


def dated_role(ground: Ground, stem: str, when: str) -> str:
    """The layer of a kind that tells a year.

    Parameters
    ----------
    ground : Ground
        With the layers.
    stem : str
        Kind: ``ndvi`` stands for ``ndvi`` and ``ndvi_<year>``.
    when : str
        A year; the present where empty.

    Returns
    -------
    str
        Its role; empty where there is none. The present is told by the layer without year in its role, else by the
        last one up to the year of the present, else by the first; any other year only by its own layer.
    """
    years = {year: role for role, year in reversed(ground.layers.series(stem))}
    if when and int(when) != ground.year:
        return years.get(int(when), "")
    if ground.layers.usable(stem):
        return stem
    before = [year for year in years if year <= ground.year]
    return years[max(before) if before else min(years)] if years else ""


def told_years(ground: Ground, *stems: str) -> tuple[int, ...]:
    """Years that layers of some kinds tell of, ascending; that of the present is always among them."""
    found = {ground.year}
    for stem in stems:
        present = dated_role(ground, stem, "")
        found |= {year for role, year in ground.layers.series(stem) if role != present}
    return tuple(sorted(found))


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
