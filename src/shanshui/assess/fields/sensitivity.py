"""Importance of services and sensitivity of the ground: levels 1 (highest), 2, 3 (the rest)."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.degradation import NO_CARBONATE
from shanshui.assess.fields.reading import layer, recode
from shanshui.assess.fields.relief import ROLE as RELIEF
from shanshui.assess.fields.soil import soils
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.indicators.grading import graded, merged
from shanshui.indicators.sensitivity import amplitude, geometric_mean, soil_conservation, texture_score
from shanshui.ledger import Basis
from shanshui.standard.method.cover_groups import cover_group
from shanshui.standard.method.grades import scale
from shanshui.standard.method.problems import levels

PARTS = (
    "importance_water",
    "importance_soil_conservation",
    "sensitivity_soil_erosion",
    "sensitivity_rocky_desertification",
    "sensitivity_desertification",
)
"""Fields whose highest level makes the ecological importance of a cell."""

_CARBONATE, _OTHER = 5, 1
"""Scores of ground that is all carbonate rock, and of ground without any."""


def importance_soil_conservation(ground: Ground, _: str) -> Field:
    """Importance for the conservation of soil."""
    keys = ("soil_importance_slope", "soil_importance_cover", "soil_importance_slope_2", "soil_importance_cover_2")
    chosen = tuple(ground.choice(key) for key in keys)
    steep, dense, steep_2, dense_2 = (one.number for one in chosen)
    judge = partial(
        soil_conservation,
        natural=tuple(sorted(cover_group("natural_vegetation"))),
        steps=((steep, dense), (steep_2, dense_2)),
    )
    return Field(
        Step(("ecosystem_class", "slope", "fvc"), judge),
        method="indicators.sensitivity.soil_conservation",
        choices=chosen,
        basis=Basis.MODELLED_UNCALIBRATED,
        coded=True,
    )


def importance_water(_: Ground, __: str) -> Field:
    """Importance for water retention, in three levels."""
    return _levelled("importance_water_retention", "water_retention")


def _levelled(of: str, process: str) -> Field:
    return Field(Step((of,), recode(levels(process))), method="standard.method.problems.levels", coded=True)


def _of_guide(ground: Ground) -> bool:
    """Whether sensitivity is told by scores of the guide of the redline, and not by conditions."""
    return ground.choice("sensitivity_scheme").word == "redline_2017"


def sensitivity_soil_erosion(ground: Ground, _: str) -> Field:
    """Sensitivity to erosion by water: the class of erosion, or the mean score of rain, soil, relief and cover."""
    if _of_guide(ground):
        return _scored(ground, "redline_rain", "redline_texture", "redline_relief", "redline_cover")
    return _levelled("erosion_class", "soil_erosion")


def sensitivity_rocky_desertification(ground: Ground, _: str) -> Field:
    """Sensitivity to rocky desertification: its grade, or the mean score of rock, slope and cover."""
    if _of_guide(ground):
        return _scored(ground, "redline_rock", "redline_slope", "redline_cover")
    return _levelled("rocky_desertification", "rocky_desertification")


def sensitivity_desertification(ground: Ground, _: str) -> Field | Missing:
    """Sensitivity to desertification: its grade; scores would need days of wind and dryness."""
    if _of_guide(ground):
        return Missing(why="redline_desertification")
    return _levelled("desertification", "desertification")


def _scored(ground: Ground, *needs: str) -> Field:
    return Field(
        Step(needs, _scored_levels),
        method="indicators.sensitivity.geometric_mean",
        choices=(ground.choice("sensitivity_scheme"),),
        basis=Basis.MODELLED_UNCALIBRATED,
        coded=True,
    )


def _scored_levels(*scores: NDArray[np.int32]) -> NDArray[np.int32]:
    found = scale("redline_index")
    return graded(geometric_mean(*scores), found.limits, found.numbers, found.closed)


def _score(name: str, of: str) -> Field:
    found = scale(name)
    split = partial(graded, limits=found.limits, numbers=found.numbers, closed=found.closed)
    return Field(Step((of,), split), method="indicators.grading.graded", coded=True)


def redline_rain(_: Ground, __: str) -> Field:
    """Score of the erosivity of rain."""
    return _score("redline_rain", "rainfall_erosivity")


def redline_cover(_: Ground, __: str) -> Field:
    """Score of the vegetation cover."""
    return _score("redline_cover", "fvc")


def redline_slope(_: Ground, __: str) -> Field:
    """Score of the slope."""
    return _score("redline_slope", "slope")


def redline_relief(_: Ground, __: str) -> Field:
    """Score of the amplitude of relief."""
    return _score("redline_relief", "amplitude")


def redline_texture(ground: Ground, _: str) -> Field | Missing:
    """Score of the texture of the soil."""
    scores = {code: texture_score(one.sand, one.silt, one.clay) for code, one in soils(ground).items()}
    known = {code: score for code, score in scores.items() if score}
    if not known:
        return Missing(("soil",))
    return Field(Step(("soil_unit",), recode(known)), method="indicators.sensitivity.texture_score", coded=True)


def redline_rock(_: Ground, __: str) -> Field:
    """Score of the share of carbonate rock at the surface: all or nothing by the unit of rock."""
    scores = dict.fromkeys(range(1, NO_CARBONATE), _CARBONATE) | {NO_CARBONATE: _OTHER}
    return Field(Step(("karst_rock",), recode(scores)), method="assess.fields.sensitivity.redline_rock", coded=True)


def _reach(ground: Ground) -> int:
    return max(1, round(ground.choice("relief_window").number / ground.grid.cell / 2))


def elevation_wide(ground: Ground, _: str) -> Field | Missing:
    """Elevations [m] with the ring that the amplitude of relief looks at."""
    return layer(ground, RELIEF, "m", halo=_reach(ground))


def relief_amplitude(ground: Ground, _: str) -> Field:
    """Height between the highest and the lowest cell around [m]."""
    chosen = ground.choice("relief_window")
    return Field(
        Step(("elevation_wide",), partial(amplitude, reach=_reach(ground))),
        "m",
        "indicators.sensitivity.amplitude",
        choices=(chosen,),
    )


def ecological_importance(ground: Ground, _: str) -> Field | Missing:
    """The highest level of any service or sensitivity that can be told."""
    there = tuple(name for name in PARTS if ground.has(name))
    if not there:
        gaps = (gap for name in PARTS for gap in ground.missing(name))
        return Missing(tuple(dict.fromkeys(role for gap in gaps for role in gap.roles)))
    return Field(Step(there, partial(merged, worst=False)), method="indicators.grading.merged", coded=True)


RECIPES: dict[str, Recipe] = {
    "importance_soil_conservation": importance_soil_conservation,
    "importance_water": importance_water,
    "sensitivity_soil_erosion": sensitivity_soil_erosion,
    "sensitivity_rocky_desertification": sensitivity_rocky_desertification,
    "sensitivity_desertification": sensitivity_desertification,
    "redline_rain": redline_rain,
    "redline_cover": redline_cover,
    "redline_slope": redline_slope,
    "redline_relief": redline_relief,
    "redline_texture": redline_texture,
    "redline_rock": redline_rock,
    "elevation_wide": elevation_wide,
    "amplitude": relief_amplitude,
    "ecological_importance": ecological_importance,
}
