"""Soils: which soil a cell has, and what is known of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.reading import recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Input, Step
from shanshui.geo.zonal import Zones
from shanshui.indicators.soil_erodibility import erodibility
from shanshui.ledger import Basis

ROLE = "soil"
GREATEST_K = 0.2
"""K above it is none in SI units [t·hm²·h/(hm²·MJ·mm)]."""

TEXTURE = ("sand", "silt", "clay")
_COLUMNS = (*TEXTURE, "organic_carbon", "erodibility")


@dataclass(frozen=True, slots=True)
class Soil:
    """What is known of one soil; NaN where it is not.

    Parameters
    ----------
    sand, silt, clay, organic_carbon : float
        Shares [%].
    erodibility : float
        K as the layer tells it [t·hm²·h/(hm²·MJ·mm)].
    """

    sand: float
    silt: float
    clay: float
    organic_carbon: float
    erodibility: float

    @property
    def k(self) -> float:
        """K as told, else from texture and organic carbon; NaN where neither can be."""
        if 0 <= self.erodibility <= GREATEST_K:
            return self.erodibility
        parts = (np.array(part) for part in (self.sand, self.silt, self.clay, self.organic_carbon))
        return float(erodibility(*parts))


def soils(ground: Ground) -> Mapping[int, Soil]:
    """Soils by the code of :func:`soil_unit`; empty where the layer tells no more than a kind."""
    frame = ground.layers.vector(ROLE)
    if frame is not None:
        columns = [frame[name].tolist() if name in frame.columns else [math.nan] * len(frame) for name in _COLUMNS]
        return {n: Soil(*map(_number, row)) for n, row in enumerate(zip(*columns, strict=True), start=1)}
    rows = ground.layers.class_rows(ROLE)
    return {code: Soil(*(_number(row.get(name, "")) for name in _COLUMNS)) for code, row in rows.items()}


def soil_unit(ground: Ground, _: str) -> Field | Missing:
    """Code of the soil: that of the raster, or the number of the polygon from 1."""
    source = (f"layer:{ROLE}",)
    frame, raster = ground.layers.vector(ROLE), ground.layers.raster(ROLE)
    if frame is not None:
        zones = Zones(frame.geometry.to_numpy(), ground.grid)
        return Field(Input(zones), "1", "geo.zonal.Zones", source, coded=True)
    if raster is None or raster.kind != "codes":
        return Missing((ROLE,))
    return Field(Input(raster), "1", "workspace.layers", source, coded=True)


def soil_erodibility(ground: Ground, _: str) -> Field | Missing:
    """K of the soil: as a layer tells it, else from texture and organic carbon by EPIC [t·hm²·h/(hm²·MJ·mm)]."""
    raster = ground.layers.raster(ROLE)
    if raster is not None and raster.kind == "values":
        return Field(Step(("soil_values",), partial(_within, most=GREATEST_K)), "1", "workspace.layers")
    if raster is None and ground.layers.vector(ROLE) is None:
        return Missing((ROLE,))
    told = soils(ground)
    known = {code: soil.k for code, soil in told.items() if not math.isnan(soil.k)}
    if not known:
        return Missing((ROLE,), "soil_properties")
    given = all(soil.erodibility == soil.k for code, soil in told.items() if code in known)
    return Field(
        Step(("soil_unit",), recode(known)),
        "1",
        "workspace.layers" if given else "indicators.soil_erodibility.erodibility",
        basis=Basis.MEASURED if given else Basis.MODELLED_UNCALIBRATED,
    )


def soil_values(ground: Ground, _: str) -> Field | Missing:
    """Values of a soil raster that bears no codes: K."""
    raster = ground.layers.raster(ROLE)
    if raster is None or raster.kind != "values":
        return Missing((ROLE,))
    return Field(Input(raster), "1", "workspace.layers", (f"layer:{ROLE}",))


def _within(cells: NDArray[np.float64], most: float) -> NDArray[np.float64]:
    return np.where((cells >= 0) & (cells <= most), cells, np.nan)


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return math.nan


RECIPES: dict[str, Recipe] = {
    "soil_unit": soil_unit,
    "soil_values": soil_values,
    "soil_erodibility": soil_erodibility,
}
