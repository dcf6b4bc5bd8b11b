"""Wind erosion by RWEQ (HJ 1173 A.3): weather, soil, vegetation, and the soil that is carried off."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.reading import layer, recode
from shanshui.assess.fields.soil import ROLE as SOIL
from shanshui.assess.fields.soil import soils
from shanshui.assess.fields.soil_loss import MODULUS, MONTHS_OF_YEAR
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.raster import head
from shanshui.geo.sweep import Input, Step
from shanshui.indicators.soil_erodibility import CARBON_OF_MATTER
from shanshui.indicators.wind_erosion import (
    crust_factor,
    erodible_fraction,
    potential_evaporation,
    roughness_factor,
    vegetation_factor,
    weather_factor,
    wetness_factor,
    wind_loss,
)
from shanshui.ledger import Basis
from shanshui.standard.method.cover_kinds import load_cover_kinds, load_wind_cover

WIND = "wind"
_DAYS = 365.25 / MONTHS_OF_YEAR
_MONTH_RAIN = tuple(f"monthly_rain@{n}" for n in range(1, MONTHS_OF_YEAR + 1))
Floats = NDArray[np.float64]


def wind_speed(ground: Ground, when: str) -> Field | Missing:
    """Mean wind at 2 m [m/s], of a month where the layer has twelve bands."""
    raster = ground.layers.raster(WIND)
    if raster is None:
        return Missing((WIND,))
    band = int(when) if when and head(raster.path).bands == MONTHS_OF_YEAR else raster.band
    return Field(Input(replace(raster, band=band)), "1", "workspace.layers", (f"layer:{WIND}",))


def temperature(ground: Ground, _: str) -> Field | Missing:
    """Mean annual temperature [℃]."""
    return layer(ground, "temperature", "degC")


def evaporation(ground: Ground, _: str) -> Field | Missing:
    """Potential evapotranspiration of a year [mm]: from radiation, else as the layer of evapotranspiration has it."""
    radiation = ground.choice("wind_radiation")
    if radiation.value is None:
        return layer(ground, "evapotranspiration", "mm")
    step = Step(("temperature",), partial(_evaporated, radiation=radiation.number))
    return Field(step, "mm", "indicators.wind_erosion.potential_evaporation", choices=(radiation,))


def wind_weather(ground: Ground, _: str) -> Field | Missing:
    """Weather factor WF of a year [kg/m]: the sum of its months; annual means stand for months that are not known."""
    raster = ground.layers.raster(WIND)
    if raster is None:
        return Missing((WIND,))
    by_month = head(raster.path).bands == MONTHS_OF_YEAR
    winds = tuple(f"wind_speed@{n}" for n in range(1, MONTHS_OF_YEAR + 1)) if by_month else ("wind_speed",)
    rains = _MONTH_RAIN if not isinstance(ground.find(_MONTH_RAIN[0]), Missing) else ("rain",)
    share = ground.choice("wind_rain_days")
    compute = partial(_weather, winds=len(winds), rains=len(rains), rain_share=share.number)
    return Field(
        Step((*winds, *rains, "temperature", "elevation", "evaporation"), compute),
        "1",
        "indicators.wind_erosion.weather_factor",
        choices=(share,),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


def wind_soil(ground: Ground, _: str) -> Field | Missing:
    """Erodible fraction times crust factor of the soil [1]; carbonate is left out."""
    found = {}
    for code, soil in soils(ground).items():
        clay, matter = np.array(soil.clay), np.array(soil.organic_carbon / CARBON_OF_MATTER)
        loose = erodible_fraction(np.array(soil.sand), np.array(soil.silt), clay, matter, 0.0)
        value = float(loose * crust_factor(clay, matter))
        if not math.isnan(value):
            found[code] = value
    if not found:
        return Missing((SOIL,), "soil_properties")
    return Field(Step(("soil_unit",), recode(found)), "1", "indicators.wind_erosion.erodible_fraction")


def wind_vegetation(_: Ground, __: str) -> Field:
    """Vegetation factor C [1]; 0 on kinds of land that the wind does not erode."""
    kinds = load_cover_kinds()
    table = np.full(max(kind.number for kind in kinds.values()) + 1, np.inf)
    for key, row in load_wind_cover().items():
        table[kinds[key].number] = float(row.coefficient)
    return Field(
        Step(("cover_kind", "fvc"), partial(_sheltered, table=table)), "1", "indicators.wind_erosion.vegetation_factor"
    )


def wind_erosion(ground: Ground, _: str) -> Field:
    """Soil that the wind carries off [t/(km²·a)]."""
    distance, ridge = ground.choice("wind_erosion_distance"), ground.choice("wind_erosion_roughness")
    rough = float(roughness_factor(ridge.number))
    return Field(
        Step(
            ("wind_weather", "wind_soil", "wind_vegetation"), partial(_carried, rough=rough, distance=distance.number)
        ),
        MODULUS,
        "indicators.wind_erosion.wind_loss",
        choices=(distance, ridge),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


def _evaporated(heat: Floats, radiation: float) -> Floats:
    return potential_evaporation(np.full(heat.shape, radiation), heat, _DAYS * MONTHS_OF_YEAR)


def _weather(*cells: Floats, winds: int, rains: int, rain_share: float) -> Floats:
    heat, height, evaporated = cells[winds + rains :]
    total = np.zeros(heat.shape)
    for month in range(MONTHS_OF_YEAR):
        wind = cells[month if winds > 1 else 0]
        fallen = cells[winds + month] if rains > 1 else cells[winds] / MONTHS_OF_YEAR
        wet = wetness_factor(fallen, rain_share, evaporated / MONTHS_OF_YEAR)
        total += weather_factor(wind, heat, height, wet, 0.0, _DAYS)
    return total


def _sheltered(kinds: NDArray[np.int32], cover: Floats, table: Floats) -> Floats:
    slope = table[kinds]
    open_ground = np.isfinite(slope)
    found = np.where(open_ground, vegetation_factor(cover, np.where(open_ground, slope, 0.0)), 0.0)
    return np.where((kinds == 0) | (open_ground & np.isnan(cover)), np.nan, found)


def _carried(weather: Floats, soil: Floats, vegetation: Floats, rough: float, distance: float) -> Floats:
    return wind_loss(weather * soil * vegetation * rough, distance)


RECIPES: dict[str, Recipe] = {
    "wind_speed": wind_speed,
    "temperature": temperature,
    "evaporation": evaporation,
    "wind_weather": wind_weather,
    "wind_soil": wind_soil,
    "wind_vegetation": wind_vegetation,
    "wind_erosion": wind_erosion,
}
