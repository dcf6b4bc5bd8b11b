"""Water: rain, evapotranspiration, runoff of the surface, what the ground keeps, and where it keeps most."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.reading import layer, recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.geo.tallies import Spread
from shanshui.indicators.grading import graded
from shanshui.indicators.water_retention import importance_limits, retained_depth
from shanshui.ledger import Basis
from shanshui.plan.choices import Chosen
from shanshui.standard.method.runoff import load_runoff

DEPTH = Spread("water_retention", 0.0, 4000.0, 4000, first=True)
"""Distribution over the scope in steps of 1 mm; what lies above belongs to the best ground anyhow."""

SHARES = (0.5, 0.75, 0.9)
"""Cumulative shares of the three upper classes of importance (Gong Shihan et al. 2017)."""


def precipitation(ground: Ground, _: str) -> Field | Missing:
    """Yearly rain [mm]."""
    return layer(ground, "precipitation", "mm")


def evapotranspiration(ground: Ground, _: str) -> Field | Missing:
    """Yearly actual evapotranspiration [mm]."""
    return layer(ground, "evapotranspiration", "mm")


def coefficients(ground: Ground) -> dict[int, tuple[float, str]]:
    """Share of the rain that runs off, and the choice that tells it (or nothing), by ecosystem class."""
    zone = ground.choice("runoff_zone").word
    found: dict[int, tuple[float, str]] = {}
    for row in load_runoff():
        if row.zone in ("", zone):
            value = ground.choice(row.choice).number if row.choice else float(row.value or 0)
            found[row.code] = value, row.choice
    return found


def runoff_choices(ground: Ground) -> tuple[Chosen, ...]:
    """Choices among the shares that run off."""
    keys = dict.fromkeys(key for _, key in coefficients(ground).values() if key)
    return tuple(ground.choice(key) for key in keys)


def runoff_coefficient(ground: Ground, _: str) -> Field:
    """Share of the rain that runs off the surface [1]; no data for glaciers."""
    return Field(
        Step(("ecosystem",), recode({code: value for code, (value, _) in coefficients(ground).items()})),
        "1",
        "assess.fields.water.coefficients",
        choices=(ground.choice("runoff_zone"), *runoff_choices(ground)),
    )


def water_retention(ground: Ground, _: str) -> Field:
    """Water that the ground keeps in a year [mm]."""
    negative, factor = ground.choice("water_retention_negative"), ground.choice("water_retention_calibration")
    kept = partial(retained_depth, cut=negative.word == "cut_to_zero", calibration=factor.number)
    return Field(
        Step(("precipitation", "runoff_coefficient", "evapotranspiration"), kept),
        "mm",
        "indicators.water_retention.retained_depth",
        choices=(negative, factor),
        basis=Basis.MODELLED_CALIBRATED if factor.own else Basis.MODELLED_UNCALIBRATED,
    )


def rain_kept(_: Ground, __: str) -> Field:
    """Rain [mm] of the cells that keep water: where the share that runs off counts."""
    return Field(Step(("precipitation", "water_retention"), where_positive), "mm", "assess.fields.water.where_positive")


def evaporation_kept(_: Ground, __: str) -> Field:
    """Evapotranspiration [mm] of the cells that keep water."""
    needs = ("evapotranspiration", "water_retention")
    return Field(Step(needs, where_positive), "mm", "assess.fields.water.where_positive")


def where_positive(values: NDArray[np.float64], depth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values where a depth is not 0; 0 elsewhere, NaN where either is not known."""
    return np.where(np.isnan(depth), np.nan, np.where(depth != 0, values, 0.0))


def importance_water_retention(ground: Ground, _: str) -> Field | Missing:
    """Importance for water retention: 1 holds the best half of it, then 2, 3, and 4 for the rest."""
    found = ground.swept.get(DEPTH)
    if found is None:
        return Missing(why="water_retention")
    edges = np.linspace(DEPTH.low, DEPTH.high, DEPTH.bins + 1)
    limits = importance_limits((edges[:-1] + edges[1:]) / 2, found[0].cells[0, 0], SHARES)
    best: dict[float, int] = {}
    for number, limit in enumerate(limits, start=1):
        best.setdefault(limit - (edges[1] - edges[0]) / 2, number)
    lower = sorted(best)
    numbers = (len(SHARES) + 1, *(best[limit] for limit in lower))
    return Field(
        Step(("water_retention",), partial(graded, limits=lower, numbers=numbers)),
        method="indicators.water_retention.importance_limits",
        coded=True,
    )


RECIPES: dict[str, Recipe] = {
    "precipitation": precipitation,
    "evapotranspiration": evapotranspiration,
    "runoff_coefficient": runoff_coefficient,
    "water_retention": water_retention,
    "rain_kept": rain_kept,
    "evaporation_kept": evaporation_kept,
    "importance_water_retention": importance_water_retention,
}
